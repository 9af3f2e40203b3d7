export function networkOf(address: string): string;
export function withNonce(key: string, body: Buffer, nonce: string): Buffer;
