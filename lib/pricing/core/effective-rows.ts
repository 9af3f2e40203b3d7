import type { ColumnKind, ColumnProfile } from '@/lib/datasets/schema';

/** How much one filled cell of a kind counts towards a row. A constant column tells nothing, an id little. */
export const cellWeights: Readonly<Record<ColumnKind, number>> = {
  number: 1, date: 1, geo: 1, text: 1, category: 0.6, boolean: 0.6, nested: 0.6, id: 0.2, constant: 0, empty: 0,
};

/** A row of this total weight counts as one: ten columns that count fully. Fewer or more columns scale with it. */
export const referenceWeight = 10;

/** No row counts for more than this many reference rows, however many columns it has. */
const maxRowWeight = 4;

export type RowFigures = {
  readonly rowCount: number;
  readonly distinctRowCount: number;
  readonly columns: readonly Pick<ColumnProfile, 'kind' | 'nullCount'>[];
};

export type EffectiveRows = {
  readonly rows: number;
  /** Share of rows that are no exact copy of another. */
  readonly distinctShare: number;
  /** Share of the weight of all cells that lies in filled ones. */
  readonly filledShare: number;
  /** Weight of one whole row over the reference. */
  readonly rowWeight: number;
  /** rows × distinctShare × filledShare × rowWeight. */
  readonly effective: number;
};

/**
 * E of the value: distinct rows, each worth what its filled cells hold. Copies and empty cells add nothing and never subtract.
 * With ten columns that count fully, no copy and no gap it is the number of rows.
 * @throws RangeError when a count is negative or not finite.
 */
export function effectiveRows({ rowCount, distinctRowCount, columns }: RowFigures): EffectiveRows {
  for (const count of [rowCount, distinctRowCount, ...columns.map((column) => column.nullCount)]) {
    if (!Number.isFinite(count) || count < 0) throw new RangeError(`Not a count: ${count}`);
  }
  const weightSum = columns.reduce((sum, column) => sum + cellWeights[column.kind], 0);
  const filled = columns.reduce((sum, column) => sum + cellWeights[column.kind] * (rowCount === 0 ? 0 : Math.max(0, 1 - column.nullCount / rowCount)), 0);
  const distinctShare = rowCount === 0 ? 0 : Math.min(1, distinctRowCount / rowCount);
  const filledShare = weightSum === 0 ? 0 : filled / weightSum;
  const rowWeight = Math.min(maxRowWeight, weightSum / referenceWeight);
  return { rows: rowCount, distinctShare, filledShare, rowWeight, effective: rowCount * distinctShare * filledShare * rowWeight };
}
