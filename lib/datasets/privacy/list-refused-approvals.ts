import type { Context } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import { ok, type Result } from '@/lib/shared/result';
import type { RefusedApproval } from '../schema';
import { listNewestApprovals } from './store';

/** The seller's revisions whose newest question to an administrator was refused, with the reason and the listing it was for. */
export async function listRefusedApprovals(ctx: Context): Promise<Result<readonly RefusedApproval[]>> {
  const who = requireRole(ctx, 'SELLER');
  if (!who.ok) return who;
  const rows = await listNewestApprovals(ctx.db, { ownerId: who.value.accountId });
  return ok(rows.filter((row) => row.state === 'REFUSED').map(({ revisionId, answer, revision: { dataset } }) => ({ revisionId, answer, dataset: dataset.name, listing: dataset.listing })));
}
