import type { PlateauSpec, ScheduleSpec, SimpleScheduleSpec } from '../schema';

/**
 * The learning rate of one step, from the step alone: training that was interrupted goes on where it was, and no rounding adds
 * up. (Multiplying the current rate at every step, as is often seen, compounds the cosine and is not annealing.)
 * Values equal PyTorch's schedulers of the same name (torch.optim.lr_scheduler, release 2.9) for steps 0, 1, 2, …
 * @param step whole number ≥ 0
 * @throws RangeError for any other step
 */
export function rateAt(spec: ScheduleSpec, step: number): number {
  if (!Number.isSafeInteger(step) || step < 0) throw new RangeError(`A step is a whole number from 0 on, not ${step}`);
  if (spec.kind !== 'sequence') return simpleRate(spec, step);
  const part = spec.parts.findLast(({ from }) => from <= step);
  if (!part) throw new RangeError('A sequence starts at step 0');
  return simpleRate(part.schedule, step - part.from);
}

/** The rates of steps 0 to `steps` − 1. */
export function ratesOf(spec: ScheduleSpec, steps: number): number[] {
  return Array.from({ length: steps }, (_, step) => rateAt(spec, step));
}

function simpleRate(spec: SimpleScheduleSpec, step: number): number {
  switch (spec.kind) {
    case 'constant': return spec.rate;
    case 'step': return spec.rate * spec.gamma ** Math.floor(step / spec.stepSize);
    case 'multistep': return spec.rate * spec.gamma ** spec.milestones.filter((milestone) => milestone <= step).length;
    case 'exponential': return spec.rate * spec.gamma ** step;
    case 'polynomial': return spec.rate * (1 - Math.min(step, spec.steps) / spec.steps) ** spec.power;
    // SGDR, Loshchilov & Hutter 2017, equation 5.
    case 'cosine': return cosine(spec.rate, spec.minRate, step / spec.tMax);
    case 'warmup': return spec.rate * (spec.startFactor + (1 - spec.startFactor) * (Math.min(step, spec.warmupSteps) / spec.warmupSteps));
    case 'cosine-restarts': return cosine(spec.rate, spec.minRate, placeInCycle(spec, step));
    case 'one-cycle': return oneCycle(spec, step);
  }
}

/** From `high` (share 0) to `low` (share 1) along half a cosine; beyond 1 it swings back. */
function cosine(high: number, low: number, share: number): number {
  return low + ((high - low) * (1 + Math.cos(Math.PI * share))) / 2;
}

/** How much of the cycle that holds this step is over; the cycles are t0, t0 × tMult, t0 × tMult² … long. */
function placeInCycle({ t0, tMult }: { readonly t0: number; readonly tMult: number }, step: number): number {
  if (tMult === 1) return (step % t0) / t0;
  let [begun, length] = [0, t0];
  while (step >= begun + length) {
    begun += length;
    length *= tMult;
  }
  return (step - begun) / length;
}

/** Smith & Topin 2018, two phases with cosine annealing. After the last step the rate stays at its end. */
function oneCycle({ maxRate, steps, rising, divideStart, divideEnd }: Extract<SimpleScheduleSpec, { kind: 'one-cycle' }>, step: number): number {
  const start = maxRate / divideStart;
  const top = rising * steps - 1;
  const at = Math.min(step, steps - 1);
  return at <= top ? cosine(start, maxRate, at / top) : cosine(maxRate, start / divideEnd, (at - top) / (steps - 1 - top));
}

/** Where a plateau schedule stands. `best` null: no metric yet. */
export type PlateauState = { readonly rate: number; readonly best: number | null; readonly badSteps: number; readonly cooling: number };

export function startPlateau({ rate }: Pick<PlateauSpec, 'rate'>): PlateauState {
  return { rate, best: null, badSteps: 0, cooling: 0 };
}

/** One metric later (smaller is better): ReduceLROnPlateau with a relative threshold. A change of less than 1e-8 is not made. */
export function followPlateau(spec: PlateauSpec, state: PlateauState, metric: number): PlateauState {
  const isBetter = state.best === null || metric < state.best * (1 - spec.threshold);
  const best = isBetter ? metric : state.best;
  const isCooling = state.cooling > 0;
  const badSteps = isBetter || isCooling ? 0 : state.badSteps + 1;
  const cooling = isCooling ? state.cooling - 1 : 0;
  if (badSteps <= spec.patience) return { rate: state.rate, best, badSteps, cooling };
  const lower = Math.max(state.rate * spec.factor, spec.minRate);
  return { rate: state.rate - lower > 1e-8 ? lower : state.rate, best, badSteps: 0, cooling: spec.cooldown };
}
