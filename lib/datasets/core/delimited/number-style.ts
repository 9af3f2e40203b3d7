import type { DelimitedRecord } from './parse-records';

export type NumberStyle = { readonly decimal: '.' | ','; /** Empty: none. */ readonly thousands: '' | ',' | '.' | "'" | ' ' };

const grouped = (mark: string) => new RegExp(`^[+-]?\\d{1,3}(\\${mark}\\d{3})+$`);
/** Can only be a decimal mark: not three digits after it, or more than three before it, or groups by the other mark before it. */
const decimalOnly = (mark: string, other: string) => new RegExp(`^[+-]?(\\d+\\${mark}(\\d{1,2}|\\d{4,})|\\d{4,}\\${mark}\\d{3}|0\\${mark}\\d+|\\d{1,3}(\\${other}\\d{3})+\\${mark}\\d+)$`);
const groupedWithDecimals = (mark: string, decimal: string) => new RegExp(`^[+-]?\\d{1,3}(\\${mark}\\d{3})+(\\${decimal}\\d+)?$`);

/**
 * Which marks numbers are written with. 1,234 alone may be either, so a comma is a decimal mark only where some cell can be read no other way,
 * no cell needs the point, and commas don't part the fields. Columns in which not every cell is such a number stay text either way.
 */
export function numberStyle(records: readonly DelimitedRecord[], delimiter: string): NumberStyle {
  const cells = records.slice(0, 1_000).flatMap((record) => record.fields).map((cell) => cell.trim()).filter((cell) => /^[+-]?\d[\d.,]*$/.test(cell) && /[.,]/.test(cell));
  const some = (pattern: RegExp) => cells.some((cell) => pattern.test(cell));
  const [needsComma, needsPoint] = [some(decimalOnly(',', '.')), some(decimalOnly('.', ','))];
  const columns = columnsOf(records);
  const isSpaced = delimiter !== ',' && !needsPoint && !some(groupedWithDecimals('.', ',')) && holdsGroups(columns, ' ', /^[+-]?\d{1,3}( \d{3})+,\d+$/);
  if (isSpaced) return { decimal: ',', thousands: ' ' };
  if (delimiter !== ',' && needsComma && !needsPoint) return { decimal: ',', thousands: some(groupedWithDecimals('.', ',')) ? '.' : '' };
  const isGrouped = !needsComma && (some(grouped(',')) || some(groupedWithDecimals(',', '.')) || some(indian));
  if (isGrouped) return { decimal: '.', thousands: ',' };
  if (!needsPoint && !needsComma && delimiter !== ',' && holdsGroups(columns, '.', /^[+-]?\d{1,3}(\.\d{3}){2,}$/)) return { decimal: ',', thousands: '.' };
  if (holdsGroups(columns, "'", /^[+-]?\d{1,3}('\d{3})+(\.\d+)?$/)) return { decimal: '.', thousands: "'" };
  return { decimal: '.', thousands: '' };
}

/** 12,34,567.5: lakhs and crores. */
const indian = /^[+-]?\d{1,2}(,\d{2})+,\d{3}(\.\d+)?$/;

function columnsOf(records: readonly DelimitedRecord[]): string[][] {
  const columns: string[][] = [];
  for (const { fields } of records.slice(0, 1_000)) fields.forEach((cell, index) => { (columns[index] ??= []).push(cell.trim()); });
  return columns;
}

/**
 * Whether this mark stands between thousands wherever it stands between digits. `proof`: a cell that can be read no other way, which every column that has the mark needs:
 * 12.345 beside it may be a fraction, and 123 456 789 a telephone. The engine itself passes over the mark anywhere in a number.
 */
function holdsGroups(columns: readonly (readonly string[])[], mark: string, proof: RegExp): boolean {
  const marked = columns.map((cells) => cells.filter((cell) => cell.includes(mark) && /^[+-]?\d[\d.,' ]*$/.test(cell))).filter((cells) => cells.length > 0);
  return marked.length > 0 && marked.every((cells) => cells.some((cell) => proof.test(cell)) && cells.every((cell) => new RegExp(`^[+-]?\\d{1,3}(\\${mark}\\d{3})+(${mark === '.' ? ',' : '[.,]'}\\d+)?$`).test(cell)));
}
