import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { requireRole, type Context } from '@/lib/db';
import { compareSchedules, rateRangeTest, schedulesToCompare } from '@/lib/learning';
import { trainSpec } from '@/lib/learning/schema';
import { keepTrainingRuns } from '@/lib/monitoring';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { actionVersion } from './core/model-parameters';
import { actions } from './core/next-action';
import { casesOf, type Case } from './core/history-cases';
import { logisticTask } from './core/logistic-task';
import { trainPriceCandidate } from '@/lib/pricing';
import { getModels } from './models';
import { trainActionCandidate } from './train-action-candidate';
import { trainItemCandidate } from './train-item-candidate';

const [epochs, batchSize, seed] = [20, 64, 1];
const optimizer = { kind: 'sgd', momentum: 0.9 } as const;
/** How bold the compared rate is against the one the range test suggests: large enough that it has to fall. */
const boldness = 3;

/**
 * Trains the linear model of the next action once per learning-rate schedule, on the same rows from the same start with the same seed, and
 * keeps every curve: what the schedule is worth on this exchange's own data. What comes out best, and better parameters of the other models,
 * become candidates in the registry; none serves before an administrator says so. Only consented events; what is kept names nobody.
 */
export async function trainModels(ctx: Context): Promise<Result<{ comparison: string; runCount: number; candidateCount: number }>> {
  if (ctx.actor.kind !== 'system') {
    const who = requireRole(ctx, 'ADMIN');
    if (!who.ok) return who;
  }
  const models = await getModels(ctx.db, ctx.now());
  const cases = casesOf(models.events);
  const task = logisticTask(cases, actions.length);
  if (!task) return refuse('too-little-to-train', { params: { count: cases.length, min: 50 } });
  const startedAt = ctx.now();
  const suggested = rateRangeTest(task.model, task.rows.train, { optimizer: trainSpec.shape.optimizer.parse(optimizer), batchSize, seed, from: 1e-5, to: 100, steps: 150 }).suggestedRate ?? 0.1;
  const stepsPerEpoch = Math.ceil(task.rows.train.length / batchSize);
  const spec = trainSpec.omit({ schedule: true }).parse({ optimizer, epochs, batchSize, checkEvery: Math.ceil(stepsPerEpoch / 4), seed });
  const schedules = schedulesToCompare(suggested * boldness, stepsPerEpoch * epochs);
  await setImmediate();
  const runs = compareSchedules(task.model, task.rows, spec, schedules);
  const [dataSha256, isDemo] = [digest(cases), cases.some((entry) => entry.isDemo)];
  const comparison = await keepTrainingRuns(ctx, {
    model: 'next-action', spec, runs, seed, rowCount: task.rowCount, dataSha256, dataFrom: new Date(task.from), dataTo: new Date(task.to),
    codeVersion: actionVersion, isDemo, startedAt,
  });
  const candidates = [await trainActionCandidate(ctx, { task, runs, spec, dataSha256, isDemo }), await trainItemCandidate(ctx, models), await trainPriceCandidate(ctx)];
  return ok({ comparison, runCount: runs.length, candidateCount: candidates.filter((id) => id !== null).length });
}

/** The same cases give the same digest: which data a curve was made from can be shown without keeping them. */
function digest(cases: readonly Case[]): string {
  const hash = createHash('sha256');
  for (const { features, label, at } of cases) hash.update(`${at} ${label} ${features.join(' ')}\n`);
  return hash.digest('hex');
}
