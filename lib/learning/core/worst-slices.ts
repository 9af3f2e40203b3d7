/** One measured case: how good or bad the answer was, and the slices it belongs to, as `attribute value` pairs. */
export type SlicedCase = { readonly value: number; readonly slices: Readonly<Record<string, string>> };
export type Slice = { readonly attribute: string; readonly value: string; readonly mean: number; readonly count: number; readonly overall: number };

/**
 * The slices on which a model does worst, worst first: those with at least `minCount` cases and a mean on the bad side of the overall one. A small slice is
 * left out rather than judged.
 * @param goodIs whether larger values are better
 */
export function worstSlices(cases: readonly SlicedCase[], goodIs: 'low' | 'high', { minCount = 20, size = 6 }: { readonly minCount?: number; readonly size?: number } = {}): readonly Slice[] {
  const sums = new Map<string, { attribute: string; value: string; sum: number; count: number }>();
  let total = 0;
  for (const { value, slices } of cases) {
    total += value;
    for (const [attribute, name] of Object.entries(slices)) {
      const key = `${attribute} ${name}`;
      const entry = sums.get(key) ?? { attribute, value: name, sum: 0, count: 0 };
      entry.sum += value;
      entry.count += 1;
      sums.set(key, entry);
    }
  }
  const overall = cases.length === 0 ? 0 : total / cases.length;
  const badness = (mean: number): number => (goodIs === 'low' ? mean - overall : overall - mean);
  return [...sums.values()].filter((entry) => entry.count >= minCount).map(({ attribute, value, sum, count }) => ({ attribute, value, mean: sum / count, count, overall }))
    .filter((slice) => badness(slice.mean) > 1e-12).toSorted((a, b) => badness(b.mean) - badness(a.mean) || (`${a.attribute} ${a.value}` < `${b.attribute} ${b.value}` ? -1 : 1)).slice(0, size);
}
