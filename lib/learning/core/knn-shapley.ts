import { nearestFirst, squaredDistances, type LabelledTable } from './labelled-table';

export type ShapleyTask = { readonly train: LabelledTable; readonly validation: LabelledTable; readonly classCount: number };

/**
 * Exact Shapley value of every training row for k-nearest-neighbour classification, mean over the validation rows.
 *
 * Of one validation row with class y, S a set of training rows, its nearest first:
 * v(S) = (1 / K) sum of 1[label = y] over the min(K, |S|) nearest; v(empty) = 0.
 * Jia et al. 2019, "Efficient task-specific data valuation for nearest neighbor algorithms", theorem 1, with the base case
 * phi_N = a_N min(K, N) / (K N), which holds for K > N as well. The values add up to v of all rows. O(N log N) a validation row.
 */
export function knnShapley({ train, validation }: ShapleyTask, k: number): Float64Array {
  return meanOverValidation(train, validation, (matches) => {
    const n = matches.length;
    const values = new Float64Array(n);
    values[n - 1] = ((matches[n - 1] ?? 0) * Math.min(k, n)) / (k * n);
    for (let rank = n - 1; rank >= 1; rank -= 1) values[rank - 1] = (values[rank] ?? 0) + (((matches[rank - 1] ?? 0) - (matches[rank] ?? 0)) / k) * (Math.min(k, rank) / rank);
    return values;
  });
}

/**
 * The same for the soft-label utility: v(S) = share of label y among the min(K, |S|) nearest, 1 / classes for no row.
 * Wang and Jia 2023, "A note on efficient computation of data Shapley value for k-nearest neighbors" (2304.04258). For K above N it is K = N.
 */
export function softKnnShapley({ train, validation, classCount }: ShapleyTask, k: number): Float64Array {
  return meanOverValidation(train, validation, (matches) => {
    const n = matches.length;
    const limit = Math.min(k, n);
    const last = matches[n - 1] ?? 0;
    const values = new Float64Array(n);
    if (n === 1) { values[0] = last - 1 / classCount; return values; }
    let others = 0;
    for (let rank = 0; rank < n - 1; rank += 1) others += matches[rank] ?? 0;
    const harmonic = harmonicNumber(limit);
    values[n - 1] = ((last - others / (n - 1)) / n) * (harmonic - 1) + (last - 1 / classCount) / n;
    for (let rank = n - 1; rank >= 1; rank -= 1) {
      const gain = harmonic + ((Math.min(rank, limit) * (n - 1)) / rank - limit) / limit;
      values[rank - 1] = (values[rank] ?? 0) + (((matches[rank - 1] ?? 0) - (matches[rank] ?? 0)) / (n - 1)) * gain;
    }
    return values;
  });
}

/**
 * The same for threshold nearest neighbours: v(S) = share of label y among the rows within `radius` of the validation row, 1 / classes
 * when there is none. Wang et al. 2023, "Threshold KNN-Shapley" (2308.15709). Rows outside add nothing to any set. Of the n inside, with m
 * the share of label y among the other n - 1:
 * phi = (a - 1 / classes) / n + (a - m) (H_n - 1) / n. O(N) a validation row: nothing is sorted.
 */
export function thresholdKnnShapley({ train, validation, classCount }: ShapleyTask, radius: number): Float64Array {
  const values = new Float64Array(train.count);
  for (let point = 0; point < validation.count; point += 1) {
    const distances = squaredDistances(train, validation.features, point);
    const wanted = validation.labels[point];
    const inside: number[] = [];
    let matching = 0;
    distances.forEach((distance, row) => { if (Math.sqrt(distance) <= radius) { inside.push(row); if (train.labels[row] === wanted) matching += 1; } });
    const n = inside.length;
    const harmonic = harmonicNumber(n);
    for (const row of inside) {
      const match = train.labels[row] === wanted ? 1 : 0;
      const others = n > 1 ? (matching - match) / (n - 1) : match;
      values[row] = (values[row] ?? 0) + ((match - 1 / classCount) / n + ((match - others) * (harmonic - 1)) / n) / validation.count;
    }
  }
  return values;
}

/** A radius that reaches the k-th neighbour of half of the validation rows: the median of those distances. */
export function medianReach({ train, validation }: ShapleyTask, k: number): number {
  const reaches = Array.from({ length: validation.count }, (_, point) => {
    const distances = squaredDistances(train, validation.features, point).sort();
    return Math.sqrt(distances[Math.min(k, train.count) - 1] ?? 0);
  }).toSorted((a, b) => a - b);
  return reaches[Math.floor((reaches.length - 1) / 2)] ?? 0;
}

/** `valuesOf` takes whether each row matches, nearest first, and answers the rows' values in that order. */
function meanOverValidation(train: LabelledTable, validation: LabelledTable, valuesOf: (matches: Uint8Array) => Float64Array): Float64Array {
  const values = new Float64Array(train.count);
  const matches = new Uint8Array(train.count);
  for (let point = 0; point < validation.count; point += 1) {
    const order = nearestFirst(squaredDistances(train, validation.features, point));
    order.forEach((row, rank) => { matches[rank] = train.labels[row] === validation.labels[point] ? 1 : 0; });
    const ranked = valuesOf(matches);
    order.forEach((row, rank) => { values[row] = (values[row] ?? 0) + (ranked[rank] ?? 0) / validation.count; });
  }
  return values;
}

function harmonicNumber(n: number): number {
  let sum = 0;
  for (let term = 1; term <= n; term += 1) sum += 1 / term;
  return sum;
}
