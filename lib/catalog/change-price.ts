import { record } from '@/lib/audit';
import type { Context } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import { ok, type Result } from '@/lib/shared/result';
import { decidePriceChange } from './core/decide-listing';
import type { ChangePriceInput } from './schema';
import { insertPriceChange, lockOwnListing, updateListing } from './store/own';

export async function changePrice(
  ctx: Context,
  input: ChangePriceInput,
  { suggestedMinor }: { readonly suggestedMinor: number | null },
): Promise<Result<{ priceMinor: number }>> {
  const who = requireRole(ctx, 'SELLER');
  if (!who.ok) return who;
  const sellerId = who.value.accountId;
  return ctx.db.$transaction(async (tx) => {
    const { listingId, priceMinor } = input;
    const listing = await lockOwnListing(tx, { listingId, sellerId });
    const decision = decidePriceChange(listing, priceMinor);
    if (!decision.ok) return decision;
    if (!listing || !decision.value.isChanged) return ok({ priceMinor });

    await updateListing(tx, { listingId, sellerId, data: { priceMinor } });
    await insertPriceChange(tx, { listingId, priceMinor, suggestedMinor, currency: listing.currency, at: ctx.now() });
    await record(tx, ctx, {
      action: 'listing.price-changed', objectType: 'listing', objectId: listingId,
      detail: { fromMinor: listing.priceMinor, toMinor: priceMinor, suggestedMinor },
    });
    return ok({ priceMinor });
  });
}
