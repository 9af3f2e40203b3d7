import { requireRole, type Context } from '@/lib/db';
import { ok, type Result } from '@/lib/shared/result';
import { ruleParameters, type RuleState, type RuleView } from './schema';
import { listRules } from './store';

export async function listAlertRules(ctx: Context): Promise<Result<readonly RuleView[]>> {
  const who = requireRole(ctx, 'ADMIN');
  if (!who.ok) return who;
  const states: readonly RuleState[] = ['ok', 'firing', 'not-enough-data'];
  return ok((await listRules(ctx.db)).map(({ pendingSince: _, parameters, silencedUntil, evaluatedAt, lastState, ...rule }) => ({
    ...rule, parameters: ruleParameters.parse(parameters), lastState: states.find((state) => state === lastState) ?? 'not-enough-data',
    silencedUntil: silencedUntil?.toISOString() ?? null, evaluatedAt: evaluatedAt?.toISOString() ?? null,
  })));
}
