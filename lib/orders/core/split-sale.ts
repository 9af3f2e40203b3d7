import { splitMinor } from '@/lib/shared/money';

/**
 * What the seller and the exchange get of one price; the two add up to it exactly.
 * `priceMinor` in whole minor units, `feePercent` from 0 to 50 and taken to a hundredth of a percent.
 */
export function splitSale(priceMinor: number, feePercent: number): { readonly sellerMinor: number; readonly feeMinor: number } {
  // Whole basis points, so that the weights are exact and their sum is 10,000.
  const feeWeight = Math.round(feePercent * 100);
  const [sellerMinor = 0, feeMinor = 0] = splitMinor(priceMinor, [10_000 - feeWeight, feeWeight]);
  return { sellerMinor, feeMinor };
}
