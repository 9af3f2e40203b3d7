import { record } from '@/lib/audit';
import { decidePricing } from '@/lib/datasets';
import type { Context, Db, Prisma } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import { ok, type Result } from '@/lib/shared/result';
import { decidePriceChange } from './core/decide-listing';
import type { ChangePriceInput } from './schema';
import { insertPriceChange, lockOwnListing, updateListing } from './store/own';
import { listAnnounced } from './store/releases';

export async function changePrice(
  ctx: Context,
  input: ChangePriceInput,
  { suggestedMinor }: { readonly suggestedMinor: number | null },
): Promise<Result<{ priceMinor: number | null }>> {
  const who = requireRole(ctx, 'SELLER');
  if (!who.ok) return who;
  return ctx.db.$transaction((tx) => applyPriceChange(tx, ctx, { ...input, sellerId: who.value.accountId, suggestedMinor }));
}

type Change = ChangePriceInput & { readonly sellerId: string; readonly suggestedMinor: number | null };

/** The change itself, within a caller's transaction: for whoever has checked that it is the seller's wish. It holds from now on; what was bought was bought. */
export async function applyPriceChange(tx: Db & Prisma.TransactionClient, ctx: Context, { listingId, priceMinor, sellerId, suggestedMinor }: Change): Promise<Result<{ priceMinor: number | null }>> {
  const listing = await lockOwnListing(tx, { listingId, sellerId });
  const decision = decidePriceChange(listing, priceMinor);
  if (!decision.ok) return decision;
  if (!listing || !decision.value.isChanged) return ok({ priceMinor });
  if (listing.priceMinor === null) {
    const people = await decidePricing(tx, { revisionIds: [listing.revisionId, ...(await listAnnounced(tx, { listingId }))] });
    if (!people.ok) return people;
  }
  await updateListing(tx, { listingId, sellerId, data: { priceMinor } });
  await insertPriceChange(tx, { listingId, priceMinor, suggestedMinor, currency: listing.currency, at: ctx.now() });
  await record(tx, ctx, {
    action: 'listing.price-changed', objectType: 'listing', objectId: listingId,
    detail: { fromMinor: listing.priceMinor, toMinor: priceMinor, suggestedMinor },
  });
  return ok({ priceMinor });
}
