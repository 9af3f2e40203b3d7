import { seededRandom } from '@/lib/shared/seeded-random';

const rounds = 400;
type Bets = readonly number[];

/**
 * 95% intervals of one method's macro-F1 and of its difference from another's, bootstrapped over whole sessions with the same draws for both (percentile method,
 * Efron 1979): macro-F1 is no mean over cases, so it is worked out anew from each draw's confusion counts.
 */
export function macroF1Intervals(actual: Bets, [own, other]: readonly [Bets, Bets], groups: readonly number[], classCount: number): { readonly own: readonly [number, number]; readonly over: readonly [number, number] } {
  const cells = classCount * classCount;
  const counts = new Map<number, Float64Array>();
  actual.forEach((label, index) => {
    const row = counts.get(groups[index] ?? index) ?? new Float64Array(2 * cells);
    for (const [method, bets] of [own, other].entries()) {
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
    return [0, 1].map((method) => macroF1(sum.subarray(method * cells, (method + 1) * cells), classCount));
  });
  const interval = (values: readonly number[]): readonly [number, number] => { const sorted = values.toSorted((a, b) => a - b); return [sorted[Math.floor(0.025 * rounds)] ?? 0, sorted[Math.ceil(0.975 * rounds) - 1] ?? 0]; };
  return { own: interval(drawn.map(([mine = 0]) => mine)), over: interval(drawn.map(([mine = 0, theirs = 0]) => mine - theirs)) };
}

/** From counts by actual (row) and named class; a class that is neither counts as 0, as in the report. */
function macroF1(counts: Float64Array, classCount: number): number {
  let sum = 0;
  for (let klass = 0; klass < classCount; klass += 1) {
    const right = counts[klass * classCount + klass] ?? 0;
    let [actual, named] = [0, 0];
    for (let other = 0; other < classCount; other += 1) {
      actual += counts[klass * classCount + other] ?? 0;
      named += counts[other * classCount + klass] ?? 0;
    }
    sum += actual + named > 0 ? (2 * right) / (actual + named) : 0;
  }
  return sum / classCount;
}
