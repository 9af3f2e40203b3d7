import { answerApproval, decideFinding, getOwnPrivacy, requestApproval } from '@/lib/datasets';
import type { Context } from '@/lib/db';
import type { AccountId } from '@/lib/shared/ids';
import type { Result } from '@/lib/shared/result';

const done = <T>(result: Result<T>): T => {
  if (result.ok) return result.value;
  throw new Error(`The privacy of a demo table could not be settled: ${result.refusal.code}`);
};

/** What a seller and an administrator do with a demo table in which people were found: it is published research, so it is confirmed, justified and approved. */
export async function settlePrivacy(ctx: Context, { revisionId, administrator }: { readonly revisionId: string; readonly administrator: AccountId }): Promise<void> {
  const open = done(await getOwnPrivacy(ctx, { revisionId })).report.findings.filter((finding) => finding.isFlagged && finding.category !== 'quasi' && finding.verdict === 'OPEN');
  for (const { id: findingId } of open) done(await decideFinding(ctx, { findingId, verdict: 'CONFIRMED', reason: 'The source publishes this column about named or grouped people.' }));
  const { report } = done(await getOwnPrivacy(ctx, { revisionId }));
  if (report.reasons.length === 0 || report.approval?.state === 'APPROVED') return;
  const approvalId = report.approval?.state === 'OPEN' ? report.approval.id
    : done(await requestApproval(ctx, { revisionId, lawfulBasis: 'made-public', provenance: { notice: 'announced', collection: 'public-sources', territories: ['US'] }, statement: 'The table was published with its source for teaching and is sold here as a demonstration only.' })).approvalId;
  const admin: Context = { ...ctx, actor: { kind: 'account', accountId: administrator, sessionId: '00000000-0000-0000-0000-000000000000', roles: ['ADMIN'] } };
  done(await answerApproval(admin, { approvalId, state: 'APPROVED', answer: 'Published by its source; values of the columns are not shown before a purchase.' }));
}
