/** What a metric's values are counted into: `edges` cut the line, value v falls into the bin after the last edge <= v, so there is one bin more than edges. */
export type Scale = { readonly unit: 'milliseconds' | 'seconds' | 'share' | 'probability' | 'log10' | 'ratio' | 'count'; readonly edges: readonly number[]; readonly isDrift: boolean; readonly goodIs: 'low' | 'high' | 'neither' };

const even = (from: number, to: number, step: number): readonly number[] => Array.from({ length: Math.round((to - from) / step) + 1 }, (_, index) => Number((from + index * step).toFixed(6)));

const latency: Scale = { unit: 'milliseconds', edges: [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000], isDrift: false, goodIs: 'low' };
/** A yes or no: its mean is a share. */
const share = (goodIs: Scale['goodIs']): Scale => ({ unit: 'share', edges: [0.5], isDrift: false, goodIs });
/** How old what answered was, or how long the truth was waited for. */
const age: Scale = { unit: 'seconds', edges: [1, 5, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 21_600, 43_200, 86_400, 172_800], isDrift: false, goodIs: 'low' };
const probability: Scale = { unit: 'probability', edges: even(0.05, 0.95, 0.05), isDrift: true, goodIs: 'neither' };

/** The closed list of what is measured: whatever users type, no other name ever reaches the store. */
export const metricScales = {
  price: {
    latency, error: share('low'), fallback: share('low'), 'canary-latency': latency, 'canary-error': share('low'),
    suggestion: { unit: 'log10', edges: even(1, 7, 0.25), isDrift: true, goodIs: 'neither' },
    rows: { unit: 'log10', edges: even(0.5, 8, 0.5), isDrift: true, goodIs: 'neither' },
    completeness: { unit: 'probability', edges: [0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 0.99, 0.999], isDrift: true, goodIs: 'high' },
    'ask-ratio': { unit: 'ratio', edges: [0.25, 0.5, 0.67, 0.8, 0.9, 0.95, 1, 1.05, 1.1, 1.25, 1.5, 2, 4], isDrift: true, goodIs: 'neither' },
    accepted: share('high'),
    /** |ln asked − ln suggested|: its mean is the residual of the model against what sellers decide. */
    residual: { unit: 'ratio', edges: [0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3], isDrift: false, goodIs: 'low' },
  },
  /** `fallback`: the baseline or no neighbours; `fallback-…`: of all lists those that the model should have answered and did not, by why. */
  'next-item': { latency, error: share('low'), fallback: share('low'), 'fallback-error': share('low'), 'fallback-slow': share('low'), 'fallback-stale': share('low'), 'fallback-nothing-known': share('low'), 'canary-latency': latency, 'canary-error': share('low'), personal: share('neither'), age, 'label-delay': age, coverage: { ...probability, isDrift: false, goodIs: 'high' }, 'exposure-gini': { ...probability, isDrift: false, goodIs: 'low' }, hit: share('high'), 'reciprocal-rank': { ...probability, isDrift: false, goodIs: 'high' } },
  'next-action': {
    latency, error: share('low'), fallback: share('low'), 'canary-latency': latency, 'canary-error': share('low'), age, 'label-delay': age, correct: share('high'),
    'log-loss': { unit: 'ratio', edges: [0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.4, 2, 3, 5], isDrift: false, goodIs: 'low' },
    'buy-probability': { ...probability, edges: [0.001, 0.003, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.4, 0.7], goodIs: 'neither' },
    'leave-probability': probability,
    depth: { unit: 'count', edges: [2, 3, 4, 5, 6, 8, 10, 15, 25, 50], isDrift: true, goodIs: 'neither' },
  },
  exchange: { latency, error: share('low'), refused: share('neither') },
} as const satisfies Record<string, Record<string, Scale>>;

export type ModelName = keyof typeof metricScales;
export type MetricName<Model extends ModelName = ModelName> = Model extends ModelName ? keyof (typeof metricScales)[Model] & string : never;
export const modelNames = Object.keys(metricScales) as readonly ModelName[];

/** Null for a pair that isn't in the list. */
export function findScale(model: string, metric: string): Scale | null {
  const scales: Readonly<Record<string, Readonly<Record<string, Scale>>>> = metricScales;
  return Object.hasOwn(scales, model) && Object.hasOwn(scales[model] ?? {}, metric) ? (scales[model]?.[metric] ?? null) : null;
}

export function listMetrics(model: ModelName): readonly (readonly [string, Scale])[] {
  return Object.entries<Scale>(metricScales[model]);
}

/** The bin of a value: how many edges are at or below it (binary search). */
export function binOf(edges: readonly number[], value: number): number {
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((edges[middle] ?? 0) <= value) low = middle + 1; else high = middle;
  }
  return low;
}
