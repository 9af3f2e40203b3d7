/**
 * 95% interval of a share (Wilson 1927): within [0, 1] also for few cases or a share of nothing, where the usual one is not.
 * @param share from 0 to 1; @param count at least 1
 */
export function wilson(share: number, count: number): readonly [low: number, high: number] {
  const z = 1.959964;
  const square = (z * z) / count;
  const middle = (share + square / 2) / (1 + square);
  const half = (z / (1 + square)) * Math.sqrt((share * (1 - share)) / count + square / (4 * count));
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}
