import type { Db } from '@/lib/db';
import type { Prisma } from '@/lib/db';
import type { Summary } from './core/summary';
import type { Pending } from './observe';
import type { AlertLogInput, RuleParameters } from './schema';

export type Bucket = { readonly metric: string; readonly start: Date; readonly seconds: number; readonly summary: Summary };

/** Adds to what other processes counted into the same spans: one statement however many there are. */
export async function addBuckets(db: Db, pending: readonly Pending[]): Promise<void> {
  if (pending.length === 0) return;
  const rows = pending.map(({ model, metric, start, seconds, summary }) => ({ model, metric, start: new Date(start).toISOString(), seconds, ...summary }));
  await db.$executeRaw`
    insert into "MetricBucket" (model, metric, start, seconds, count, sum, min, max, bins, "demoCount")
    select model, metric, start, seconds, count, sum, min, max, array(select jsonb_array_elements_text(bins)::bigint), "demoCount"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(model text, metric text, start timestamptz, seconds int, count bigint, sum float, min float, max float, bins jsonb, "demoCount" bigint)
    on conflict (model, metric, seconds, start) do update set
      count = "MetricBucket".count + excluded.count, sum = "MetricBucket".sum + excluded.sum, "demoCount" = "MetricBucket"."demoCount" + excluded."demoCount",
      min = least("MetricBucket".min, excluded.min), max = greatest("MetricBucket".max, excluded.max),
      bins = array(select coalesce(a, 0) + coalesce(b, 0) from unnest("MetricBucket".bins, excluded.bins) as both_bins(a, b))`;
}

/** A model's spans in order of time. What was rolled up and what is still fresh never overlap. */
export async function listBuckets(db: Db, { model, metric, from, to }: { readonly model: string; readonly metric?: string; readonly from: Date; readonly to: Date }): Promise<Bucket[]> {
  const rows = await db.metricBucket.findMany({
    where: { model, ...(metric === undefined ? {} : { metric }), start: { gte: from, lt: to } }, orderBy: { start: 'asc' },
    select: { metric: true, start: true, seconds: true, count: true, sum: true, min: true, max: true, bins: true, demoCount: true },
  });
  return rows.map(({ metric: name, start, seconds, count, sum, min, max, bins, demoCount }) => ({ metric: name, start, seconds, summary: { count: Number(count), sum, min, max, bins: bins.map(Number), demoCount: Number(demoCount) } }));
}

/** Totals over a span for every metric of every model: one row each. */
export async function sumBuckets(db: Db, { from, to }: { readonly from: Date; readonly to: Date }): Promise<(Bucket & { readonly model: string })[]> {
  const rows = await db.$queryRaw<{ model: string; metric: string; count: bigint; sum: number; min: number; max: number; demoCount: bigint; bins: bigint[]; start: Date }[]>`
    with spans as (select * from "MetricBucket" where start >= ${from} and start < ${to}),
    bins as (select model, metric, position, sum(bin)::bigint as bin from spans, unnest(bins) with ordinality as u(bin, position) group by 1, 2, 3),
    joined as (select model, metric, array_agg(bin order by position) as bins from bins group by 1, 2)
    select s.model, s.metric, sum(s.count)::bigint as count, sum(s.sum) as sum, min(s.min) as min, max(s.max) as max, sum(s."demoCount")::bigint as "demoCount", max(s.start) as start, j.bins
    from spans s join joined j using (model, metric) group by s.model, s.metric, j.bins order by 1, 2`;
  return rows.map(({ model, metric, start, count, sum, min, max, bins, demoCount }) => ({ model, metric, start, seconds: 0, summary: { count: Number(count), sum, min, max, bins: bins.map(Number), demoCount: Number(demoCount) } }));
}

/** Days a metric was measured on, so that none is measured twice. */
export async function listMeasuredDays(db: Db, { model, metric, from }: { readonly model: string; readonly metric: string; readonly from: Date }): Promise<ReadonlySet<number>> {
  const rows = await db.metricBucket.findMany({ where: { model, metric, seconds: 86_400, start: { gte: from } }, select: { start: true } });
  return new Set(rows.map((row) => row.start.getTime()));
}

