import type { Histogram } from '../schema';

export const binCount = 20;
const shownValues = 8;

/**
 * Bins of equal width between two edges, from counts per bin number (0 to `bins` - 1). `edge` writes an edge as text.
 * The counts stay as they are: their sum is the number of values that were counted.
 */
export function binsHistogram(counts: ReadonlyMap<number, number>, bins: number, edge: (fraction: number) => string): Histogram {
  return {
    kind: 'bins',
    bins: Array.from({ length: bins }, (_, index) => ({ from: edge(index / bins), to: edge((index + 1) / bins), count: counts.get(index) ?? 0 })),
  };
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
