import type { Db } from '@/lib/db';
import { metricSummary } from '@/lib/monitoring';
import type { CanaryFacts } from './core/judge-canary';
import type { VersionedModel, VersionMetric } from './schema';

/** What a canary has shown since it became one. */
export async function canaryFacts(db: Db, { model, since, to, metrics }: { readonly model: VersionedModel; readonly since: Date; readonly to: Date; readonly metrics: readonly VersionMetric[] }): Promise<CanaryFacts> {
  const [latency, error] = [await metricSummary(db, { model, metric: 'canary-latency', from: since, to }), await metricSummary(db, { model, metric: 'canary-error', from: since, to })];
  return { requestCount: latency?.count ?? 0, errorShare: error?.mean ?? null, p95Milliseconds: latency?.p95 ?? null, metrics };
}
