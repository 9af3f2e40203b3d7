import { requireRole, type Context } from '@/lib/db';
import { ok, type Result } from '@/lib/shared/result';
import { record } from './record';
import type { VerifyReport } from './schema';
import { verifyAuditChain } from './verify-audit-chain';

export async function verifyAudit(ctx: Context): Promise<Result<VerifyReport>> {
  const who = requireRole(ctx, 'ADMIN');
  if (!who.ok) return who;
  const report = await verifyAuditChain(ctx.db);
  await record(ctx.db, ctx, {
    action: 'audit.verified', objectType: 'audit', objectId: report.isIntact ? '' : report.firstBadSeq, outcome: report.isIntact ? 'ok' : 'refused',
    detail: { rowCount: report.rowCount, fault: report.isIntact ? null : report.fault },
  });
  return ok(report);
}
