import { createHash, timingSafeEqual } from 'node:crypto';
import type { Context } from '@/lib/db';
import { env } from '@/lib/env';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { driftOf } from './core/drift';
import { findScale } from './core/metric-scales';
import { prometheusText, type DriftRow } from './core/prometheus-text';
import { metricRetentionDays } from './keep-metrics-small';
import { countOpenAlerts, sumBuckets } from './store';

const day = 86_400_000;
const referenceDays = 28;

/** For a scraper that knows the operator's token; without one configured, or with another, there is nothing here. */
export async function readPrometheus(ctx: Context, { token }: { readonly token: string | null }): Promise<Result<string>> {
  const expected = env().METRICS_TOKEN;
  if (expected === undefined || token === null || !timingSafeEqual(digest(token), digest(expected))) return refuse('not-found');
  const now = ctx.now().getTime();
  const [cut, end] = [new Date(now - day), new Date(now + 60_000)];
  const [rows, current, reference, alerts] = await Promise.all([
    sumBuckets(ctx.db, { from: new Date(now - metricRetentionDays * day), to: end }), sumBuckets(ctx.db, { from: cut, to: end }),
    sumBuckets(ctx.db, { from: new Date(now - (referenceDays + 1) * day), to: cut }), countOpenAlerts(ctx.db),
  ]);
  return ok(prometheusText(rows, alerts, driftsOf(current, reference)));
}

type Sums = Awaited<ReturnType<typeof sumBuckets>>;

/** Of every distribution with enough values on both sides; the others are left out rather than given as a number. */
function driftsOf(current: Sums, reference: Sums): DriftRow[] {
  return current.flatMap(({ model, metric, summary }) => {
    const scale = findScale(model, metric);
    const before = reference.find((row) => row.model === model && row.metric === metric);
    const drift = scale?.isDrift && before ? driftOf(before.summary.bins, summary.bins, scale.edges) : null;
    return drift ? [{ model, metric, drift }] : [];
  });
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
