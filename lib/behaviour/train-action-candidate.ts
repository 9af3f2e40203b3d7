import type { Context } from '@/lib/db';
import { argmax, caseLoss, compareAll, softmaxShares, scale, train, type ScheduleRun } from '@/lib/learning';
import type { TrainSpec } from '@/lib/learning/schema';
import { comparedMetrics, measuredMetric, registerVersion, servingVersion } from '@/lib/registry';
import type { Case } from './core/history-cases';
import type { LogisticTask } from './core/logistic-task';
import { actionParameters, actionVersion } from './core/model-parameters';
import { actions } from './core/action-votes';
import { fitNextAction } from './core/next-action';

/** Enough to tell two models apart, and a second's work. */
const maxCases = 1_500;

type Frame = { readonly task: LogisticTask; readonly runs: readonly ScheduleRun[]; readonly runIds: readonly string[]; readonly spec: Omit<TrainSpec, 'schedule'>; readonly dataSha256: string; readonly isDemo: boolean };

/** The weights of the best schedule as a candidate, with its log loss on the newest fifth and the difference from what serves now, on the same cases. */
export async function trainActionCandidate(ctx: Context, { task, runs, runIds, spec, dataSha256, isDemo }: Frame): Promise<string | null> {
  const [best] = runs.flatMap((run, index) => (run.outcome.ok ? [{ name: run.name, schedule: run.schedule, loss: run.outcome.validationLoss, runId: runIds[index] }] : [])).toSorted((a, b) => a.loss - b.loss);
  if (!best) return null;
  const trained = train(task.model, task.rows, { ...spec, schedule: best.schedule });
  if (!trained.ok) return null;
  const cases = newest(task.validationCases);
  const own = cases.map((entry) => softmaxShares(trained.weights, scale(task.scaler, entry.features), actions.length));
  const incumbent = await incumbentOf(ctx, task.trainCases);
  const groups = cases.map((_, index) => index);
  const losses = own.map((shares, index) => caseLoss(shares, cases[index]?.label ?? 0));
  const correct = measuredMetric({ name: 'accuracy', goodIs: 'high', groups, values: own.map((shares, index) => (argmax(shares) === cases[index]?.label ? 1 : 0)) });
  return registerVersion(ctx, {
    model: 'next-action', version: `logistic-${dataSha256.slice(0, 8)}`, codeVersion: actionVersion, dataSha256, dataFrom: new Date(task.from), dataTo: new Date(task.to), rowCount: task.rowCount, isDemo, schedule: best.name, ...(best.runId === undefined ? {} : { trainingRunId: best.runId }),
    parameters: { family: 'logistic', means: [...task.scaler.means], deviations: [...task.scaler.deviations], weights: [...trained.weights] },
    metrics: [...comparedMetrics({ name: 'log-loss', goodIs: 'low', values: losses, groups }, cases.map((entry) => caseLoss(incumbent(entry), entry.label))), ...(correct ? [correct] : [])],
  });
}

/** What serves now, fitted on the same older part where it is fitted at all. */
async function incumbentOf(ctx: Context, trainCases: readonly Case[]): Promise<(entry: Case) => readonly number[]> {
  const live = await servingVersion(ctx.db, { model: 'next-action', key: 'live', now: ctx.now() });
  const parsed = actionParameters.safeParse(live?.parameters);
  if (parsed.success && parsed.data.family === 'logistic') {
    const { means, deviations, weights } = parsed.data;
    return (entry) => softmaxShares(weights, scale({ means, deviations }, entry.features), actions.length);
  }
  const neighbours = fitNextAction(trainCases, compareAll);
  return (entry) => neighbours.predict(entry.features, entry.last);
}

function newest(cases: readonly Case[]): readonly Case[] {
  return cases.slice(-maxCases);
}
