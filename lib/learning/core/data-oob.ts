import { seededRandom } from '@/lib/shared/seeded-random';
import { binned, growTree } from './decision-tree';
import type { LabelledTable } from './labelled-table';

/**
 * Data-OOB (Kwon and Zou 2023, "Data-OOB: out-of-bag estimate as a simple and efficient data value", eq. 3): of the trees whose bootstrap sample
 * left a row out, the share that gives it its own label. Between 0 and 1, no validation rows needed; low where a label is likely wrong.
 * A row that no tree left out gets NaN (with 200 trees: a chance of 1e-39).
 */
export function dataOob(table: LabelledTable, { classCount, treeCount = 200, seed = 1 }: { readonly classCount: number; readonly treeCount?: number; readonly seed?: number }): Float64Array {
  const { count, width, labels } = table;
  const bins = binned(table);
  const random = seededRandom(seed);
  const columnCount = Math.max(1, Math.round(Math.sqrt(width)));
  const right = new Float64Array(count);
  const asked = new Float64Array(count);
  const taken = new Uint8Array(count);
  for (let tree = 0; tree < treeCount; tree += 1) {
    taken.fill(0);
    const rows = Int32Array.from({ length: count }, () => { const row = Math.floor(random() * count); taken[row] = 1; return row; });
    const { predict } = growTree(bins, rows, { classCount, columnCount, random });
    for (let row = 0; row < count; row += 1) {
      if (taken[row] === 1) continue;
      asked[row] = (asked[row] ?? 0) + 1;
      if (predict(row) === labels[row]) right[row] = (right[row] ?? 0) + 1;
    }
  }
  return right.map((hits, row) => hits / (asked[row] ?? 0));
}
