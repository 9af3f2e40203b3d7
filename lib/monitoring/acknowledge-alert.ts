import { record } from '@/lib/audit';
import { requireRole, type Context } from '@/lib/db';
import { pseudonym } from '@/lib/shared/pseudonym';
import { ok, refuse, type Result } from '@/lib/shared/result';
import type { AcknowledgeAlertInput } from './schema';
import { insertAlertEvent, moveAlert } from './store';

/** Somebody looks after it, and says what she knows: it stays open until what it watches is well again. Twice is refused, not done twice. */
export async function acknowledgeAlert(ctx: Context, { alertId, reason }: AcknowledgeAlertInput): Promise<Result<null>> {
  const who = requireRole(ctx, 'ADMIN');
  if (!who.ok) return who;
  return ctx.db.$transaction(async (tx) => {
    const at = ctx.now();
    if (!(await moveAlert(tx, { alertId, from: ['FIRING'], to: 'ACKNOWLEDGED', at }))) return refuse('alert-not-firing');
    await insertAlertEvent(tx, { alertId, kind: 'acknowledged', actor: pseudonym('audit', who.value.accountId), reason, at });
    await record(tx, ctx, { action: 'alert.acknowledged', objectType: 'alert', objectId: alertId, detail: { reason } });
    return ok(null);
  });
}
