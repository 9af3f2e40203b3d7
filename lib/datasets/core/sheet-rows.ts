/** A cell of a worksheet as a workbook has it. */
export type Cell = string | number | boolean | Date | null;
type Rows = readonly (readonly Cell[])[];

/** Without empty rows above, between and below, and without empty columns at the right: what a person sees as the table. */
export function trimSheet(rows: Rows): Rows {
  const filled = rows.filter((row) => row.some(isFilled));
  const width = filled.reduce((most, row) => Math.max(most, row.findLastIndex(isFilled) + 1), 0);
  return filled.map((row) => Array.from({ length: width }, (_, index) => row[index] ?? null));
}

/** Names of the header's cells; a column without one is named for its place, as in a CSV. */
export function nameColumns(header: readonly Cell[]): string[] {
  return header.map((cell, index) => (isFilled(cell) ? (cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell).trim()) : `column${index}`));
}

/** Which columns hold days: every date in them is at midnight, so no time of day is invented for it. */
export function dayColumns(rows: Rows, width: number): boolean[] {
  const isDay = Array.from({ length: width }, () => true);
  for (const row of rows) for (const [index, cell] of row.entries()) if (cell instanceof Date && cell.getTime() % 86_400_000 !== 0) isDay[index] = false;
  return isDay;
}

/** One row as a record; every column is named in it, empty cells as null. A date that is none and a number that is not finite are empty. */
export function toRecord(row: readonly Cell[], names: readonly string[], isDay: readonly boolean[]): Record<string, string | number | boolean | null> {
  return Object.fromEntries(names.map((name, index) => [name, toValue(row[index] ?? null, isDay[index] === true)]));
}

function toValue(cell: Cell, isDay: boolean): string | number | boolean | null {
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? null : isDay ? cell.toISOString().slice(0, 10) : cell.toISOString().slice(0, 19).replace('T', ' ');
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : null;
  return cell === '' ? null : cell;
}

function isFilled(cell: Cell | undefined): boolean {
  return cell !== null && cell !== undefined && cell !== '';
}
