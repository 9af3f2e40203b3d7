import { z } from 'zod';
import type { Context } from '@/lib/db';
import { env } from '@/lib/env';
import { metricSummary } from '@/lib/monitoring';
import { findScale } from '@/lib/monitoring/schema';
import { wilson } from './core/wilson';
import { versionedModels, versionMetric, type ModelCard, type VersionedModel, type VersionMetric } from './schema';
import { listVersions } from './store';

const newest = 60;

/** The figures by which each model is known, measured every day against what really happened. */
const publicMetrics = { price: [['accepted', 'high']], 'next-item': [['hit', 'high'], ['reciprocal-rank', 'high']], 'next-action': [['correct', 'high'], ['log-loss', 'low']] } as const satisfies Record<VersionedModel, readonly (readonly [string, 'low' | 'high'])[]>;
const measuredDays = 30;

/** Of the last thirty days. A share has Wilson's 95% interval; of the others the day-by-day counts don't tell one. */
async function measured(ctx: Pick<Context, 'db' | 'now'>, model: VersionedModel): Promise<VersionMetric[]> {
  const to = ctx.now();
  const found: VersionMetric[] = [];
  for (const [name, goodIs] of publicMetrics[model]) {
    const figures = await metricSummary(ctx.db, { model, metric: name, from: new Date(to.getTime() - measuredDays * 86_400_000), to });
    if (!figures) continue;
    const isShare = findScale(model, name)?.unit === 'share';
    const [low, high] = isShare ? wilson(figures.mean, figures.count) : [null, null];
    found.push({ name, value: figures.mean, low, high, count: figures.count, goodIs });
  }
  return found;
}

/** What is public about every model that serves: version, parameters, data, figures, last change. Nobody in it; the same for everyone. */
export async function getModelCards(ctx: Pick<Context, 'db' | 'now'>): Promise<readonly ModelCard[]> {
  const rows = await listVersions(ctx.db, { take: newest });
  const { OPERATOR_NAME: owner, OPERATOR_CONTACT: contact } = env();
  const figures = new Map(await Promise.all(versionedModels.map(async (model) => [model, await measured(ctx, model)] as const)));
  return versionedModels.flatMap((model) => {
    const live = rows.find((row) => row.model === model && row.stage === 'LIVE');
    const canary = rows.find((row) => row.model === model && row.stage === 'CANARY');
    if (!live) return [];
    const metrics = z.array(versionMetric).parse(live.metrics);
    return [{
      model, version: live.version, codeVersion: live.codeVersion, parameters: live.parameters, metrics, owner, contact, lastChange: live.stagedAt.toISOString(), isDemo: live.isDemo, measured: figures.get(model) ?? [],
      canary: canary ? { version: canary.version, share: canary.canaryShare } : null,
      training: live.dataSha256 === null ? null : { sha256: live.dataSha256, from: live.dataFrom?.toISOString() ?? null, to: live.dataTo?.toISOString() ?? null, rowCount: live.rowCount },
    }];
  });
}
