import { record, type AuditEntry } from '@/lib/audit';
import type { Context, Db } from '@/lib/db';
import { decideAlert } from './core/decide-alert';
import { evaluateRule, type Evaluation } from './core/evaluate-rule';
import { findScale } from './core/metric-scales';
import type { Summary } from './core/summary';
import { ruleParameters, type RuleParameters } from './schema';
import { findOpenAlert, insertAlert, insertAlertEvent, listRules, moveAlert, sumBuckets, touchAlert, updateRuleState } from './store';

export type RaisedAlert = { readonly alertId: string; readonly model: string; readonly metric: string; readonly kind: string; readonly severity: string; readonly value: number | null; readonly threshold: number | null; readonly raisedAt: string };
type Rule = Awaited<ReturnType<typeof listRules>>[number];
type Span = { readonly from: Date; readonly to: Date };

const absenceMemorySeconds = 30 * 86_400;

/** Looks at every rule once. Two processes at the same moment come after each other: a rule has one open alert at most. */
export async function evaluateAlerts(ctx: Context): Promise<{ readonly raised: readonly RaisedAlert[]; readonly resolvedCount: number }> {
  const raised: RaisedAlert[] = [];
  let resolvedCount = 0;
  await ctx.db.$transaction(async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(7215002)`;
    const now = ctx.now();
    const read = spanReader(tx);
    const entries: AuditEntry[] = [];
    for (const rule of await listRules(tx, { isEnabled: true })) {
      const parsed = ruleParameters.safeParse(rule.parameters);
      const scale = findScale(rule.model, rule.metric);
      if (!parsed.success || !scale) continue;
      const { window, reference } = spansOf(rule, parsed.data, now);
      const [current, before] = [await read(window, rule), reference ? await read(reference, rule) : null];
      const evaluation = evaluateRule({ parameters: parsed.data, edges: scale.edges, current, reference: before });
      const outcome = await follow(tx, ctx, rule, evaluation);
      if (outcome.raised) raised.push(outcome.raised);
      if (outcome.isResolved) resolvedCount += 1;
      if (outcome.entry) entries.push(outcome.entry);
    }
    // Last of all: whoever appends waits for nobody's evaluation.
    for (const entry of entries) await record(tx, ctx, entry);
  }, { timeout: 60_000 });
  return { raised, resolvedCount };
}

/** Rules that look at the same span share one query. */
function spanReader(db: Db) {
  const known = new Map<string, Promise<Map<string, Summary>>>();
  return async ({ from, to }: Span, { model, metric }: Rule): Promise<Summary | null> => {
    const key = `${from.getTime()} ${to.getTime()}`;
    const sums = known.get(key) ?? sumBuckets(db, { from, to }).then((rows) => new Map(rows.map((row) => [`${row.model} ${row.metric}`, row.summary])));
    known.set(key, sums);
    return (await sums).get(`${model} ${metric}`) ?? null;
  };
}

export function spansOf({ windowSeconds }: { readonly windowSeconds: number }, parameters: RuleParameters, now: Date): { readonly window: Span; readonly reference: Span | null } {
  const before = (seconds: number): Date => new Date(now.getTime() - seconds * 1_000);
  const window = { from: before(windowSeconds), to: new Date(now.getTime() + 60_000) };
  const reach = { threshold: 0, change: 3 * windowSeconds, absence: absenceMemorySeconds, drift: parameters.kind === 'drift' ? parameters.referenceSeconds : 0 }[parameters.kind];
  return { window, reference: reach === 0 ? null : { from: before(windowSeconds + reach), to: window.from } };
}

async function follow(tx: Db, ctx: Context, rule: Rule, { state, value, threshold }: Evaluation): Promise<{ readonly raised?: RaisedAlert; readonly isResolved: boolean; readonly entry?: AuditEntry }> {
  const now = ctx.now();
  const open = await findOpenAlert(tx, { ruleId: rule.id });
  const step = decideAlert({ state, now, pendingSince: rule.pendingSince, forSeconds: rule.forSeconds, silencedUntil: rule.silencedUntil, hasOpenAlert: open !== null });
  await updateRuleState(tx, { ruleId: rule.id, pendingSince: step.pendingSince, state, value, at: now });
  const { model, metric, severity } = rule;
  const kind = String((rule.parameters as { kind?: unknown }).kind);
  const detail = { model, metric, kind, severity };
  if (step.action === 'raise') {
    const alertId = await insertAlert(tx, { ruleId: rule.id, model, metric, kind, severity, value, threshold, at: now });
    await insertAlertEvent(tx, { alertId, kind: 'raised', actor: 'system', at: now });
    return { raised: { alertId, ...detail, value, threshold, raisedAt: now.toISOString() }, isResolved: false, entry: { action: 'alert.raised', objectType: 'alert', objectId: alertId, detail } };
  }
  if (step.action === 'keep' && open) await touchAlert(tx, { alertId: open.id, at: now, value });
  if (step.action === 'resolve' && open && (await moveAlert(tx, { alertId: open.id, from: ['FIRING', 'ACKNOWLEDGED'], to: 'RESOLVED', at: now }))) {
    await insertAlertEvent(tx, { alertId: open.id, kind: 'resolved', actor: 'system', at: now });
    return { isResolved: true, entry: { action: 'alert.resolved', objectType: 'alert', objectId: open.id, detail } };
  }
  return { isResolved: false };
}
