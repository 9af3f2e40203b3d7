import type { PlateauSpec, ScheduleSpec } from '../schema';
import { followPlateau, rateAt, startPlateau } from './schedule';

/** A schedule in use: asked for the rate of each update, told each metric. */
export type Follower = { readonly rateOf: (step: number) => number; readonly observe: (metric: number) => void };

/** One face for schedules of the step, which ignore the metric, and for a plateau, which ignores the step. */
export function followSchedule(spec: ScheduleSpec | PlateauSpec): Follower {
  if (spec.kind !== 'plateau') return { rateOf: (step) => rateAt(spec, step), observe: () => undefined };
  let state = startPlateau(spec);
  return { rateOf: () => state.rate, observe: (metric) => { state = followPlateau(spec, state, metric); } };
}
