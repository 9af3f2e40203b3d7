import type { ListingForSale } from '@/lib/catalog';
import type { Db } from '@/lib/db';
import { quoteBundleForSale } from '@/lib/pricing';
import { isMore, priceFor, type BundleQuote, type BundleView, type Held } from '@/lib/pricing/schema';
import { findHeld, sumPaidForGood } from './store/holding';

export type WantedPart = { readonly listing: ListingForSale & { readonly priceMinor: number }; readonly held: Held | null };

type Asked<Handle> = { readonly bundle: BundleView & { readonly sellerId: string }; readonly buyerId: string; readonly now: Date; /** `lockForSale` to buy, in one order for all; `findForSale` to look. */ readonly read: (db: Handle, wanted: { readonly listingId: string }) => Promise<ListingForSale | null> };

/** What of a bundle a buyer lacks, and what she pays for that together. What she holds whole for good is left out. */
export async function readBundleQuote<Handle extends Db>(db: Handle, { bundle, buyerId, now, read }: Asked<Handle>): Promise<{ readonly wanted: readonly WantedPart[]; readonly quote: BundleQuote | null }> {
  const wanted: (WantedPart & { readonly payMinor: number })[] = [];
  let isGone = false;
  for (const listingId of bundle.parts.map((part) => part.listingId).toSorted()) {
    const listing = await read(db, { listingId });
    if (listing?.status !== 'PUBLISHED' || listing.sellerId !== bundle.sellerId || listing.priceMinor === null) { isGone = true; continue; }
    const priced = { ...listing, priceMinor: listing.priceMinor };
    const held = await findHeld(db, { buyerId, listingId, rowCount: listing.rowCount, now });
    const whole = { rows: listing.rowCount, isForGood: true, listMinor: priced.priceMinor };
    if (held && !isMore(held, whole)) continue;
    wanted.push({ listing: priced, held, payMinor: priceFor(whole, held && { ...held, paidMinor: await sumPaidForGood(db, { buyerId, listingId }) }) });
  }
  const quote = isGone || wanted.length === 0 ? null : await quoteBundleForSale(db, { sellerId: bundle.sellerId, wanted: wanted.map(({ listing, payMinor }) => ({ listingId: listing.id, payMinor })) });
  return { wanted, quote };
}
