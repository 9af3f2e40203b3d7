import { record } from '@/lib/audit';
import { releasePrivately } from '@/lib/datasets';
import type { Context } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import { ok, type Result } from '@/lib/shared/result';
import { decidePublish } from './core/decide-listing';
import type { PublishListingInput } from './schema';
import { renewSearchText } from './renew-search-text';
import { insertPriceChange, lockOwnListing, updateListing } from './store/own';

/** Puts a draft on the market at the seller's price and begins its price history. `suggestedMinor` is what the exchange had suggested. */
export async function publishListing(
  ctx: Context,
  input: PublishListingInput,
  { suggestedMinor }: { readonly suggestedMinor: number | null },
): Promise<Result<{ slug: string }>> {
  const who = requireRole(ctx, 'SELLER');
  if (!who.ok) return who;
  const sellerId = who.value.accountId;
  return ctx.db.$transaction(async (tx) => {
    const listing = await lockOwnListing(tx, { listingId: input.listingId, sellerId });
    const decision = decidePublish(listing, input.priceMinor);
    if (!decision.ok) return decision;
    if (!listing) throw new TypeError('A missing listing was accepted');

    const { priceMinor } = decision.value;
    const people = await releasePrivately(tx, { revisionId: listing.revisionId, isPriced: priceMinor !== null });
    if (!people.ok) return people;

    const at = ctx.now();
    // The first day on the market stays: withdrawing and publishing again does not make a listing new.
    await updateListing(tx, { listingId: input.listingId, sellerId, data: { status: 'PUBLISHED', priceMinor, publishedAt: listing.publishedAt ?? at } });
    // What was said of columns while the draft was written is found from now on, too.
    await renewSearchText(tx, listing.datasetId);
    await insertPriceChange(tx, { listingId: input.listingId, priceMinor, suggestedMinor, currency: listing.currency, at });
    await record(tx, ctx, {
      action: 'listing.published', objectType: 'listing', objectId: input.listingId,
      detail: { priceMinor, suggestedMinor, currency: listing.currency },
    });
    return ok({ slug: listing.slug });
  });
}
