import { plateauSpec, scheduleSpec, type TrainSpec } from '@/lib/learning/schema';

export const baseline = 'constant';

/** Every schedule with the same highest rate over the same number of updates. */
export function schedulesOf(rate: number, steps: number): readonly (readonly [string, TrainSpec['schedule']])[] {
  const warmupSteps = Math.max(1, Math.round(steps * 0.05));
  return [
    [baseline, scheduleSpec.parse({ kind: 'constant', rate })],
    ['step', scheduleSpec.parse({ kind: 'step', rate, stepSize: Math.ceil(steps / 3) })],
    ['exponential', scheduleSpec.parse({ kind: 'exponential', rate, gamma: 0.01 ** (1 / steps) })],
    ['cosine', scheduleSpec.parse({ kind: 'cosine', rate, tMax: steps })],
    ['warm-up + cosine', scheduleSpec.parse({
      kind: 'sequence',
      parts: [{ from: 0, schedule: { kind: 'warmup', rate, warmupSteps } }, { from: warmupSteps, schedule: { kind: 'cosine', rate, tMax: steps - warmupSteps } }],
    })],
    // Three cycles of 1, 2 and 4 sevenths: the last ends with the training.
    ['cosine-restarts', scheduleSpec.parse({ kind: 'cosine-restarts', rate, t0: Math.ceil(steps / 7), tMult: 2 })],
    ['one-cycle', scheduleSpec.parse({ kind: 'one-cycle', maxRate: rate, steps })],
    ['plateau', plateauSpec.parse({ kind: 'plateau', rate, factor: 0.5, patience: 2 })],
  ];
}
