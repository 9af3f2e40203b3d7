import { dataOob } from './data-oob';
import { knnShapley } from './knn-shapley';
import { standardised, type LabelledTable } from './labelled-table';

export type LabelNoise = {
  /** Rows whose label most of the trees that never saw them speak against. */
  readonly suspect: readonly boolean[];
  /** Shares of all rows: of the suspects those that KNN-Shapley speaks against too, all suspects, and what KNN-Shapley alone says. */
  readonly share: number; readonly oobShare: number; readonly shapleyShare: number;
};

const folds = 5;
const neighbours = 10;

/**
 * Rows that are likely mislabelled, from the table alone. Data-OOB: fewer than half of the trees that never saw a row give it its label (Kwon and Zou 2023).
 * KNN-Shapley: the row harms its neighbours, its exact value below zero, with each fifth of the table as the validation rows of the others
 * (Jia et al. 2019, theorem 1). The share of wrong labels lies
 * between what both agree on (`share`) and what Data-OOB says (`oobShare`), which also counts rows that are merely hard to predict. Deterministic given the seed.
 * @throws RangeError for fewer rows than folds
 */
export function labelNoise(table: LabelledTable, { classCount, treeCount = 200, seed = 1 }: { readonly classCount: number; readonly treeCount?: number; readonly seed?: number }): LabelNoise {
  const { count } = table;
  if (count < folds) throw new RangeError('Too few rows to hold some back');
  const [scaled] = standardised(table, table);
  const against = dataOob(scaled, { classCount, treeCount, seed }).map((share) => (share < 0.5 ? 1 : 0));
  const values = shapleyOverFolds(scaled, classCount);
  const shareOf = (holds: (row: number) => boolean): number => Array.from({ length: count }, (_, row) => row).filter(holds).length / count;
  const [isAgainst, isHarmful] = [(row: number) => against[row] === 1, (row: number) => (values[row] ?? 0) < 0];
  return { suspect: Array.from(against, (is) => is === 1), share: shareOf((row) => isAgainst(row) && isHarmful(row)), oobShare: shareOf(isAgainst), shapleyShare: shareOf(isHarmful) };
}

/** The value of each row for the folds it isn't in, summed. Fold of row i: i modulo their number. */
function shapleyOverFolds(table: LabelledTable, classCount: number): Float64Array {
  const values = new Float64Array(table.count);
  for (let fold = 0; fold < folds; fold += 1) {
    const rows = Array.from({ length: table.count }, (_, row) => row);
    const [held, kept] = [rows.filter((row) => row % folds === fold), rows.filter((row) => row % folds !== fold)];
    const found = knnShapley({ train: pick(table, kept), validation: pick(table, held), classCount }, neighbours);
    kept.forEach((row, index) => { values[row] = (values[row] ?? 0) + (found[index] ?? 0); });
  }
  return values;
}

function pick({ width, features, labels }: LabelledTable, rows: readonly number[]): LabelledTable {
  const picked = new Float64Array(rows.length * width);
  rows.forEach((row, index) => { picked.set(features.subarray(row * width, (row + 1) * width), index * width); });
  return { count: rows.length, width, features: picked, labels: Int32Array.from(rows, (row) => labels[row] ?? 0) };
}
