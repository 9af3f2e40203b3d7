import { record } from '@/lib/audit';
import { requireRole, type Context } from '@/lib/db';
import { ok, refuse, type Result } from '@/lib/shared/result';
import type { SilenceRuleInput } from './schema';
import { findRule, updateSilence } from './store';

/** Nothing new is raised by this rule until the silence ends; zero hours end it now. */
export async function silenceRule(ctx: Context, { ruleId, hours, reason }: SilenceRuleInput): Promise<Result<{ until: string | null }>> {
  const who = requireRole(ctx, 'ADMIN');
  if (!who.ok) return who;
  return ctx.db.$transaction(async (tx) => {
    if (!(await findRule(tx, { ruleId }))) return refuse('not-found');
    const until = hours === 0 ? null : new Date(ctx.now().getTime() + hours * 3_600_000);
    await updateSilence(tx, { ruleId, until, reason });
    await record(tx, ctx, { action: 'alert-rule.silenced', objectType: 'alert-rule', objectId: ruleId, detail: { hours, reason } });
    return ok({ until: until?.toISOString() ?? null });
  });
}
