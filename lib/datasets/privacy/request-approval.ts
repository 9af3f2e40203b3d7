import { record } from '@/lib/audit';
import { isUniqueViolation, type Context } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { approvalReasons, countOpen } from '../core/privacy/decide-privacy';
import type { RequestApprovalInput } from '../schema';
import { findApproval, insertApproval, lockOwnReport } from './store';
import { toFacts } from './views';

/** The seller states the lawful basis and where the data comes from, and asks an administrator. One question at a time for a revision. */
export async function requestApproval(ctx: Context, { revisionId, lawfulBasis, provenance, statement }: RequestApprovalInput): Promise<Result<{ approvalId: string }>> {
  const who = requireRole(ctx, 'SELLER');
  if (!who.ok) return who;
  try {
    return await ctx.db.$transaction(async (tx) => {
      const report = await lockOwnReport(tx, { revisionId, ownerId: who.value.accountId });
      if (!report) return refuse('not-found');
      const facts = toFacts({ report, approval: await findApproval(tx, { revisionId }) });
      if (countOpen(facts) > 0) return refuse('privacy-findings-open', { params: { count: countOpen(facts) } });
      if (facts.approval === 'OPEN') return refuse('privacy-approval-waiting');
      if (facts.approval === 'APPROVED' || approvalReasons(facts).length === 0) return refuse('privacy-approval-not-needed');
      const approvalId = await insertApproval(tx, { revisionId, lawfulBasis, noticeGiven: provenance.notice, collection: provenance.collection, territories: [...new Set(provenance.territories)].toSorted(), statement, requestedAt: ctx.now() });
      await record(tx, ctx, { action: 'privacy.approval-requested', objectType: 'revision', objectId: revisionId, detail: { lawfulBasis, notice: provenance.notice, collection: provenance.collection, territories: provenance.territories.join(' '), approval: approvalId } });
      return ok({ approvalId });
    });
  } catch (error) {
    if (isUniqueViolation(error)) return refuse('privacy-approval-waiting');
    throw error;
  }
}
