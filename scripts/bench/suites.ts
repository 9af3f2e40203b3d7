/** One line of a result: what was measured, its figures, and the ratio to the baseline of the same run. */
export type BenchRow = Readonly<Record<string, string | number>>;
/** What only some suites look at. */
export type BenchOptions = { readonly train?: string | undefined; readonly test?: string | undefined; readonly trials?: number | undefined };
export type Suite = { readonly run: (say: (line: string) => void, options: BenchOptions) => Promise<readonly BenchRow[]> };

/** A suite is loaded only when it is wanted. */
export const suites = {
  start: async (): Promise<Suite> => import('./start'),
  market: async (): Promise<Suite> => import('./market'),
  behaviour: async (): Promise<Suite> => import('./behaviour'),
  serving: async (): Promise<Suite> => import('./serving'),
  recommendations: async (): Promise<Suite> => import('./recommendations'),
  neighbours: async (): Promise<Suite> => import('./neighbours'),
  pricing: async (): Promise<Suite> => import('./pricing'),
  audit: async (): Promise<Suite> => import('./audit'),
  monitoring: async (): Promise<Suite> => import('./monitoring'),
  datasets: async (): Promise<Suite> => import('./datasets'),
  journey: async (): Promise<Suite> => import('./journey'),
  learning: async (): Promise<Suite> => import('./learning'),
} as const;

export type SuiteName = keyof typeof suites;
