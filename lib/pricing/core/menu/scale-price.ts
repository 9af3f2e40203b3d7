/**
 * What a plan costs today: its price followed the price of the whole in proportion, rounded up. Rounding up keeps a menu free of arbitrage: a sum of
 * rounded parts is never below the rounded sum. Whole minor units.
 * @throws RangeError when the plan was set against a price of nothing but costs something
 */
export function scalePrice(priceMinor: number, { setAtMinor, wholeMinor }: { readonly setAtMinor: number; readonly wholeMinor: number }): number {
  if (priceMinor === 0 || setAtMinor === wholeMinor) return priceMinor;
  if (setAtMinor <= 0) throw new RangeError('A part can’t have a price where the whole has none');
  const product = BigInt(priceMinor) * BigInt(wholeMinor);
  return Number((product + BigInt(setAtMinor) - 1n) / BigInt(setAtMinor));
}
