import { changePrice, getOwnListing, publishListing } from '@/lib/catalog';
import type { ChangePriceInput, PublishListingInput } from '@/lib/catalog/schema';
import type { Context } from '@/lib/db';
import type { Result } from '@/lib/shared/result';
import { findNewestSuggestion } from './store';

/** Publishes at the seller's price; the history remembers what the exchange had suggested. */
export async function publishWithPrice(ctx: Context, input: PublishListingInput): Promise<Result<{ slug: string }>> {
  const own = await getOwnListing(ctx, { listingId: input.listingId });
  return own.ok ? publishListing(ctx, input, { suggestedMinor: await newestMinor(ctx, own.value.revisionId) }) : own;
}

export async function repriceListing(ctx: Context, input: ChangePriceInput): Promise<Result<{ priceMinor: number }>> {
  const own = await getOwnListing(ctx, { listingId: input.listingId });
  return own.ok ? changePrice(ctx, input, { suggestedMinor: await newestMinor(ctx, own.value.revisionId) }) : own;
}

async function newestMinor({ db }: Context, revisionId: string): Promise<number | null> {
  const suggestion = await findNewestSuggestion(db, { revisionId });
  return suggestion ? Number(suggestion.suggestedMinor) : null;
}
