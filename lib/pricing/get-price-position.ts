import type { Db } from '@/lib/db';
import { readExplanation } from './read-explanation';
import type { PricePosition } from './schema';
import { findListingForPrice, findNewestSuggestion } from './store';

const nothing: PricePosition = { percentile: null, comparableCount: 0, explanation: null };

/** Where the asked price of a published listing stands: among its comparables' adjusted prices, and against the suggestion. What is on request stands nowhere. */
export async function getPricePosition(db: Db, { listingId }: { readonly listingId: string }): Promise<PricePosition> {
  const listing = await findListingForPrice(db, { listingId });
  if (!listing || listing.status !== 'PUBLISHED') return nothing;
  const suggestion = await findNewestSuggestion(db, { revisionId: listing.revisionId });
  if (!suggestion) return nothing;
  const explanation = readExplanation(suggestion.breakdown);
  const { comparables } = explanation;
  if (listing.priceMinor === null) return { percentile: null, comparableCount: comparables.length, explanation };
  const asked = Number(listing.priceMinor);
  const below = comparables.filter((comparable) => comparable.adjustedMinor < asked).length;
  return { percentile: comparables.length < 3 ? null : below / comparables.length, comparableCount: comparables.length, explanation };
}
