import type { TrainSpec } from '../schema';
import { train, type Diverged, type Trained, type TrainMetric, type TrainModel, type TrainRows } from './train';
import { stepsToReach, type CurvePoint } from './training-curve';

export type NamedSchedule = { readonly name: string; readonly schedule: TrainSpec['schedule'] };
/** Plain JSON, without the weights. */
export type ScheduleRun = NamedSchedule & {
  readonly curve: readonly CurvePoint[];
  readonly outcome:
    | {
      readonly ok: true; readonly steps: number; readonly trainLoss: number; readonly validationLoss: number;
      /** Updates until the validation loss was within 1% of the best final one of all runs; null: it never was. */
      readonly stepsToBest: number | null;
      /** On the validation rows; null for a model that has none. */
      readonly metric: (TrainMetric & { readonly value: number }) | null;
    }
    | { readonly ok: false; readonly reason: 'diverged'; readonly step: number };
};

const near = 1.01;

/**
 * The same model, data, seed and start trained once per schedule, so that the schedule is all that differs. In the order given.
 * @param spec everything but the schedule
 * @throws RangeError without validation rows: training loss doesn't compare
 */
export function compareSchedules(model: TrainModel, rows: TrainRows, spec: Omit<TrainSpec, 'schedule'>, schedules: readonly NamedSchedule[]): ScheduleRun[] {
  if (rows.validation.length === 0) throw new RangeError('A comparison needs validation rows');
  return summariseRuns(schedules, schedules.map(({ schedule }) => train(model, rows, { ...spec, schedule })));
}

/** What the results of the same training under several schedules say side by side; in the order given. */
export function summariseRuns(schedules: readonly NamedSchedule[], results: readonly (Trained | Diverged)[]): ScheduleRun[] {
  const lossOf = (result: (typeof results)[number]): number => (result.ok ? (result.validationLoss ?? Infinity) : Infinity);
  const best = Math.min(...results.map(lossOf));
  return schedules.flatMap(({ name, schedule }, index): ScheduleRun[] => {
    const result = results[index];
    if (!result) return [];
    if (!result.ok) return [{ name, schedule, curve: result.curve, outcome: { ok: false, reason: result.reason, step: result.step } }];
    const { steps, trainLoss, curve, metric } = result;
    return [{ name, schedule, curve, outcome: { ok: true, steps, trainLoss, validationLoss: lossOf(result), stepsToBest: stepsToReach(curve, best * near), metric } }];
  });
}
