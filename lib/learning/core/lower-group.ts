/**
 * The rows whose value belongs to the lower of two groups: the split of the sorted values with the least squares within both, which is two-means in one
 * dimension solved exactly (Grønlund et al. 2017, 1701.07204), as the published figures of label-noise detection use it. Of equal values none is low.
 */
export function lowerGroup(values: ArrayLike<number>): boolean[] {
  const all = Array.from(values);
  const sorted = Float64Array.from(all).sort();
  const count = sorted.length;
  const total = sorted.reduce((sum, value) => sum + value, 0);
  let [low, lowCount, best, last] = [0, 0, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let at = 1; at < count; at += 1) {
    const value = sorted[at - 1] ?? 0;
    low += value;
    lowCount += 1;
    if (!(value < (sorted[at] ?? 0))) continue;
    // Least squares within is most between: both sums squared over their counts.
    const between = (low * low) / lowCount + ((total - low) * (total - low)) / (count - lowCount);
    if (between > best) [best, last] = [between, value];
  }
  return all.map((value) => value <= last);
}
