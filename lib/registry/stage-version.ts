import { z } from 'zod';
import { record } from '@/lib/audit';
import { requireRole, type Context } from '@/lib/db';
import { flushMetrics } from '@/lib/monitoring';
import { pseudonym } from '@/lib/shared/pseudonym';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { canaryFacts } from './canary-facts';
import { decideStage } from './core/decide-stage';
import { judgeCanary } from './core/judge-canary';
import { versionedModels, versionMetric, type ModelStage, type StageInput } from './schema';
import { forgetServing } from './serving-version';
import { findInStage, findVersion, lockModel, moveStage } from './store';

/** Moves a version to another stage: a canary serves at most a tenth, and goes live only when its guards are met. What it replaces is retired in the same moment. */
export async function stageVersion(ctx: Context, input: StageInput): Promise<Result<{ stage: ModelStage }>> {
  const who = requireRole(ctx, 'ADMIN');
  if (!who.ok) return who;
  await flushMetrics(ctx.db);
  const actor = pseudonym('audit', who.value.accountId);
  const result = await ctx.db.$transaction(async (tx): Promise<Result<{ stage: ModelStage }>> => {
    const found = await findVersion(tx, input);
    if (!found) return refuse('not-found');
    await lockModel(tx, found);
    const version = await findVersion(tx, input);
    const model = versionedModels.find((name) => name === version?.model);
    if (!version || !model) return refuse('not-found');
    const guards = version.stage === 'CANARY' ? judgeCanary(await canaryFacts(tx, { model, since: version.stagedAt, to: ctx.now(), metrics: z.array(versionMetric).parse(version.metrics) })) : [];
    const change = decideStage(version.stage, input, guards);
    if (!change.ok) return change;
    const { stage, share } = change.value;
    const replaced = stage === 'LIVE' || stage === 'CANARY' ? await findInStage(tx, { model, stage }) : null;
    if (replaced && replaced.id !== version.id) await moveStage(tx, { versionId: replaced.id, stage: 'RETIRED', share: 0, actor, reason: input.reason, at: ctx.now() });
    await moveStage(tx, { versionId: version.id, stage, share, actor, reason: input.reason, at: ctx.now() });
    await record(tx, ctx, { action: 'model.staged', objectType: 'model-version', objectId: version.id, detail: { model, version: version.version, stage, share, reason: input.reason } });
    return ok({ stage });
  });
  forgetServing();
  return result;
}
