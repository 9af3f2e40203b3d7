import { record } from '@/lib/audit';
import type { Context } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import { ok, type Result } from '@/lib/shared/result';
import { decideWithdraw } from './core/decide-listing';
import { lockOwnListing, updateListing } from './store/own';

/** Nobody can buy it any more; whoever did keeps it. */
export async function withdrawListing(ctx: Context, { listingId }: { readonly listingId: string }): Promise<Result<null>> {
  const who = requireRole(ctx, 'SELLER');
  if (!who.ok) return who;
  const sellerId = who.value.accountId;
  return ctx.db.$transaction(async (tx) => {
    const decision = decideWithdraw(await lockOwnListing(tx, { listingId, sellerId }));
    if (!decision.ok) return decision;
    if (!decision.value.isChanged) return ok(null);
    await updateListing(tx, { listingId, sellerId, data: { status: 'WITHDRAWN' } });
    await record(tx, ctx, { action: 'listing.withdrawn', objectType: 'listing', objectId: listingId });
    return ok(null);
  });
}
