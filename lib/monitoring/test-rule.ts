import { record } from '@/lib/audit';
import { requireRole, type Context } from '@/lib/db';
import { pseudonym } from '@/lib/shared/pseudonym';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { deliverAlert } from './deliver-alert';
import { findRule, insertAlert, insertAlertEvent } from './store';

/** Raises an alert that says it is a test, sends it where real ones go and closes it: does anybody hear us? */
export async function testRule(ctx: Context, { ruleId }: { readonly ruleId: string }): Promise<Result<{ delivery: 'none' | 'delivered' | 'failed' }>> {
  const who = requireRole(ctx, 'ADMIN');
  if (!who.ok) return who;
  const rule = await findRule(ctx.db, { ruleId });
  if (!rule) return refuse('not-found');
  const { model, metric, severity } = rule;
  const kind = String((rule.parameters as { kind?: unknown }).kind);
  const at = ctx.now();
  const alertId = await ctx.db.$transaction(async (tx) => {
    const id = await insertAlert(tx, { ruleId, model, metric, kind, severity, value: null, threshold: null, at, isTest: true });
    await insertAlertEvent(tx, { alertId: id, kind: 'raised', actor: pseudonym('audit', who.value.accountId), at });
    await record(tx, ctx, { action: 'alert-rule.tested', objectType: 'alert-rule', objectId: ruleId, detail: { model, metric, kind } });
    return id;
  });
  return ok({ delivery: await deliverAlert(ctx, { alertId, model, metric, kind, severity, value: null, threshold: null, raisedAt: at.toISOString() }, { isTest: true }) });
}
