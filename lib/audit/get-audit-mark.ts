import { requireRole, type Context } from '@/lib/db';
import { ok, type Result } from '@/lib/shared/result';
import { readRecentAuditReport } from './get-audit-status';
import type { AuditMarkView } from './schema';

/** A long row of pages asks no more often than this; the page of the log itself always asks anew. */
const keptMilliseconds = 5_000;

/** Whether the log is intact, for the head of every page of the office. Asking is not recorded: it must answer also where nothing can be appended any more. */
export async function getAuditMark(ctx: Context): Promise<Result<AuditMarkView>> {
  const who = requireRole(ctx, 'ADMIN', 'AUDITOR');
  if (!who.ok) return who;
  const { report, isComplete, at } = await readRecentAuditReport(ctx, { milliseconds: keptMilliseconds });
  return ok({ isIntact: report.isIntact, isComplete, rowCount: report.rowCount, firstBadSeq: report.isIntact ? null : report.firstBadSeq, at });
}
