import type { Context } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import { ok, type Result } from '@/lib/shared/result';
import type { OwnedRow } from './schema';
import { findOwnedRow } from './store/owned';

export async function findOwned(ctx: Context, { listingId }: { readonly listingId: string }): Promise<Result<OwnedRow | null>> {
  const who = requireRole(ctx, 'BUYER');
  if (!who.ok) return who;
  return ok(await findOwnedRow(ctx.db, { buyerId: who.value.accountId, listingId, now: ctx.now() }));
}