/** Minutes older than `before` become hours. One statement: a kill leaves either the minutes or the hour. */
export async function rollUp(db: Db, { before }: { readonly before: Date }): Promise<number> {
  return db.$executeRaw`
    with old as (delete from "MetricBucket" where seconds = 60 and start < date_trunc('hour', ${before}::timestamptz) returning *),
    bins as (select model, metric, date_trunc('hour', start) as hour, position, sum(bin)::bigint as bin from old, unnest(bins) with ordinality as u(bin, position) group by 1, 2, 3, 4),
    joined as (select model, metric, hour, array_agg(bin order by position) as bins from bins group by 1, 2, 3)
    insert into "MetricBucket" (model, metric, start, seconds, count, sum, min, max, bins, "demoCount")
    select o.model, o.metric, j.hour, 3600, sum(o.count), sum(o.sum), min(o.min), max(o.max), j.bins, sum(o."demoCount")
    from old o join joined j on j.model = o.model and j.metric = o.metric and j.hour = date_trunc('hour', o.start) group by o.model, o.metric, j.hour, j.bins
    on conflict (model, metric, seconds, start) do update set
      count = "MetricBucket".count + excluded.count, sum = "MetricBucket".sum + excluded.sum, "demoCount" = "MetricBucket"."demoCount" + excluded."demoCount",
      min = least("MetricBucket".min, excluded.min), max = greatest("MetricBucket".max, excluded.max),
      bins = array(select coalesce(a, 0) + coalesce(b, 0) from unnest("MetricBucket".bins, excluded.bins) as both_bins(a, b))`;
}

export async function deleteBucketsBefore(db: Db, { at }: { readonly at: Date }): Promise<number> {
  return (await db.metricBucket.deleteMany({ where: { start: { lt: at } } })).count;
}

// ---------------------------------------------------------------- rules and alerts

const ruleFields = { id: true, model: true, metric: true, parameters: true, severity: true, windowSeconds: true, forSeconds: true, isEnabled: true, silencedUntil: true, silenceReason: true, pendingSince: true, lastState: true, lastValue: true, evaluatedAt: true } as const;

export function listRules(db: Db, { isEnabled }: { readonly isEnabled?: boolean } = {}) {
  return db.alertRule.findMany({ where: isEnabled === undefined ? {} : { isEnabled }, orderBy: [{ model: 'asc' }, { metric: 'asc' }, { kind: 'asc' }], select: ruleFields });
}

export function findRule(db: Db, { ruleId }: { readonly ruleId: string }) {
  return db.alertRule.findUnique({ where: { id: ruleId }, select: ruleFields });
}

type RuleValues = { readonly model: string; readonly metric: string; readonly parameters: RuleParameters; readonly severity: 'WARNING' | 'CRITICAL'; readonly windowSeconds: number; readonly forSeconds: number; readonly isEnabled: boolean };

/** One rule per model, metric and kind: saving it again changes it. */
export async function upsertRule(db: Db, rule: RuleValues): Promise<string> {
  const { model, metric, parameters, severity, windowSeconds, forSeconds, isEnabled } = rule;
  const values = { parameters: parameters as Prisma.InputJsonValue, severity, windowSeconds, forSeconds, isEnabled };
  const { id } = await db.alertRule.upsert({
    where: { model_metric_kind: { model, metric, kind: parameters.kind } },
    create: { model, metric, kind: parameters.kind, ...values }, update: { ...values, pendingSince: null }, select: { id: true },
  });
  return id;
}

export async function insertRulesOnce(db: Db, rules: readonly RuleValues[]): Promise<void> {
  await db.alertRule.createMany({ data: rules.map(({ parameters, ...rule }) => ({ ...rule, kind: parameters.kind, parameters: parameters as Prisma.InputJsonValue })), skipDuplicates: true });
}

