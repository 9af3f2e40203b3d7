import { requireRole, type Context } from '@/lib/db';
import { ok, type Result } from '@/lib/shared/result';
import { driftOf, type Drift } from './core/drift';
import { listMetrics, modelNames, type Scale } from './core/metric-scales';
import { mergeSummaries, quantileOf, type Summary } from './core/summary';
import type { ModelHealthInput } from './schema';
import { listAlertMarks, listBuckets, type Bucket } from './store';

export type MetricPoint = { readonly start: string; readonly count: number; readonly mean: number; readonly p50: number; readonly p95: number };
export type MetricSeries = {
  readonly metric: string; readonly unit: Scale['unit']; readonly goodIs: Scale['goodIs']; readonly points: readonly MetricPoint[]; readonly total: number; readonly demoShare: number;
  /** Only for distributions: the newest part of the span against what lies before it. Null for want of data. */
  readonly drift: Drift | null; readonly isDriftWatched: boolean;
  readonly edges: readonly number[]; readonly reference: readonly number[] | null; readonly current: readonly number[] | null;
};
export type ModelMetrics = { readonly series: readonly MetricSeries[]; readonly alerts: readonly { readonly metric: string; readonly severity: string; readonly raisedAt: string; readonly resolvedAt: string | null }[] };

const hour = 3_600_000;

/** A model's metrics over the last days, by the hour for one day, by the day otherwise. */
export async function getModelMetrics(ctx: Context, { model: name, days }: ModelHealthInput): Promise<Result<ModelMetrics>> {
  const who = requireRole(ctx, 'ADMIN');
  if (!who.ok) return who;
  const model = modelNames.find((known) => known === name) ?? 'exchange';
  const now = ctx.now().getTime();
  const step = days === 1 ? hour : 24 * hour;
  const from = new Date(Math.floor((now - days * 24 * hour) / step) * step);
  const [buckets, alerts] = await Promise.all([listBuckets(ctx.db, { model, from, to: new Date(now + 60_000) }), listAlertMarks(ctx.db, { model, from })]);
  const series = listMetrics(model).flatMap(([metric, scale]) => {
    const own = buckets.filter((bucket) => bucket.metric === metric);
    return own.length === 0 ? [] : [seriesOf([metric, scale], own, { step, now })];
  });
  return ok({ series, alerts: alerts.map((alert) => ({ ...alert, raisedAt: alert.raisedAt.toISOString(), resolvedAt: alert.resolvedAt?.toISOString() ?? null })) });
}

function seriesOf([metric, scale]: readonly [string, Scale], buckets: readonly Bucket[], { step, now }: { readonly step: number; readonly now: number }): MetricSeries {
  const groups = new Map<number, Summary[]>();
  for (const { start, summary } of buckets) {
    const key = Math.floor(start.getTime() / step) * step;
    groups.set(key, [...(groups.get(key) ?? []), summary]);
  }
  const points = [...groups].toSorted(([a], [b]) => a - b).flatMap(([start, parts]) => {
    const all = mergeSummaries(parts);
    return all ? [{ start: new Date(start).toISOString(), count: all.count, mean: all.sum / all.count, p50: quantileOf(all, 0.5, scale.edges), p95: quantileOf(all, 0.95, scale.edges) }] : [];
  });
  const total = mergeSummaries(buckets.map((bucket) => bucket.summary));
  const { reference, current } = halves(buckets, now);
  return {
    metric, unit: scale.unit, goodIs: scale.goodIs, points, total: total?.count ?? 0, demoShare: total ? total.demoCount / total.count : 0, isDriftWatched: scale.isDrift,
    drift: scale.isDrift && reference && current ? driftOf(reference.bins, current.bins, scale.edges) : null,
    edges: scale.edges, reference: scale.isDrift ? (reference?.bins ?? null) : null, current: scale.isDrift ? (current?.bins ?? null) : null,
  };
}

/** The newest third of the span is "now", the rest "before". */
function halves(buckets: readonly Bucket[], now: number): { readonly reference: Summary | null; readonly current: Summary | null } {
  const first = buckets[0]?.start.getTime() ?? now;
  const cut = now - (now - first) / 3;
  return {
    reference: mergeSummaries(buckets.filter((bucket) => bucket.start.getTime() < cut).map((bucket) => bucket.summary)),
    current: mergeSummaries(buckets.filter((bucket) => bucket.start.getTime() >= cut).map((bucket) => bucket.summary)),
  };
}

