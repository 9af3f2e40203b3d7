import type { Context } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import { ok, type Result } from '@/lib/shared/result';
import { approvalReasons } from '../core/privacy/decide-privacy';
import type { RefusedApproval } from '../schema';
import { listRefusedOfNewest } from './store';
import { toFacts } from './views';

/** The seller's datasets whose newest revision was refused and still needs an approval, with the reason and the listing it is for. */
export async function listRefusedApprovals(ctx: Context): Promise<Result<readonly RefusedApproval[]>> {
  const who = requireRole(ctx, 'SELLER');
  if (!who.ok) return who;
  const rows = await listRefusedOfNewest(ctx.db, { ownerId: who.value.accountId });
  return ok(rows.flatMap(({ revisionId, revision: { privacy, dataset }, ...approval }) => (
    privacy && approvalReasons(toFacts({ report: privacy, approval })).length > 0 ? [{ revisionId, answer: approval.answer, dataset: dataset.name, listing: dataset.listing }] : []
  )));
}
