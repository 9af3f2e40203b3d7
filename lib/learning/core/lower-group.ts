/**
 * The rows whose value belongs to the lower of two groups: two-means in one dimension, begun at the smallest and the largest value, as the
 * published figures of label-noise detection use it. Of equal values none is low.
 */
export function lowerGroup(values: ArrayLike<number>): boolean[] {
  const all = Array.from(values);
  let [low, high] = [all.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY), all.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY)];
  if (!(low < high)) return all.map(() => false);
  for (let turn = 0; turn < 100; turn += 1) {
    const sums = { low: 0, lowCount: 0, high: 0, highCount: 0 };
    for (const value of all) {
      if (Math.abs(value - low) <= Math.abs(value - high)) { sums.low += value; sums.lowCount += 1; } else { sums.high += value; sums.highCount += 1; }
    }
    const [nextLow, nextHigh] = [sums.low / Math.max(1, sums.lowCount), sums.high / Math.max(1, sums.highCount)];
    if (nextLow === low && nextHigh === high) break;
    [low, high] = [nextLow, nextHigh];
  }
  return all.map((value) => Math.abs(value - low) <= Math.abs(value - high));
}
