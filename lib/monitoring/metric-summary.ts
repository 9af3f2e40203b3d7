import type { Db } from '@/lib/db';
import { findScale, type ModelName } from './core/metric-scales';
import { mergeSummaries, quantileOf } from './core/summary';
import { listBuckets } from './store';

export type MetricFigures = { readonly count: number; readonly mean: number; readonly p95: number };

/** One metric over one span, for whoever decides on it. Null: nothing was measured. */
export async function metricSummary(db: Db, { model, metric, from, to }: { readonly model: ModelName; readonly metric: string; readonly from: Date; readonly to: Date }): Promise<MetricFigures | null> {
  const summary = mergeSummaries((await listBuckets(db, { model, metric, from: floorToMinute(from), to: new Date(to.getTime() + 60_000) })).map((bucket) => bucket.summary));
  return summary && { count: summary.count, mean: summary.sum / summary.count, p95: quantileOf(summary, 0.95, findScale(model, metric)?.edges ?? []) };
}

/** A bucket is named by the minute it began in. */
function floorToMinute(at: Date): Date {
  return new Date(Math.floor(at.getTime() / 60_000) * 60_000);
}
