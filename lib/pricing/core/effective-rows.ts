import type { ColumnKind } from '@/lib/datasets/schema';

/** How much one filled cell of a kind counts towards a row. A constant column tells nothing, an id little. */
export const cellWeights: Readonly<Record<ColumnKind, number>> = {
  number: 1, date: 1, geo: 1, text: 1, category: 0.6, boolean: 0.6, nested: 0.6, id: 0.2, constant: 0, empty: 0,
};

/** A row of this total weight counts as one: ten columns that count fully. Fewer or more columns scale with it. */
export const referenceWeight = 10;

/** No row counts for more than this many reference rows, however many columns it has. */
const maxRowWeight = 4;

export type ColumnFigures = {
  readonly kind: ColumnKind;
  readonly nullCount: number;
  /** Filled cells among the distinct rows; null where only all rows were counted. */
  readonly distinctFilledCount: number | null;
  /** The same, cell by cell, as a column before it. */
  readonly isRepeat: boolean;
};

export type RowFigures = {
  readonly rowCount: number;
  /** Rows that differ from all others by more than case, white space or what lies beyond the fourth significant digit. */
  readonly distinctRowCount: number;
  readonly columns: readonly ColumnFigures[];
};

export type EffectiveRows = {
  readonly rows: number;
  /** Share of rows that are no copy of another. */
  readonly distinctShare: number;
  /** Share of the weight of the cells of distinct rows that lies in filled ones. */
  readonly filledShare: number;
  /** Weight of one whole row over the reference. */
  readonly rowWeight: number;
  /** rows × distinctShare × filledShare × rowWeight. */
  readonly effective: number;
};

/**
 * E of the value: distinct rows, each worth what its filled cells hold. Copies, empty cells and repeated columns add nothing and never subtract,
 * and appended rows never take anything away. With ten columns that count fully, no copy and no gap it is the number of rows.
 * @throws RangeError when a count is negative or not finite.
 */
export function effectiveRows({ rowCount, distinctRowCount, columns }: RowFigures): EffectiveRows {
  for (const count of [rowCount, distinctRowCount, ...columns.flatMap((column) => [column.nullCount, column.distinctFilledCount ?? 0])]) {
    if (!Number.isFinite(count) || count < 0) throw new RangeError(`Not a count: ${count}`);
  }
  const distinct = Math.min(rowCount, distinctRowCount);
  const weightOf = ({ kind, isRepeat }: ColumnFigures): number => (isRepeat ? 0 : cellWeights[kind]);
  const filledOf = ({ nullCount, distinctFilledCount }: ColumnFigures): number => {
    if (rowCount === 0 || distinct === 0) return 0;
    return distinctFilledCount === null ? Math.max(0, 1 - nullCount / rowCount) : Math.min(1, distinctFilledCount / distinct);
  };
  const weightSum = columns.reduce((sum, column) => sum + weightOf(column), 0);
  const filled = columns.reduce((sum, column) => sum + weightOf(column) * filledOf(column), 0);
  const distinctShare = rowCount === 0 ? 0 : distinct / rowCount;
  const filledShare = weightSum === 0 ? 0 : filled / weightSum;
  const rowWeight = Math.min(maxRowWeight, weightSum / referenceWeight);
  return { rows: rowCount, distinctShare, filledShare, rowWeight, effective: rowCount * distinctShare * filledShare * rowWeight };
}

/** E from the few figures that a list keeps of every revision, where none was kept with its price; the mean weight of a column stands for the columns themselves. */
export function roughRows({ distinctRowCount, completeness, columnCount }: { readonly distinctRowCount: number; readonly completeness: number; readonly columnCount: number }): number {
  const meanColumnWeight = 0.85;
  return distinctRowCount * completeness * Math.min(maxRowWeight, (columnCount * meanColumnWeight) / referenceWeight);
}
