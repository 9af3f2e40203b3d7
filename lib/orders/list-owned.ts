import type { Context } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import { ok, type Result } from '@/lib/shared/result';
import type { OwnedRow } from './schema';
import { listOwnedRows } from './store/owned';

export async function listOwned(ctx: Context): Promise<Result<OwnedRow[]>> {
  const who = requireRole(ctx, 'BUYER');
  if (!who.ok) return who;
  return ok(await listOwnedRows(ctx.db, { buyerId: who.value.accountId, now: ctx.now() }));
}
