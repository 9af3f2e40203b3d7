/** Row-major: the number in row r and column c is `values[r * columns + c]`. */
export type Matrix = { readonly rows: number; readonly columns: number; readonly values: Float64Array };

/** @throws RangeError for rows of different lengths, or a number that isn't finite */
export function matrixOf(rows: readonly (readonly number[])[]): Matrix {
  const columns = rows[0]?.length ?? 0;
  const values = new Float64Array(rows.length * columns);
  rows.forEach((row, index) => {
    if (row.length !== columns || !row.every(Number.isFinite)) throw new RangeError(`Row ${index} needs ${columns} finite numbers`);
    values.set(row, index * columns);
  });
  return { rows: rows.length, columns, values };
}

/** The numbers from `start` to `end` − 1. */
export function rowsBetween(start: number, end: number): Int32Array {
  return Int32Array.from({ length: Math.max(0, end - start) }, (_, index) => start + index);
}
