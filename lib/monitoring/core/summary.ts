/** Values of one metric over some span: enough to merge spans without seeing the values again. */
export type Summary = { readonly count: number; readonly sum: number; readonly min: number; readonly max: number; readonly bins: readonly number[]; readonly demoCount: number };

export type Statistic = 'mean' | 'p50' | 'p95' | 'p99' | 'count';
export const statistics = ['mean', 'p50', 'p95', 'p99', 'count'] as const satisfies readonly Statistic[];

/** Null for no spans: "nothing measured" is not zero. */
export function mergeSummaries(parts: readonly Summary[]): Summary | null {
  const [first, ...rest] = parts;
  if (!first) return null;
  return rest.reduce((all, part) => ({
    count: all.count + part.count, sum: all.sum + part.sum, min: Math.min(all.min, part.min), max: Math.max(all.max, part.max),
    bins: all.bins.map((bin, index) => bin + (part.bins[index] ?? 0)), demoCount: all.demoCount + part.demoCount,
  }), first);
}

export function statisticOf(summary: Summary, statistic: Statistic, edges: readonly number[]): number {
  switch (statistic) {
    case 'count': return summary.count;
    case 'mean': return summary.sum / summary.count;
    case 'p50': return quantileOf(summary, 0.5, edges);
    case 'p95': return quantileOf(summary, 0.95, edges);
    case 'p99': return quantileOf(summary, 0.99, edges);
  }
}

/**
 * The quantile of binned values, linear within its bin (as Prometheus' histogram_quantile does), the outer bins closed by the
 * smallest and the largest value. Off by at most the width of one bin.
 */
export function quantileOf({ count, min, max, bins }: Summary, share: number, edges: readonly number[]): number {
  const wanted = share * count;
  let before = 0;
  for (const [index, inBin] of bins.entries()) {
    if (inBin > 0 && before + inBin >= wanted) {
      const low = Math.max(min, index === 0 ? min : (edges[index - 1] ?? min));
      const high = Math.min(max, edges[index] ?? max);
      // Rounding may lead past the end by the last bit.
      return Math.min(high, low + ((high - low) * (wanted - before)) / inBin);
    }
    before += inBin;
  }
  return max;
}
