export function readWebProcesses(written?: string): { readonly count: number; readonly fault: string | null };
