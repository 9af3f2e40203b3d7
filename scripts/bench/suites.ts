/** One line of a result: what was measured, its figures, and the ratio to the baseline of the same run. */
export type BenchRow = Readonly<Record<string, string | number>>;
export type Suite = { readonly run: (say: (line: string) => void) => Promise<readonly BenchRow[]> };

/** A suite is loaded only when it is wanted. */
export const suites = {
  start: async (): Promise<Suite> => import('./start'),
  market: async (): Promise<Suite> => import('./market'),
} as const;

export type SuiteName = keyof typeof suites;
