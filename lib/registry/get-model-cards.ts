import { z } from 'zod';
import type { Context } from '@/lib/db';
import { env } from '@/lib/env';
import { versionedModels, versionMetric, type ModelCard } from './schema';
import { listVersions } from './store';

const newest = 60;

/** What is public about every model that serves: version, parameters, data, figures, last change. Nobody in it; the same for everyone. */
export async function getModelCards(ctx: Pick<Context, 'db'>): Promise<readonly ModelCard[]> {
  const rows = await listVersions(ctx.db, { take: newest });
  const { OPERATOR_NAME: owner, OPERATOR_CONTACT: contact } = env();
  return versionedModels.flatMap((model) => {
    const live = rows.find((row) => row.model === model && row.stage === 'LIVE');
    const canary = rows.find((row) => row.model === model && row.stage === 'CANARY');
    if (!live) return [];
    const metrics = z.array(versionMetric).parse(live.metrics);
    return [{
      model, version: live.version, codeVersion: live.codeVersion, parameters: live.parameters, metrics, owner, contact, lastChange: live.stagedAt.toISOString(), isDemo: live.isDemo,
      canary: canary ? { version: canary.version, share: canary.canaryShare } : null,
      training: live.dataSha256 === null ? null : { sha256: live.dataSha256, from: live.dataFrom?.toISOString() ?? null, to: live.dataTo?.toISOString() ?? null, rowCount: live.rowCount },
    }];
  });
}
