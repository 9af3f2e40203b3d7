import type { Locale } from './locale';

/** An amount in whole minor units (cents) of one currency. Never a float. */
export type Money = { readonly amountMinor: number; readonly currency: string };

/** The dearest price and the largest top-up the exchange accepts: 10 million in major units. */
export const maxAmountMinor = 1_000_000_000;

/** @throws RangeError when the amount is not a safe whole number. */
export function toMinor(value: number | bigint): number {
  const amount = Number(value);
  if (!Number.isSafeInteger(amount)) throw new RangeError(`Not a whole number of minor units: ${String(value)}`);
  return amount;
}

/**
 * Splits a total in proportion to non-negative weights so that the parts add up to it exactly
 * (largest remainder; ties to the lower index). All weights zero: everything to the first part.
 */
export function splitMinor(totalMinor: number, weights: readonly number[]): number[] {
  if (!Number.isSafeInteger(totalMinor)) throw new RangeError('The total is not a whole number of minor units');
  if (weights.length === 0) throw new RangeError('Nothing to split among');
  if (weights.some((weight) => !Number.isFinite(weight) || weight < 0)) throw new RangeError('A weight is negative or not finite');
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (sum === 0) return weights.map((_, index) => (index === 0 ? totalMinor : 0));
  const exact = weights.map((weight) => (totalMinor * weight) / sum);
  const parts = exact.map(Math.floor);
  const left = totalMinor - parts.reduce((total, part) => total + part, 0);
  const order = exact.map((value, index) => ({ index, rest: value - Math.floor(value) }))
    .toSorted((a, b) => b.rest - a.rest || a.index - b.index);
  for (const { index } of order.slice(0, left)) parts[index] = (parts[index] ?? 0) + 1;
  return parts;
}

/** As a letter says it: "€19.99", by the currency's own number of decimals. */
export function writeAmount(amountMinor: number, currency: string, locale: Locale): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  return format.format(amountMinor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
