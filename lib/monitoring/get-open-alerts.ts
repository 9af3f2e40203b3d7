import { requireRole, type Context } from '@/lib/db';
import { ok, type Result } from '@/lib/shared/result';
import { countOpenAlerts } from './store';

/** The administrators' inbox in one number: alerts that are neither resolved nor looked after. */
export async function getOpenAlerts(ctx: Context): Promise<Result<{ readonly count: number; readonly isCritical: boolean }>> {
  const who = requireRole(ctx, 'ADMIN');
  if (!who.ok) return who;
  const rows = await countOpenAlerts(ctx.db);
  return ok({ count: rows.reduce((sum, row) => sum + Number(row.count), 0), isCritical: rows.some((row) => row.severity === 'CRITICAL') });
}
