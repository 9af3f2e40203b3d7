/**
 * What a person typed as an amount, in minor units; null when it is none. A point or a comma before one or two digits is
 * the decimal mark; thousands may be set apart by spaces. `12`, `12.5`, `12,50` and `1 200.00` are amounts, `1,200` is not
 * (it could be either).
 */
export function parseAmount(text: string): number | null {
  const plain = text.trim().replace(/[\s\u00a0\u202f]/g, '');
  const match = /^(\d{1,9})(?:[.,](\d{1,2}))?$/.exec(plain);
  if (!match) return null;
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
}
