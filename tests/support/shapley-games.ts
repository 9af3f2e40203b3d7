import type { LabelledTable } from '@/lib/learning';

export type Game = { readonly train: LabelledTable; readonly validation: LabelledTable; readonly classCount: number };

/** The Shapley value by its definition: every subset, weighted; each subset is looked at once. */
export function bruteForce(count: number, utility: (rows: readonly number[]) => number): number[] {
  const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));
  const rowsOf = (mask: number): number[] => Array.from({ length: count }, (_, row) => row).filter((row) => (mask >> row) & 1);
  const worth = Float64Array.from({ length: 1 << count }, (_, mask) => utility(rowsOf(mask)));
  const values = new Array<number>(count).fill(0);
  for (let mask = 0; mask < 1 << count; mask += 1) {
    const size = rowsOf(mask).length;
    const weight = size < count ? (factorial(size) * factorial(count - size - 1)) / factorial(count) : 0;
    for (let row = 0; row < count; row += 1) if (((mask >> row) & 1) === 0) values[row] = (values[row] ?? 0) + weight * ((worth[mask | (1 << row)] ?? 0) - (worth[mask] ?? 0));
  }
  return values;
}

function nearest({ train, validation }: Game, rows: readonly number[], point: number): { match: number; distance: number }[] {
  const at = (table: LabelledTable, row: number) => Array.from(table.features.slice(row * table.width, (row + 1) * table.width));
  return rows.map((row) => ({
    row, match: train.labels[row] === validation.labels[point] ? 1 : 0,
    // Not Math.hypot: it rounds on the way, and equal distances of whole coordinates would come out unequal.
    distance: Math.sqrt(at(train, row).reduce((sum, value, index) => sum + (value - (at(validation, point)[index] ?? 0)) ** 2, 0)),
  }))
    .toSorted((a, b) => a.distance - b.distance || a.row - b.row);
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const overPoints = (game: Game, utility: (matches: { match: number; distance: number }[]) => number) => (rows: readonly number[]) =>
  mean(Array.from({ length: game.validation.count }, (_, point) => utility(nearest(game, rows, point))));

export const hardUtility = (game: Game, k: number) => overPoints(game, (found) => found.slice(0, k).reduce((sum, { match }) => sum + match, 0) / k);
export const softUtility = (game: Game, k: number) => overPoints(game, (found) => (found.length === 0 ? 1 / game.classCount : mean(found.slice(0, k).map(({ match }) => match))));
export const thresholdUtility = (game: Game, radius: number) => overPoints(game, (found) => { const inside = found.filter(({ distance }) => distance <= radius); return inside.length === 0 ? 1 / game.classCount : mean(inside.map(({ match }) => match)); });
