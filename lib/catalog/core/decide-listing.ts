import { ok, refuse, type Result } from '@/lib/shared/result';
import { maxAmountMinor } from '@/lib/shared/money';

export type ListingStatus = 'DRAFT' | 'PUBLISHED' | 'WITHDRAWN';
type ListingFacts = { readonly status: ListingStatus; readonly priceMinor: number | null };
type ModeratedFacts = { readonly status: ListingStatus; readonly sellerId: string; readonly takenDownAt: Date | null };

/** A draft may be written again and again, a withdrawn listing may become one; what is on sale may not change under a buyer. */
export function decideDraft(revisionStatus: string, existing: { readonly status: ListingStatus } | null): Result<'create' | 'update'> {
  if (revisionStatus !== 'READY') return refuse('revision-not-ready', { field: 'revisionId' });
  if (!existing) return ok('create');
  return existing.status === 'PUBLISHED' ? refuse('listing-already-published') : ok('update');
}

/** `priceMinor` in minor units, 0 means free and null on request. A listing of somebody else is passed as null, like a missing one. */
export function decidePublish(listing: (ListingFacts & { readonly takenDownAt: Date | null }) | null, priceMinor: number | null): Result<{ readonly priceMinor: number | null }> {
  if (!listing) return refuse('not-found');
  if (listing.takenDownAt !== null) return refuse('listing-taken-down');
  if (listing.status === 'PUBLISHED') return refuse('listing-already-published');
  return isPrice(priceMinor) ? ok({ priceMinor }) : outOfRange();
}

/** An unchanged price is fine and leaves no trace in the history. */
export function decidePriceChange(listing: ListingFacts | null, priceMinor: number | null): Result<{ readonly isChanged: boolean }> {
  if (!listing) return refuse('not-found');
  if (listing.status !== 'PUBLISHED') return refuse('listing-not-published');
  return isPrice(priceMinor) ? ok({ isChanged: listing.priceMinor !== priceMinor }) : outOfRange();
}

/** Takes a listing off the market; withdrawing twice is the same as once. Rights already bought stay. */
export function decideWithdraw(listing: ListingFacts | null): Result<{ readonly isChanged: boolean }> {
  if (!listing) return refuse('not-found');
  if (listing.status === 'DRAFT') return refuse('listing-not-published');
  return ok({ isChanged: listing.status === 'PUBLISHED' });
}

/** An administrator takes a listing down, whatever its seller wants; twice is once. Rights already bought stay. */
export function decideTakeDown(listing: ModeratedFacts | null): Result<{ readonly isChanged: boolean }> {
  if (!listing) return refuse('not-found');
  if (listing.takenDownAt !== null) return ok({ isChanged: false });
  return listing.status === 'DRAFT' ? refuse('listing-not-published') : ok({ isChanged: true });
}

/** Nobody lets their own listing back in. It is not on sale by that: its seller publishes it, or doesn't. */
export function decideAllowAgain(listing: ModeratedFacts | null, { administratorId }: { readonly administratorId: string }): Result<{ readonly isChanged: boolean }> {
  if (!listing) return refuse('not-found');
  if (listing.sellerId === administratorId) return refuse('not-allowed');
  return ok({ isChanged: listing.takenDownAt !== null });
}

function isPrice(value: number | null): boolean {
  return value === null || (Number.isSafeInteger(value) && value >= 0 && value <= maxAmountMinor);
}

function outOfRange(): Result<never> {
  return refuse('price-out-of-range', { field: 'priceMinor', params: { maxMinor: maxAmountMinor } });
}
