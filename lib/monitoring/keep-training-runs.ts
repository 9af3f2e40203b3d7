import { randomUUID } from 'node:crypto';
import { record } from '@/lib/audit';
import type { Context } from '@/lib/db';
import type { RangeTest, ScheduleRun } from '@/lib/learning';
import type { TrainSpec } from '@/lib/learning/schema';
import type { ModelName } from './core/metric-scales';
import { insertRateTest, insertTrainingRuns } from './store-runs';

export type TrainingFacts = {
  readonly model: ModelName; readonly spec: Omit<TrainSpec, 'schedule'>; readonly runs: readonly ScheduleRun[]; readonly seed: number; readonly rowCount: number; readonly dataSha256: string;
  readonly dataFrom: Date; readonly dataTo: Date; readonly codeVersion: string; readonly isDemo: boolean; readonly startedAt: Date;
  /** What the highest rate was found by, and the rate itself. */
  readonly rateTest?: RangeTest & { readonly comparedRate: number };
};

/** Writes one comparison: a row a schedule, with everything that decides it. */
export async function keepTrainingRuns(ctx: Context, { runs, spec, rateTest, ...facts }: TrainingFacts): Promise<{ readonly comparison: string; /** In the order given. */ readonly runIds: readonly string[] }> {
  const [comparison, runIds] = [randomUUID(), runs.map(() => randomUUID())];
  await ctx.db.$transaction(async (tx) => {
    await insertTrainingRuns(tx, runs.map(({ name, schedule, curve, outcome }, index) => ({ ...facts, id: runIds[index] ?? randomUUID(), comparison, spec: { ...spec, name, schedule }, curve, result: outcome, finishedAt: ctx.now() })));
    if (rateTest) await insertRateTest(tx, { comparison, ...rateTest });
    await record(tx, ctx, { action: 'model.trained', objectType: 'model', objectId: comparison, detail: { model: facts.model, runCount: runs.length, rowCount: facts.rowCount, dataSha256: facts.dataSha256 } });
  });
  return { comparison, runIds };
}
