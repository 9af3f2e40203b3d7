import { macroF1Of } from '@/lib/learning';
import { seededRandom } from '@/lib/shared/seeded-random';

const rounds = 400;
type Bets = readonly number[];
type Interval = readonly [low: number, high: number];

/**
 * 95% intervals of one method's macro-F1 (`other`) and of what ours has over it, bootstrapped over whole sessions with the same draws for both (percentile method,
 * Efron 1979): macro-F1 is no mean over cases, so it is worked out anew from each draw's confusion counts.
 */
export function macroF1Intervals(actual: Bets, [ours, other]: readonly [Bets, Bets], groups: readonly number[], classCount: number): { readonly other: Interval; readonly over: Interval } {
  const cells = classCount * classCount;
  const counts = new Map<number, Float64Array>();
  actual.forEach((label, index) => {
    const row = counts.get(groups[index] ?? index) ?? new Float64Array(2 * cells);
    for (const [method, bets] of [ours, other].entries()) {
      const cell = method * cells + label * classCount + (bets[index] ?? 0);
      row[cell] = (row[cell] ?? 0) + 1;
    }
    counts.set(groups[index] ?? index, row);
  });
  const all = [...counts.values()];
  const random = seededRandom(13);
  const drawn = Array.from({ length: rounds }, () => {
    const sum = new Float64Array(2 * cells);
    for (let draw = 0; draw < all.length; draw += 1) all[Math.floor(random() * all.length)]?.forEach((count, cell) => { sum[cell] = (sum[cell] ?? 0) + count; });
    return [0, 1].map((method) => macroF1Of(sum.subarray(method * cells, (method + 1) * cells), classCount));
  });
  const interval = (values: readonly number[]): Interval => { const sorted = values.toSorted((a, b) => a - b); return [sorted[Math.floor(0.025 * rounds)] ?? 0, sorted[Math.ceil(0.975 * rounds) - 1] ?? 0]; };
  return { other: interval(drawn.map(([, theirs = 0]) => theirs)), over: interval(drawn.map(([mine = 0, theirs = 0]) => mine - theirs)) };
}
