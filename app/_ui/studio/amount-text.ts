import { maxAmountMinor } from '@/lib/shared/money';

/** Two decimals at most, a comma as well as a point. Null for nothing, undefined for what is no amount above zero. */
export function amountOf(text: string): number | null | undefined {
  if (text.trim() === '') return null;
  const match = /^\s*(\d{1,9})(?:[.,](\d{1,2}))?\s*$/.exec(text);
  const minor = match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : 0;
  return minor > 0 && minor <= maxAmountMinor ? minor : undefined;
}

export function textOf(amountMinor: number | null): string {
  return amountMinor === null ? '' : (amountMinor / 100).toFixed(2);
}
