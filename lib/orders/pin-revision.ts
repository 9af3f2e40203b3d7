import { record } from '@/lib/audit';
import type { Context } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import { ok, refuse, type Result } from '@/lib/shared/result';
import type { PinRevisionInput } from './schema';
import { listRights, writePin } from './store/revisions';

/** Stays with one revision, or follows what is sold (null). Only what the right reaches and what wasn't taken back can be stayed with. */
export async function pinRevision(ctx: Context, { entitlementId, revisionId }: PinRevisionInput): Promise<Result<null>> {
  const who = requireRole(ctx, 'BUYER');
  if (!who.ok) return who;
  const buyerId = who.value.accountId;
  return ctx.db.$transaction(async (tx) => {
    const [right] = await listRights(tx, { buyerId, entitlementId });
    if (!right) return refuse('not-found');
    if (right.row.revokedAt !== null) return refuse('entitlement-revoked');
    const wanted = right.revisions.find((revision) => revision.id === revisionId);
    if (revisionId !== null && !wanted) return refuse('not-found');
    if (wanted && wanted.retractedAt !== null) return refuse('revision-retracted');
    await writePin(tx, { entitlementId, buyerId, revisionId });
    await record(tx, ctx, { action: revisionId === null ? 'revision.followed' : 'revision.pinned', objectType: 'entitlement', objectId: entitlementId, detail: { revisionId } });
    return ok(null);
  });
}
