import type { Context } from '@/lib/db';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { record, type AuditEntry } from './record';
import { verifyAuditChain } from './verify-audit-chain';

/** Nothing is shown of the log without a row that says so. `log-changed` where somebody changed it so that nothing can be appended: its state is told all the same. */
export async function recordReading(ctx: Context, entry: AuditEntry): Promise<Result<null>> {
  try {
    await record(ctx.db, ctx, entry);
    return ok(null);
  } catch (error) {
    if ((await verifyAuditChain(ctx.db)).isIntact) throw error;
    return refuse('log-changed');
  }
}
