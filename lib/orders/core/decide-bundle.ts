import type { BundleQuote } from '@/lib/pricing/schema';
import type { Refusal } from '@/lib/shared/refusal';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { splitSale } from './split-sale';

export type BundleFacts = {
  readonly buyerId: string; readonly sellerId: string; readonly balanceMinor: number; readonly feePercent: number;
  /** Parts that she doesn't hold whole for good yet, in the order of the quote, with what was accepted of each licence. */
  readonly wanted: readonly { readonly listingId: string; readonly isLicenceAccepted: boolean; /** Why its terms don't cover her; null where they do. */ readonly termsRefusal: Refusal | null }[];
  /** Null when not all of it is on sale. */
  readonly quote: BundleQuote | null;
};
export type BundleShare = { readonly listingId: string; readonly priceMinor: number; readonly sellerMinor: number; readonly feeMinor: number };

/** Whether a bundle is bought and how its price is divided among its datasets; the shares add up to the price, and each to the seller's part and the fee. */
export function decideBundle({ buyerId, sellerId, balanceMinor, feePercent, wanted, quote }: BundleFacts, quotedMinor: number): Result<readonly BundleShare[]> {
  if (sellerId === buyerId) return refuse('own-listing');
  if (wanted.length === 0) return refuse('already-owned');
  if (!quote) return refuse('plan-not-offered');
  const barred = wanted.find((part) => part.termsRefusal !== null)?.termsRefusal;
  if (barred) return { ok: false, refusal: barred };
  if (wanted.some((part) => !part.isLicenceAccepted)) return refuse('licence-not-accepted', { field: 'licences' });
  const { priceMinor, sharesMinor } = quote;
  if (quotedMinor !== priceMinor) return refuse('price-changed', { params: { priceMinor } });
  if (balanceMinor < priceMinor) return refuse('balance-too-low', { params: { priceMinor, balanceMinor } });
  return ok(wanted.map(({ listingId }, index) => { const share = sharesMinor[index] ?? 0; return { listingId, priceMinor: share, ...splitSale(share, feePercent) }; }));
}
