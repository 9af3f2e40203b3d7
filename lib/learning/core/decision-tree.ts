import type { Random } from '@/lib/shared/seeded-random';
import type { LabelledTable } from './labelled-table';

/** Every column cut into at most `bins` bins of about equal size: row r, column c at `codes[r * width + c]`. */
export type BinnedTable = { readonly count: number; readonly width: number; readonly codes: Uint8Array; readonly labels: Int32Array; readonly bins: number };

export function binned({ count, width, features, labels }: LabelledTable, bins = 32): BinnedTable {
  const codes = new Uint8Array(count * width);
  for (let column = 0; column < width; column += 1) {
    const sorted = Float64Array.from({ length: count }, (_, row) => features[row * width + column] ?? 0).sort();
    const edges = [...new Set(Array.from({ length: bins - 1 }, (_, cut) => sorted[Math.floor(((cut + 1) * count) / bins)] ?? 0))];
    for (let row = 0; row < count; row += 1) {
      const value = features[row * width + column] ?? 0;
      let code = 0;
      while (code < edges.length && value >= (edges[code] ?? Infinity)) code += 1;
      codes[row * width + column] = code;
    }
  }
  return { count, width, codes, labels, bins };
}

type Node = { readonly column: number; readonly cut: number; readonly left: Node; readonly right: Node } | { readonly label: number };
export type DecisionTree = { readonly predict: (row: number) => number };

/**
 * A classification tree grown to the end (CART, Breiman et al. 1984): Gini impurity, `columnCount` columns tried at each node as in a random
 * forest, ties by the first column and cut found.
 * @param rows numbers of the rows it is grown from; a row may occur more than once
 */
export function growTree(table: BinnedTable, rows: Int32Array, { classCount, columnCount, random }: { readonly classCount: number; readonly columnCount: number; readonly random: Random }): DecisionTree {
  const { width, codes, labels, bins } = table;
  const counts = new Int32Array(bins * classCount);
  const columns = Array.from({ length: width }, (_, column) => column);

  function grow(from: Int32Array): Node {
    const totals = new Int32Array(classCount);
    for (const row of from) totals[labels[row] ?? 0] = (totals[labels[row] ?? 0] ?? 0) + 1;
    const majority = totals.indexOf(Math.max(...totals));
    if (totals[majority] === from.length) return { label: majority };
    const split = bestSplit(from, totals);
    if (!split) return { label: majority };
    const goesLeft = (row: number) => (codes[row * width + split.column] ?? 0) <= split.cut;
    return { ...split, left: grow(from.filter(goesLeft)), right: grow(from.filter((row) => !goesLeft(row))) };
  }

  function bestSplit(from: Int32Array, totals: Int32Array): { column: number; cut: number } | null {
    let best: { column: number; cut: number } | null = null;
    let bestScore = sumOfSquares(totals) / from.length + 1e-9;
    for (let tried = 0; tried < width; tried += 1) {
      const at = tried + Math.floor(random() * (width - tried));
      const column = columns[at] ?? 0;
      columns[at] = columns[tried] ?? 0;
      columns[tried] = column;
      // At least so many columns, and further ones while none of them separates anything.
      if (tried >= columnCount && best) break;
      counts.fill(0);
      for (const row of from) { const cell = (codes[row * width + column] ?? 0) * classCount + (labels[row] ?? 0); counts[cell] = (counts[cell] ?? 0) + 1; }
      const found = bestCut(counts, totals, { bins, classCount, size: from.length });
      if (found.score > bestScore) { bestScore = found.score; best = { column, cut: found.cut }; }
    }
    return best;
  }

  const root = grow(rows);
  return {
    predict: (row) => {
      let node = root;
      while ('column' in node) node = (codes[row * width + node.column] ?? 0) <= node.cut ? node.left : node.right;
      return node.label;
    },
  };
}

/** The cut with the largest sum of squared class counts per side over the side's size: the smallest Gini impurity. */
function bestCut(counts: Int32Array, totals: Int32Array, { bins, classCount, size }: { readonly bins: number; readonly classCount: number; readonly size: number }): { cut: number; score: number } {
  const left = new Int32Array(classCount);
  let leftSize = 0;
  let best = { cut: -1, score: -1 };
  for (let cut = 0; cut < bins - 1; cut += 1) {
    let [squaresLeft, squaresRight] = [0, 0];
    for (let label = 0; label < classCount; label += 1) {
      const count = counts[cut * classCount + label] ?? 0;
      left[label] = (left[label] ?? 0) + count;
      leftSize += count;
      squaresLeft += (left[label] ?? 0) ** 2;
      squaresRight += ((totals[label] ?? 0) - (left[label] ?? 0)) ** 2;
    }
    if (leftSize === 0 || leftSize === size) continue;
    const score = squaresLeft / leftSize + squaresRight / (size - leftSize);
    if (score > best.score) best = { cut, score };
  }
  return best;
}

function sumOfSquares(counts: Int32Array): number {
  return counts.reduce((sum, count) => sum + count * count, 0);
}
