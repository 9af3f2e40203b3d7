import { requireRole, type Context } from '@/lib/db';
import { ok, type Result } from '@/lib/shared/result';
import { record } from './record';
import { refreshAuditStatus } from './get-audit-status';
import type { VerifyReport } from './schema';


export async function verifyAudit(ctx: Context): Promise<Result<VerifyReport>> {
  const who = requireRole(ctx, 'ADMIN', 'AUDITOR');
  if (!who.ok) return who;
  const report = await refreshAuditStatus(ctx);
  await record(ctx.db, ctx, {
    action: 'audit.verified', objectType: 'audit', objectId: report.isIntact ? '' : report.firstBadSeq, outcome: report.isIntact ? 'ok' : 'refused',
    detail: { rowCount: report.rowCount, fault: report.isIntact ? null : report.fault },
  });
  return ok(report);
}