export async function updateRuleState(db: Db, { ruleId, pendingSince, state, value, at }: { readonly ruleId: string; readonly pendingSince: Date | null; readonly state: string; readonly value: number | null; readonly at: Date }): Promise<void> {
  await db.alertRule.update({ where: { id: ruleId }, data: { pendingSince, lastState: state, lastValue: value, evaluatedAt: at } });
}

export async function updateSilence(db: Db, { ruleId, until, reason }: { readonly ruleId: string; readonly until: Date | null; readonly reason: string }): Promise<void> {
  await db.alertRule.update({ where: { id: ruleId }, data: { silencedUntil: until, silenceReason: reason } });
}

export function findOpenAlert(db: Db, { ruleId }: { readonly ruleId: string }) {
  return db.alert.findFirst({ where: { ruleId, state: { not: 'RESOLVED' }, isTest: false }, select: { id: true } });
}

type NewAlert = { readonly ruleId: string; readonly model: string; readonly metric: string; readonly kind: string; readonly severity: 'WARNING' | 'CRITICAL'; readonly value: number | null; readonly threshold: number | null; readonly at: Date; readonly isTest?: boolean };

export async function insertAlert(db: Db, { at, isTest = false, ...alert }: NewAlert): Promise<string> {
  return (await db.alert.create({ data: { ...alert, isTest, raisedAt: at, lastSeenAt: at, ...(isTest ? { state: 'RESOLVED' as const, resolvedAt: at } : {}) }, select: { id: true } })).id;
}

export async function touchAlert(db: Db, { alertId, at, value }: { readonly alertId: string; readonly at: Date; readonly value: number | null }): Promise<void> {
  await db.alert.update({ where: { id: alertId }, data: { lastSeenAt: at, value } });
}

/** Moves an alert on only from a state it may come from: false when somebody was quicker. */
export async function moveAlert(db: Db, { alertId, from, to, at }: { readonly alertId: string; readonly from: readonly ('FIRING' | 'ACKNOWLEDGED')[]; readonly to: 'ACKNOWLEDGED' | 'RESOLVED'; readonly at: Date }): Promise<boolean> {
  const { count } = await db.alert.updateMany({ where: { id: alertId, state: { in: [...from] } }, data: { state: to, ...(to === 'RESOLVED' ? { resolvedAt: at } : {}) } });
  return count === 1;
}

export async function insertAlertEvent(db: Db, event: { readonly alertId: string; readonly kind: string; readonly actor: string; readonly reason?: string; readonly at: Date }): Promise<void> {
  await db.alertEvent.create({ data: { reason: '', ...event } });
}

export function listAlerts(db: Db, { model, state, severity, before, size }: Omit<AlertLogInput, 'cursor'> & { readonly before: { readonly at: Date; readonly id: string } | null }) {
  return db.alert.findMany({
    where: {
      ...(model ? { model } : {}), ...(state ? { state } : {}), ...(severity ? { severity } : {}),
      ...(before ? { OR: [{ raisedAt: { lt: before.at } }, { raisedAt: before.at, id: { lt: before.id } }] } : {}),
    },
    orderBy: [{ raisedAt: 'desc' }, { id: 'desc' }], take: size + 1,
    select: {
      id: true, model: true, metric: true, kind: true, severity: true, state: true, isTest: true, value: true, threshold: true, raisedAt: true, lastSeenAt: true, resolvedAt: true,
      rule: { select: { parameters: true } }, events: { orderBy: { id: 'asc' }, select: { kind: true, actor: true, reason: true, at: true } },
    },
  });
}

export function countOpenAlerts(db: Db): Promise<{ model: string; severity: string; count: bigint }[]> {
  return db.$queryRaw`select model, severity::text as severity, count(*) as count from "Alert" where state <> 'RESOLVED' and not "isTest" group by 1, 2`;
}

export function listAlertMarks(db: Db, { model, from }: { readonly model: string; readonly from: Date }) {
  return db.alert.findMany({ where: { model, raisedAt: { gte: from }, isTest: false }, orderBy: { raisedAt: 'asc' }, take: 200, select: { metric: true, severity: true, raisedAt: true, resolvedAt: true } });
}
