import { requireRole, type Context } from '@/lib/db';
import { ok, type Result } from '@/lib/shared/result';
import { recordReading } from './record-reading';
import { refreshAuditStatus } from './get-audit-status';
import type { VerifyReport } from './schema';

/** The verdict on a log that nothing can be appended to any more is told all the same: what it is broken by stands in it. */
export async function verifyAudit(ctx: Context): Promise<Result<VerifyReport>> {
  const who = requireRole(ctx, 'ADMIN', 'AUDITOR');
  if (!who.ok) return who;
  const report = await refreshAuditStatus(ctx);
  const recorded = await recordReading(ctx, {
    action: 'audit.verified', objectType: 'audit', objectId: report.isIntact ? '' : report.firstBadSeq, outcome: report.isIntact ? 'ok' : 'refused',
    detail: { rowCount: report.rowCount, fault: report.isIntact ? null : report.fault },
  });
  return recorded.ok || !report.isIntact ? ok(report) : recorded;
}
