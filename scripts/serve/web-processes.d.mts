export function readWebProcesses(env?: { readonly WEB_PROCESSES?: string | undefined; readonly NODE_ENV?: string | undefined }): { readonly count: number; readonly fault: string | null };
