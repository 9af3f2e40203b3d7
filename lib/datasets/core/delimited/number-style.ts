import type { DelimitedRecord } from './parse-records';

export type NumberStyle = { readonly decimal: '.' | ','; /** Empty: none. */ readonly thousands: '' | ',' | '.' };

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
  if (delimiter !== ',' && needsComma && !needsPoint) return { decimal: ',', thousands: some(groupedWithDecimals('.', ',')) ? '.' : '' };
  const isGrouped = !needsComma && (some(grouped(',')) || some(groupedWithDecimals(',', '.')));
  return { decimal: '.', thousands: isGrouped ? ',' : '' };
}
