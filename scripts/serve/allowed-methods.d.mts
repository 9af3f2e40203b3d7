export function allowedMethods(path: string): string | null;
export function readRoutes(root?: string): readonly { readonly pattern: RegExp; readonly order: string; readonly verbs: readonly string[] }[];
