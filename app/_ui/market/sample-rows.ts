export type SampleRow = readonly (string | null)[];
export type RowOrder = { readonly column: number; readonly isDown: boolean } | null;
export type RowFilter = { readonly text: string; /** Null: in all columns. */ readonly column: number | null };

/**
 * The rows that fit, in order. A text fits where it stands in a cell, whatever its case; in one column of numbers `> 5`, `<= 3`, `= 0` compare. Empty
 * cells fit nothing and come last in either order.
 */
export function chooseRows(rows: readonly SampleRow[], { filter, order, isNumber }: { readonly filter: RowFilter; readonly order: RowOrder; readonly isNumber: (column: number) => boolean }): readonly SampleRow[] {
  const fits = fitOf(filter, isNumber);
  const chosen = rows.filter((row) => fits(row));
  if (order === null) return chosen;
  const { column, isDown } = order;
  const compare = isNumber(column) ? (a: string, b: string) => Number(a) - Number(b) : (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return chosen.toSorted((one, other) => {
    const [a, b] = [one[column] ?? null, other[column] ?? null];
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    return isDown ? compare(b, a) : compare(a, b);
  });
}

function fitOf({ text, column }: RowFilter, isNumber: (column: number) => boolean): (row: SampleRow) => boolean {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return () => true;
  if (column === null) return (row) => row.some((cell) => cell?.toLowerCase().includes(wanted) === true);
  const [, operator = '', figure = ''] = /^(>=|<=|>|<|=)\s*(-?\d+(?:\.\d+)?)$/.exec(wanted) ?? [];
  const limit = Number(figure);
  if (operator !== '' && isNumber(column)) {
    return (row) => {
      const cell = row[column] ?? null;
      if (cell === null) return false;
      const value = Number(cell);
      switch (operator) {
        case '>': return value > limit;
        case '<': return value < limit;
        case '>=': return value >= limit;
        case '<=': return value <= limit;
        default: return value === limit;
      }
    };
  }
  return (row) => row[column]?.toLowerCase().includes(wanted) === true;
}
