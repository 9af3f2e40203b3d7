import type { Context } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import { ok, refuse, type Result } from '@/lib/shared/result';
import type { ListingView } from './schema';
import { findOwnView } from './store/listings';

export async function getOwnListing(ctx: Context, { listingId }: { readonly listingId: string }): Promise<Result<ListingView>> {
  const who = requireRole(ctx, 'SELLER');
  if (!who.ok) return who;
  const view = await findOwnView(ctx.db, { listingId, sellerId: who.value.accountId });
  return view ? ok(view) : refuse('not-found');
}
