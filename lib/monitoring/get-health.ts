import { requireRole, type Context } from '@/lib/db';
import { ok, type Result } from '@/lib/shared/result';
import { findScale, listMetrics, modelNames, type ModelName } from './core/metric-scales';
import { mergeSummaries, quantileOf, type Summary } from './core/summary';
import { countOpenAlerts, sumBuckets } from './store';

export type ModelHealth = {
  readonly model: ModelName;
  readonly openWarnings: number; readonly openCriticals: number;
  /** Of the last 24 hours. */
  readonly requestCount: number; readonly p95Milliseconds: number | null; readonly errorShare: number | null;
  /** Of the last 7 days: mean of what tells how good the model is. */
  readonly quality: { readonly metric: string; readonly value: number; readonly count: number } | null;
  readonly demoShare: number;
};

/** The one figure of quality a model is known by. */
const qualityMetric: Readonly<Record<ModelName, string | null>> = { price: 'accepted', 'next-item': 'hit', 'next-action': 'correct', exchange: null };
const day = 86_400_000;

export async function getHealth(ctx: Context): Promise<Result<readonly ModelHealth[]>> {
  const who = requireRole(ctx, 'ADMIN');
  if (!who.ok) return who;
  const now = ctx.now().getTime();
  const to = new Date(now + 60_000);
  const [fresh, week, open] = await Promise.all([sumBuckets(ctx.db, { from: new Date(now - day), to }), sumBuckets(ctx.db, { from: new Date(now - 7 * day), to }), countOpenAlerts(ctx.db)]);
  const find = (rows: typeof fresh, model: string, metric: string | null): Summary | null => rows.find((row) => row.model === model && row.metric === metric)?.summary ?? null;
  return ok(modelNames.map((model) => {
    const latency = find(fresh, model, 'latency');
    const error = find(fresh, model, 'error');
    const metric = qualityMetric[model];
    const quality = find(week, model, metric);
    const all = mergeSummaries(listMetrics(model).flatMap(([name]) => { const found = find(week, model, name); return found ? [{ ...found, bins: [] }] : []; }));
    const count = (severity: string) => Number(open.find((row) => row.model === model && row.severity === severity)?.count ?? 0n);
    return {
      model, openWarnings: count('WARNING'), openCriticals: count('CRITICAL'), requestCount: latency?.count ?? 0,
      p95Milliseconds: latency ? quantileOf(latency, 0.95, findScale(model, 'latency')?.edges ?? []) : null, errorShare: error ? error.sum / error.count : null,
      quality: quality && metric !== null ? { metric, value: quality.sum / quality.count, count: quality.count } : null,
      demoShare: all ? all.demoCount / all.count : 0,
    };
  }));
}
