import type { Histogram } from '../schema';

export const binCount = 20;
const shownValues = 8;

/**
 * Bins of equal width, from counts per bin number (0 to `bins` - 1). `endsOf` writes where a bin begins and ends.
 * The counts stay as they are: their sum is the number of values that were counted.
 */
export function binsHistogram(counts: ReadonlyMap<number, number>, bins: number, endsOf: (index: number) => readonly [from: string, to: string]): Histogram {
  return {
    kind: 'bins',
    bins: Array.from({ length: bins }, (_, index) => {
      const [from, to] = endsOf(index);
      return { from, to, count: counts.get(index) ?? 0 };
    }),
  };
}

/**
 * The first and the last whole step that fall into a bin, of the steps from 0 to `last`: a value v falls into bin ⌊v · bins / range⌋, what would lie beyond into the last one. Invariant: with
 * bins ≤ last + 1 every step is in exactly one bin and no bin is without one, so that a label never names a value that isn't there (a thirteenth month).
 */
export function wholeEnds(index: number, { bins, range, last }: { readonly bins: number; readonly range: number; readonly last: number }): readonly [first: number, last: number] {
  return [Math.ceil((index * range) / bins), index + 1 === bins ? last : Math.ceil(((index + 1) * range) / bins) - 1];
}

/** The most frequent values, ties by the value itself, and how many cells hold any other. */
export function valuesHistogram(counts: ReadonlyMap<string, number>): Histogram {
  const sorted = [...counts].toSorted(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1));
  return {
    kind: 'values',
    values: sorted.slice(0, shownValues).map(([value, count]) => ({ value, count })),
    otherCount: sorted.slice(shownValues).reduce((sum, [, count]) => sum + count, 0),
  };
}

/** A number as a column head shows it: whole numbers whole, others to four significant digits. */
export function edgeText(value: number): string {
  if (Number.isSafeInteger(value)) return String(value);
  return String(Number(value.toPrecision(4)));
}
