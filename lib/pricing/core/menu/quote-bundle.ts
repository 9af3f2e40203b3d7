import { splitMinor } from '@/lib/shared/money';
import { bundlePrice, bundleScale } from './bundle-price';

export type OnSale = { readonly listingId: string; readonly priceMinor: number; readonly effectiveRows: number };
export type BundleQuote = { readonly sumMinor: number; readonly priceMinor: number; /** In the order of what was chosen; they add up to the price. */ readonly sharesMinor: readonly number[] };

/**
 * What some datasets of one seller cost together, by the cheapest cover over ALL she sells, and how the money is divided among them: in proportion to what
 * each would have cost alone. `payMinor`: what this reader would pay for a dataset alone, where that is less than its price, so that an upgrade is
 * never dearer in a bundle. Each dataset is a part of its own: rows that two of them share are not known, so none are taken off.
 * @throws RangeError for more than twelve
 */
export function quoteBundle(chosen: readonly (OnSale & { readonly payMinor?: number })[], all: readonly OnSale[], exponent: number): BundleQuote {
  const itemOf = ({ listingId, effectiveRows, priceMinor }: OnSale) => ({ id: listingId, priceMinor, parts: [{ id: listingId, rows: effectiveRows }] });
  const scale = bundleScale(all.map(itemOf), exponent);
  const paying = chosen.map((one) => ({ ...one, priceMinor: Math.min(one.priceMinor, one.payMinor ?? one.priceMinor) }));
  const sumMinor = paying.reduce((sum, one) => sum + one.priceMinor, 0);
  const priceMinor = bundlePrice(paying.map(itemOf), { scale, exponent });
  return { sumMinor, priceMinor, sharesMinor: paying.length === 0 ? [] : splitMinor(priceMinor, paying.map((one) => one.priceMinor)) };
}
