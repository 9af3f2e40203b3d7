import { record } from '@/lib/audit';
import type { Context } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { toPolicy } from './price-inputs';
import type { ListingIdInput, PricePolicy, PricePolicyInput } from './schema';
import { findOwnListing, lockListing, savePolicyRow } from './store-demand';

/** What the seller allows; everything off while she has said nothing. */
export async function getPricePolicy(ctx: Context, { listingId }: ListingIdInput): Promise<Result<PricePolicy>> {
  const who = requireRole(ctx, 'SELLER');
  if (!who.ok) return who;
  const listing = await findOwnListing(ctx.db, { listingId, sellerId: who.value.accountId });
  return listing ? ok(toPolicy(listing.pricePolicy)) : refuse('not-found');
}

/** Sets her lowest and highest price, and whether the exchange may change the price by itself and may try prices out. */
export async function savePricePolicy(ctx: Context, { listingId, ...policy }: PricePolicyInput): Promise<Result<PricePolicy>> {
  const who = requireRole(ctx, 'SELLER');
  if (!who.ok) return who;
  const { floorMinor, ceilingMinor } = policy;
  if (floorMinor !== null && ceilingMinor !== null && floorMinor > ceilingMinor) return refuse('price-floor-above-ceiling', { field: 'floorMinor' });
  return ctx.db.$transaction(async (tx): Promise<Result<PricePolicy>> => {
    const listing = await lockListing(tx, { listingId });
    if (listing?.sellerId !== who.value.accountId) return refuse('not-found');
    await savePolicyRow(tx, { listingId, policy, at: ctx.now() });
    await record(tx, ctx, { action: 'price.policy-set', objectType: 'listing', objectId: listingId, detail: policy });
    return ok(policy);
  });
}
