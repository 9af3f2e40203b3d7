import type { Db } from '@/lib/db';
import { ok, refuse, type Result } from '@/lib/shared/result';
import type { ListingView } from './schema';
import { findPublishedListing, findPublishedListingById } from './store/listings';
import { findTombstone } from './store/releases';

/** What is on sale under this name or id; of what was taken back for good, the seller's public reason; of anything else that it isn't there. */
export async function findOnSale(db: Db, which: { readonly slug: string } | { readonly listingId: string }): Promise<Result<ListingView>> {
  const listing = 'slug' in which ? await findPublishedListing(db, which) : await findPublishedListingById(db, which);
  if (listing) return ok(listing);
  const stone = await findTombstone(db, which);
  return stone ? refuse('dataset-retracted', { params: { reason: stone.reason } }) : refuse('not-found');
}
