import { record } from '@/lib/audit';
import type { Context } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { decidePrivacy } from '../core/privacy/decide-privacy';
import { modeOf } from '../core/privacy/visibility';
import { dropPublishedSample } from '../rebuild-published-sample';
import type { DecideFindingInput } from '../schema';
import { recutSample } from './recut-sample';
import { addNoise } from './check-privacy';
import { findApproval, findOwnFindingRevision, findOwnTable, findVisibility, isOnMarket, lockOwnReport, takeOffMarket, writeVerdict } from './store';
import { toFacts, toFindingView } from './views';

/**
 * The seller says whether a finding is personal data, and why. What is rejected is shown like any other column; what is confirmed isn't. Confirmed of a revision on sale, it leaves the market until an
 * administrator has approved: then its figures get their noise like those of any other.
 */
export async function decideFinding(ctx: Context, { findingId, verdict, reason }: DecideFindingInput): Promise<Result<null>> {
  const who = requireRole(ctx, 'SELLER');
  if (!who.ok) return who;
  const ownerId = who.value.accountId;
  const revisionId = await findOwnFindingRevision(ctx.db, { findingId, ownerId });
  const table = revisionId === null ? null : await findOwnTable(ctx.db, { revisionId, ownerId });
  if (revisionId === null || !table) return refuse('not-found');
  const decided = await ctx.db.$transaction(async (tx): Promise<Result<{ isShownOtherwise: boolean }>> => {
    const report = await lockOwnReport(tx, { revisionId, ownerId });
    const finding = report?.findings.find((row) => row.id === findingId);
    if (!report || !finding) return refuse('not-found');
    await writeVerdict(tx, { findingId, verdict, reason, at: ctx.now() });
    const before = report.findings.map(toFindingView);
    const after = before.map((row) => (row.id === findingId ? { ...row, verdict } : row));
    const { columns } = await findVisibility(tx, table);
    const isShownOtherwise = modeOf(finding.column, before, columns) !== modeOf(finding.column, after, columns);
    if (isShownOtherwise) await dropPublishedSample(tx, { revisionId });
    // An answer makes nobody easier to single out: whether there may be a price is not asked here.
    const isAllowed = decidePrivacy({ ...toFacts({ report, approval: await findApproval(tx, { revisionId }) }), findings: after }, { isPriced: false }).ok;
    const withdrawn = verdict === 'CONFIRMED' && !isAllowed ? await takeOffMarket(tx, { revisionId }) : [];
    if (verdict === 'CONFIRMED' && isAllowed && (await isOnMarket(tx, { revisionId }))) await addNoise(tx, { revisionId });
    for (const listingId of withdrawn) await record(tx, ctx, { action: 'listing.withdrawn', objectType: 'listing', objectId: listingId, detail: { reason: 'personal data confirmed' } });
    await record(tx, ctx, { action: 'privacy.finding-decided', objectType: 'revision', objectId: revisionId, detail: { finding: findingId, entity: finding.entity, verdict, reason } });
    return ok({ isShownOtherwise });
  });
  if (!decided.ok) return decided;
  if (decided.value.isShownOtherwise) await recutSample(ctx.db, { revisionId, datasetId: table.datasetId, at: ctx.now() });
  return ok(null);
}
