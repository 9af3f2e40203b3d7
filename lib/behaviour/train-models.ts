import { createHash } from 'node:crypto';
import { requireRole, type Context } from '@/lib/db';
import { rateRangeTest, schedulesToCompare, type NamedSchedule, type RangeTest } from '@/lib/learning';
import { trainSpec, type TrainSpec } from '@/lib/learning/schema';
import { claimTraining, endTraining, keepTrainingRuns, reportTraining, trainInWorkers, updatesOf } from '@/lib/monitoring';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { actionVersion } from './core/model-parameters';
import { actions } from './core/action-votes';
import { casesOf, type Case } from './core/history-cases';
import { logisticTask, type LogisticTask } from './core/logistic-task';
import { trainPriceCandidate } from '@/lib/pricing';
import { getContents } from './contents';
import { readHistory } from './read-history';
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
  const events = await readHistory(ctx.db, { now: ctx.now() });
  const cases = casesOf(events, (await getContents(ctx.db, ctx.now())).facts);
  const task = logisticTask(cases, actions.length);
  if (!task) return refuse('too-little-to-train', { params: { count: cases.length, min: 50 } });
  const frame = { data: task.data, rows: task.rows, spec: specFor(task) };
  const { schedules, rateTest } = schedulesFor(task, frame.spec);
  if (!(await claimTraining(ctx, { model: 'next-action', total: updatesOf(frame) * schedules.length }))) return refuse('training-underway');
  try {
    const startedAt = ctx.now();
    const runs = await trainInWorkers({ ...frame, schedules, onProgress: progressWriter(ctx) });
    const [dataSha256, isDemo] = [digest(cases), cases.some((entry) => entry.isDemo)];
    const { comparison, runIds } = await keepTrainingRuns(ctx, {
      model: 'next-action', spec: frame.spec, runs, seed, rowCount: task.rowCount, dataSha256, dataFrom: new Date(task.from), dataTo: new Date(task.to),
      codeVersion: actionVersion, isDemo, startedAt, rateTest,
    });
    const candidates = [await trainActionCandidate(ctx, { task, runs, runIds, spec: frame.spec, dataSha256, isDemo }), await trainItemCandidate(ctx, { events }), await trainPriceCandidate(ctx)];
    return ok({ comparison, runCount: runs.length, candidateCount: candidates.filter((id) => id !== null).length });
  } finally {
    await endTraining(ctx.db, { model: 'next-action', at: ctx.now() });
  }
}

function specFor(task: LogisticTask): Omit<TrainSpec, 'schedule'> {
  const stepsPerEpoch = Math.ceil(task.rows.train.length / batchSize);
  return trainSpec.omit({ schedule: true }).parse({ optimizer, epochs, batchSize, checkEvery: Math.ceil(stepsPerEpoch / 4), seed });
}

function schedulesFor(task: LogisticTask, spec: Omit<TrainSpec, 'schedule'>): { readonly schedules: readonly NamedSchedule[]; readonly rateTest: RangeTest & { readonly comparedRate: number } } {
  const found = rateRangeTest(task.model, task.rows.train, { optimizer: trainSpec.shape.optimizer.parse(optimizer), batchSize, seed, from: 1e-5, to: 100, steps: 150 });
  const comparedRate = (found.suggestedRate ?? 0.1) * boldness;
  return { schedules: schedulesToCompare(comparedRate, Math.ceil(task.rows.train.length / batchSize) * spec.epochs), rateTest: { ...found, comparedRate } };
}

/** At most one write every 300 ms; one that fails is followed by the next. */
function progressWriter(ctx: Context): (done: number) => void {
  let writtenAt = 0;
  return (done) => {
    if (Date.now() - writtenAt < 300) return;
    writtenAt = Date.now();
    void reportTraining(ctx.db, { model: 'next-action', done, at: ctx.now() }).catch(() => undefined);
  };
}

/** The same cases give the same digest: which data a curve was made from can be shown without keeping them. */
function digest(cases: readonly Case[]): string {
  const hash = createHash('sha256');
  for (const { features, label, at } of cases) hash.update(`${at} ${label} ${features.join(' ')}\n`);
  return hash.digest('hex');
}
