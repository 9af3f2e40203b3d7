/**
 * A number as text that reads back as the same number, in as few digits as that takes: of whole numbers and decimals, which come as text, all digits; of a FLOAT those of
 * its own 24 bits, not of the double it is carried in (0.1, not 0.10000000149011612).
 */
export function exactText(value: unknown, type: string): string | null {
  if (typeof value === 'string' && /^[+-]?\d+(\.\d+)?$/.test(value)) return value.includes('.') ? value.replace(/\.?0+$/, '') : value;
  const number = Number(value);
  if (!Number.isFinite(number)) return null;
  return String(type === 'FLOAT' ? shortest(number) : number);
}

function shortest(number: number): number {
  for (let digits = 1; digits <= 9; digits += 1) {
    const short = Number(number.toPrecision(digits));
    if (Math.fround(short) === Math.fround(number)) return short;
  }
  return number;
}
