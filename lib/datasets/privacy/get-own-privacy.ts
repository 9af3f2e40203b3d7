import type { Context } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { modeOf } from '../core/privacy/visibility';
import type { ColumnProfile, OwnPrivacy } from '../schema';
import { findOwnRevision } from '../store';
import { findApproval, findOwnTable, findReport, findVisibility } from './store';
import { toFindingView, toReportView } from './views';

/** What was found in a revision of one's own, what was answered, and what everybody may see of it. */
export async function getOwnPrivacy(ctx: Context, { revisionId }: { readonly revisionId: string }): Promise<Result<OwnPrivacy>> {
  const who = requireRole(ctx, 'SELLER');
  if (!who.ok) return who;
  const own = { revisionId, ownerId: who.value.accountId };
  const [table, revision, report, approval] = await Promise.all([findOwnTable(ctx.db, own), findOwnRevision(ctx.db, own), findReport(ctx.db, own), findApproval(ctx.db, own)]);
  if (!table?.profile || !revision) return refuse('not-found');
  if (!report) return refuse('privacy-not-scanned');
  const { columns: choice, minTopCount } = await findVisibility(ctx.db, table);
  const findings = report.findings.map(toFindingView);
  const columns = (table.profile.columns as unknown as ColumnProfile[]).map(({ name, type, kind }) => ({ name, type, kind, mode: modeOf(name, findings, choice), isChosen: Object.hasOwn(choice, name) }));
  return ok({ report: toReportView({ report, approval }), columns, minTopCount, fileName: table.fileName, number: revision.number });
}
