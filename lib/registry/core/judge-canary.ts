import type { GuardView, VersionMetric } from '../schema';

export type CanaryFacts = { readonly requestCount: number; readonly errorShare: number | null; readonly p95Milliseconds: number | null; readonly metrics: readonly VersionMetric[] };

export const guardLimits = { requests: 50, errors: 0.02, latency: 200 } as const;

/**
 * What a canary has to show before it may serve everybody: enough requests, few errors, fast enough, and a quality not shown to be worse. The
 * last is the metric `difference` (against the version that was live when it was made, on the same cases): met unless its whole interval lies on the bad side.
 */
export function judgeCanary({ requestCount, errorShare, p95Milliseconds, metrics }: CanaryFacts): readonly GuardView[] {
  const difference = metrics.find((metric) => metric.name === 'difference');
  const worst = difference === undefined ? null : difference.goodIs === 'low' ? difference.low : (difference.high === null ? null : -difference.high);
  return [
    { guard: 'requests', isMet: requestCount >= guardLimits.requests, value: requestCount, limit: guardLimits.requests },
    { guard: 'errors', isMet: errorShare !== null && errorShare <= guardLimits.errors, value: errorShare, limit: guardLimits.errors },
    { guard: 'latency', isMet: p95Milliseconds !== null && p95Milliseconds <= guardLimits.latency, value: p95Milliseconds, limit: guardLimits.latency },
    { guard: 'quality', isMet: worst === null || worst <= 0, value: difference?.value ?? null, limit: 0 },
  ];
}
