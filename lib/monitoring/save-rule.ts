import { record } from '@/lib/audit';
import { requireRole, type Context } from '@/lib/db';
import { ok, type Result } from '@/lib/shared/result';
import type { SaveRuleInput } from './schema';
import { upsertRule } from './store';

/** Adds a rule, or changes the one of the same model, metric and kind. */
export async function saveRule(ctx: Context, input: SaveRuleInput): Promise<Result<{ ruleId: string }>> {
  const who = requireRole(ctx, 'ADMIN');
  if (!who.ok) return who;
  return ctx.db.$transaction(async (tx) => {
    const ruleId = await upsertRule(tx, input);
    const { model, metric, parameters, severity, isEnabled } = input;
    await record(tx, ctx, { action: 'alert-rule.saved', objectType: 'alert-rule', objectId: ruleId, detail: { model, metric, kind: parameters.kind, severity, isEnabled } });
    return ok({ ruleId });
  });
}
