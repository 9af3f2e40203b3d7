import type { Context } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import { ok, type Result } from '@/lib/shared/result';
import type { SellerListingRow } from './schema';
import { listOwnRows } from './store/tables';

export async function listOwnListings(ctx: Context): Promise<Result<SellerListingRow[]>> {
  const who = requireRole(ctx, 'SELLER');
  if (!who.ok) return who;
  return ok(await listOwnRows(ctx.db, { sellerId: who.value.accountId }));
}
