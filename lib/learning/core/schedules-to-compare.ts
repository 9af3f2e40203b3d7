import { plateauSpec, scheduleSpec } from '../schema';
import type { NamedSchedule } from './compare-schedules';

/** Every schedule with the same highest rate over the same number of updates; the constant rate, first, is what the others have to beat. */
export function schedulesToCompare(rate: number, steps: number): readonly NamedSchedule[] {
  const warmupSteps = Math.max(1, Math.round(steps * 0.05));
  return [
    { name: 'constant', schedule: scheduleSpec.parse({ kind: 'constant', rate }) },
    { name: 'step', schedule: scheduleSpec.parse({ kind: 'step', rate, stepSize: Math.ceil(steps / 3) }) },
    { name: 'exponential', schedule: scheduleSpec.parse({ kind: 'exponential', rate, gamma: 0.01 ** (1 / steps) }) },
    { name: 'cosine', schedule: scheduleSpec.parse({ kind: 'cosine', rate, tMax: steps }) },
    { name: 'warm-up + cosine', schedule: scheduleSpec.parse({
      kind: 'sequence',
      parts: [{ from: 0, schedule: { kind: 'warmup', rate, warmupSteps } }, { from: warmupSteps, schedule: { kind: 'cosine', rate, tMax: steps - warmupSteps } }],
    }) },
    // Three cycles of 1, 2 and 4 sevenths: the last ends with the training.
    { name: 'cosine-restarts', schedule: scheduleSpec.parse({ kind: 'cosine-restarts', rate, t0: Math.ceil(steps / 7), tMult: 2 }) },
    { name: 'one-cycle', schedule: scheduleSpec.parse({ kind: 'one-cycle', maxRate: rate, steps }) },
    { name: 'plateau', schedule: plateauSpec.parse({ kind: 'plateau', rate, factor: 0.5, patience: 2 }) },
  ];
}
