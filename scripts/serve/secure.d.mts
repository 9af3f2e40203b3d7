export function networkOf(address: string): string;
export function withNonce(key: string, body: Buffer, nonce: string): Buffer;
export function factsOf(key: string, body: Buffer): { readonly status: number | null; readonly edits: readonly { readonly from: number; readonly to: number }[] };
export function readableUrl(url: string): string;
export function isForeignChange(request: { readonly method?: string; readonly url?: string; readonly headers: Readonly<Record<string, string | undefined>> }): boolean;
