import { record } from '@/lib/audit';
import type { Context } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import { pseudonym } from '@/lib/shared/pseudonym';
import { ok, refuse, type Result } from '@/lib/shared/result';
import type { AnswerApprovalInput, ApprovalRequestView } from '../schema';
import { answerOpenApproval, countOpenApprovals, findApprovalOwner, listApprovalRows } from './store';
import { toReportView } from './views';

/** An administrator approves or refuses, with a reason, once. Nobody approves what is her own. */
export async function answerApproval(ctx: Context, { approvalId, state, answer }: AnswerApprovalInput): Promise<Result<null>> {
  const who = requireRole(ctx, 'ADMIN');
  if (!who.ok) return who;
  return ctx.db.$transaction(async (tx) => {
    const found = await findApprovalOwner(tx, { approvalId });
    if (!found) return refuse('not-found');
    if (found.revision.dataset.ownerId === who.value.accountId) return refuse('not-allowed');
    const isAnswered = await answerOpenApproval(tx, { approvalId, state, answer, answeredBy: pseudonym('audit', who.value.accountId), answeredAt: ctx.now() });
    if (!isAnswered) return refuse('privacy-approval-answered');
    await record(tx, ctx, { action: 'privacy.approval-answered', objectType: 'revision', objectId: found.revision.id, detail: { approval: approvalId, state, answer } });
    return ok(null);
  });
}

/** The queue: open questions first. */
export async function listApprovals(ctx: Context): Promise<Result<readonly ApprovalRequestView[]>> {
  const who = requireRole(ctx, 'ADMIN');
  if (!who.ok) return who;
  const rows = await listApprovalRows(ctx.db, { take: 50 });
  return ok(rows.flatMap(({ revision, ...approval }): ApprovalRequestView[] => {
    const { privacy: report, dataset } = revision;
    if (!report) return [];
    return [{
      approval: { ...approval, requestedAt: approval.requestedAt.toISOString(), answeredAt: approval.answeredAt?.toISOString() ?? null },
      dataset: dataset.name, fileName: revision.fileName, number: revision.number, rowCount: Number(revision.rowCount ?? 0n), sellerName: dataset.owner.seller?.name ?? '', sellerPseudonym: pseudonym('audit', dataset.ownerId),
      report: toReportView({ report, approval }),
    }];
  }));
}

export async function countApprovals(ctx: Context): Promise<Result<number>> {
  const who = requireRole(ctx, 'ADMIN');
  return who.ok ? ok(await countOpenApprovals(ctx.db)) : who;
}
