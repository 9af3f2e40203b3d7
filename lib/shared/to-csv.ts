/**
 * RFC 4180. A text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV injection), and so does one that begins as if it had one already; a number written as text is no
 * formula and stays one.
 */
export function toCsv(head: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string {
  return [head, ...rows].map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n';
}

const plainNumber = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^'*[\s\0]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(value) && !plainNumber.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
