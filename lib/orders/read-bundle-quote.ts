import { lockForSale, type ListingForSale } from '@/lib/catalog';
import type { Prisma } from '@/lib/db';
import { quoteBundleForSale } from '@/lib/pricing';
import { isMore, priceFor, type BundleQuote, type BundleView, type Held } from '@/lib/pricing/schema';
import { findHeld, sumPaidForGood } from './store/holding';

export type WantedPart = { readonly listing: ListingForSale; readonly held: Held | null };

/** What of a bundle a buyer lacks, each listing locked in one order for all, and what she pays for that together. What she holds whole for good is left out. */
export async function readBundleQuote(tx: Prisma.TransactionClient, { bundle, buyerId, now }: { readonly bundle: BundleView & { readonly sellerId: string }; readonly buyerId: string; readonly now: Date }): Promise<{ readonly wanted: readonly WantedPart[]; readonly quote: BundleQuote | null }> {
  const wanted: (WantedPart & { readonly payMinor: number })[] = [];
  let isGone = false;
  for (const listingId of bundle.parts.map((part) => part.listingId).toSorted()) {
    const listing = await lockForSale(tx, { listingId });
    if (listing?.status !== 'PUBLISHED' || listing.sellerId !== bundle.sellerId) { isGone = true; continue; }
    const held = await findHeld(tx, { buyerId, listingId, rowCount: listing.rowCount, now });
    const whole = { rows: listing.rowCount, isForGood: true, listMinor: listing.priceMinor };
    if (held && !isMore(held, whole)) continue;
    wanted.push({ listing, held, payMinor: priceFor(whole, held && { ...held, paidMinor: await sumPaidForGood(tx, { buyerId, listingId }) }) });
  }
  const quote = isGone || wanted.length === 0 ? null : await quoteBundleForSale(tx, { sellerId: bundle.sellerId, wanted: wanted.map(({ listing, payMinor }) => ({ listingId: listing.id, payMinor })) });
  return { wanted, quote };
}
