import { requireRole, type Context } from '@/lib/db';
import { ok, type Result } from '@/lib/shared/result';
import { readAuditReport } from './get-audit-status';
import type { AuditMarkView } from './schema';

/** A long row of pages asks no more often than this; the page of the log itself always asks anew. */
const keptMilliseconds = 5_000;
const kept = new WeakMap<object, { readonly until: number; readonly mark: Promise<AuditMarkView> }>();

/** Whether the log is intact, for the head of every page of the office. Asking is not recorded: it must answer also where nothing can be appended any more. */
export async function getAuditMark(ctx: Context): Promise<Result<AuditMarkView>> {
  const who = requireRole(ctx, 'ADMIN', 'AUDITOR');
  if (!who.ok) return who;
  const now = ctx.now().getTime();
  const last = kept.get(ctx.db);
  if (last && last.until > now) return ok(await last.mark);
  const mark = readMark(ctx);
  kept.set(ctx.db, { until: now + keptMilliseconds, mark });
  mark.catch(() => kept.delete(ctx.db));
  return ok(await mark);
}

async function readMark(ctx: Pick<Context, 'db' | 'now'>): Promise<AuditMarkView> {
  const { report, isComplete } = await readAuditReport(ctx);
  return { isIntact: report.isIntact, isComplete, rowCount: report.rowCount, firstBadSeq: report.isIntact ? null : report.firstBadSeq, at: ctx.now().toISOString() };
}
