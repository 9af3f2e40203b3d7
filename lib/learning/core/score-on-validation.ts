import { knnShapley } from './knn-shapley';
import { nearestFirst, squaredDistances, standardised, type LabelledTable } from './labelled-table';

export type ValidationScore = {
  /** Share of the validation rows that the k nearest training rows, voting alike, give the right label. */
  readonly accuracy: number;
  /** The share that always guessing their own most frequent label gets right: what one has without the data. */
  readonly baseline: number;
  /** Share of the training rows whose KNN-Shapley value is above zero. */
  readonly helpfulShare: number;
  /** Sum of the values of all rows: the mean share of right labels among the k nearest (efficiency of the Shapley value). */
  readonly totalValue: number;
};

/**
 * What a table of training rows is worth for somebody's own labelled rows, together and never row by row: accuracy of k nearest neighbours, and exact KNN-Shapley
 * values summed up (Jia et al. 2019, theorem 1). Columns are scaled to the training rows. Class numbers must mean the same in both.
 * @throws RangeError for no rows or tables of different width
 */
export function scoreOnValidation(train: LabelledTable, validation: LabelledTable, { k, classCount }: { readonly k: number; readonly classCount: number }): ValidationScore {
  if (train.count < 1 || validation.count < 1 || train.width !== validation.width) throw new RangeError('Two tables of the same columns are needed');
  const [near, asked] = standardised(train, validation);
  let right = 0;
  const counts = new Float64Array(classCount);
  for (let point = 0; point < asked.count; point += 1) {
    const label = asked.labels[point] ?? -1;
    counts[label] = (counts[label] ?? 0) + 1;
    if (majority(near, nearestFirst(squaredDistances(near, asked.features, point)).subarray(0, k), classCount) === label) right += 1;
  }
  const values = knnShapley({ train: near, validation: asked, classCount }, k);
  const helpful = values.filter((value) => value > 0).length;
  return { accuracy: right / asked.count, baseline: Math.max(...counts) / asked.count, helpfulShare: helpful / near.count, totalValue: values.reduce((sum, value) => sum + value, 0) };
}

/** The most frequent label of the rows; of equals that of the nearest. */
function majority(table: LabelledTable, rows: Uint32Array, classCount: number): number {
  const votes = new Float64Array(classCount);
  let best = -1;
  for (const row of rows) { const label = table.labels[row] ?? 0; votes[label] = (votes[label] ?? 0) + 1; }
  for (const row of rows) { const label = table.labels[row] ?? 0; if (best === -1 || (votes[label] ?? 0) > (votes[best] ?? 0)) best = label; }
  return best;
}
