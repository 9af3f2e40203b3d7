import type { UpdateFrequency } from '../schema';

const steps: readonly (readonly [UpdateFrequency, number, number])[] = [['daily', 0.9, 3.5], ['weekly', 5.5, 10], ['monthly', 26, 36], ['quarterly', 80, 100], ['yearly', 330, 400]];

/** How often new days appear: from the days since 1970 that occur, in any order, each once. `perDay`: distinct moments a day. */
export function observedFrequency(days: readonly number[], perDay: number): { readonly observed: UpdateFrequency; readonly gapDays: number } {
  const sorted = days.toSorted((a, b) => a - b);
  const gaps = sorted.slice(1).map((day, index) => day - (sorted[index] ?? day)).toSorted((a, b) => a - b);
  if (gaps.length === 0) return { observed: 'once', gapDays: 0 };
  const gapDays = gaps[gaps.length >> 1] ?? 0;
  if (gapDays <= 1 && perDay >= 2) return { observed: 'continuous', gapDays };
  return { observed: steps.find(([, low, high]) => gapDays >= low && gapDays <= high)?.[0] ?? 'irregular', gapDays };
}
