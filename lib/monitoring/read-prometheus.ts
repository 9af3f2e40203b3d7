import { createHash, timingSafeEqual } from 'node:crypto';
import type { Context } from '@/lib/db';
import { env } from '@/lib/env';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { prometheusText } from './core/prometheus-text';
import { metricRetentionDays } from './keep-metrics-small';
import { countOpenAlerts, sumBuckets } from './store';

/** For a scraper that knows the operator's token; without one configured, or with another, there is nothing here. */
export async function readPrometheus(ctx: Context, { token }: { readonly token: string | null }): Promise<Result<string>> {
  const expected = env().METRICS_TOKEN;
  if (expected === undefined || token === null || !timingSafeEqual(digest(token), digest(expected))) return refuse('not-found');
  const now = ctx.now().getTime();
  const [rows, alerts] = await Promise.all([sumBuckets(ctx.db, { from: new Date(now - metricRetentionDays * 86_400_000), to: new Date(now + 60_000) }), countOpenAlerts(ctx.db)]);
  return ok(prometheusText(rows, alerts));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
