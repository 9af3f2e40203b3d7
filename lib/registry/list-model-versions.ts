import { z } from 'zod';
import { requireRole, type Context } from '@/lib/db';
import { ok, type Result } from '@/lib/shared/result';
import { canaryFacts } from './canary-facts';
import { judgeCanary } from './core/judge-canary';
import { versionedModels, versionMetric, type VersionView } from './schema';
import { listVersions } from './store';

const newest = 60;

/** Every version with its lineage and its story, newest first; for a canary also what it has to show yet. */
export async function listModelVersions(ctx: Context): Promise<Result<readonly VersionView[]>> {
  const who = requireRole(ctx, 'ADMIN');
  if (!who.ok) return who;
  const rows = await listVersions(ctx.db, { take: newest });
  // One canary a model at most: three look-ups whatever the length of the list.
  return ok(await Promise.all(rows.flatMap((row) => {
    const model = versionedModels.find((name) => name === row.model);
    return model ? [toView(ctx, row, model)] : [];
  })));
}

async function toView(ctx: Context, row: Awaited<ReturnType<typeof listVersions>>[number], model: VersionView['model']): Promise<VersionView> {
  const { stagedAt, dataFrom, dataTo, createdAt, stages, ...rest } = row;
  const metrics = z.array(versionMetric).parse(row.metrics);
  return {
    ...rest, model, metrics, dataFrom: dataFrom?.toISOString() ?? null, dataTo: dataTo?.toISOString() ?? null, createdAt: createdAt.toISOString(),
    stages: stages.map((event) => ({ ...event, at: event.at.toISOString() })),
    guards: row.stage === 'CANARY' ? judgeCanary(await canaryFacts(ctx.db, { model, since: stagedAt, to: ctx.now(), metrics })) : null,
  };
}
