import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { followPlateau, rateAt, ratesOf, startPlateau } from '@/lib/learning';
import { plateauSpec, scheduleSpec, type ScheduleSpec } from '@/lib/learning/schema';

const steps = 400;
const parse = (spec: unknown): ScheduleSpec => scheduleSpec.parse(spec);

/** The chainable forms of torch/optim/lr_scheduler.py: each rate from the one before, as PyTorch really computes them. */
function chained(first: number, next: (rate: number, step: number) => number): number[] {
  const rates = [first];
  for (let step = 1; step < steps; step += 1) rates.push(next(rates[step - 1] ?? 0, step));
  return rates;
}

function expectClose(found: readonly number[], wanted: readonly number[]): void {
  expect(found).toHaveLength(wanted.length);
  for (const [step, value] of wanted.entries()) expect(Math.abs((found[step] ?? Number.NaN) - value), `step ${step}`).toBeLessThanOrEqual(1e-12);
}

describe('rateAt equals what PyTorch computes step after step', () => {
  it('StepLR', () => {
    expectClose(ratesOf(parse({ kind: 'step', rate: 0.05, stepSize: 30, gamma: 0.5 }), steps), chained(0.05, (rate, step) => (step % 30 === 0 ? rate * 0.5 : rate)));
  });

  it('MultiStepLR', () => {
    expectClose(ratesOf(parse({ kind: 'multistep', rate: 0.05, milestones: [30, 80, 81], gamma: 0.3 }), steps), chained(0.05, (rate, step) => ([30, 80, 81].includes(step) ? rate * 0.3 : rate)));
  });

  it('ExponentialLR', () => {
    expectClose(ratesOf(parse({ kind: 'exponential', rate: 0.7, gamma: 0.97 }), steps), chained(0.7, (rate) => rate * 0.97));
  });

  it('PolynomialLR, and stays at zero after its last step', () => {
    const total = 300;
    const decay = (step: number) => ((1 - step / total) / (1 - (step - 1) / total)) ** 2.5;
    expectClose(ratesOf(parse({ kind: 'polynomial', rate: 0.2, steps: total, power: 2.5 }), steps), chained(0.2, (rate, step) => (step > total ? rate : rate * decay(step))));
  });

  it('CosineAnnealingLR, also beyond its half period', () => {
    const [tMax, min, base] = [70, 0.001, 0.1];
    expectClose(ratesOf(parse({ kind: 'cosine', rate: base, tMax, minRate: min }), steps), chained(base, (rate, step) => ((step - 1 - tMax) % (2 * tMax) === 0
      ? rate + ((base - min) * (1 - Math.cos(Math.PI / tMax))) / 2
      : ((1 + Math.cos((Math.PI * step) / tMax)) / (1 + Math.cos((Math.PI * (step - 1)) / tMax))) * (rate - min) + min)));
  });

  it('LinearLR as warm-up', () => {
    const [start, total] = [1 / 3, 90];
    expectClose(ratesOf(parse({ kind: 'warmup', rate: 0.4, warmupSteps: total }), steps), chained(0.4 * start, (rate, step) => (step > total ? rate : rate * (1 + (1 - start) / (total * start + (step - 1) * (1 - start))))));
  });

  it.each([[1], [2], [3]])('CosineAnnealingWarmRestarts with cycles growing by %i', (tMult) => {
    let [current, length] = [0, 13];
    const wanted = [0.1];
    for (let step = 1; step < steps; step += 1) {
      current += 1;
      if (current >= length) { current -= length; length *= tMult; }
      wanted.push(0.002 + ((0.1 - 0.002) * (1 + Math.cos((Math.PI * current) / length))) / 2);
    }
    expectClose(ratesOf(parse({ kind: 'cosine-restarts', rate: 0.1, t0: 13, tMult, minRate: 0.002 }), steps), wanted);
  });

  it('OneCycleLR with cosine annealing', () => {
    const [max, initial, min] = [1, 1 / 25, 1 / 25 / 1e4];
    const phases = [{ end: 0.3 * steps - 1, from: initial, to: max }, { end: steps - 1, from: max, to: min }];
    const wanted = Array.from({ length: steps }, (_, step) => {
      let begin = 0;
      for (const [index, { end, from, to }] of phases.entries()) {
        if (step <= end || index === phases.length - 1) return to + ((from - to) / 2) * (Math.cos((Math.PI * (step - begin)) / (end - begin)) + 1);
        begin = end;
      }
      return Number.NaN;
    });
    expectClose(ratesOf(parse({ kind: 'one-cycle', maxRate: max, steps }), steps), wanted);
  });

  it('ReduceLROnPlateau', () => {
    const spec = plateauSpec.parse({ kind: 'plateau', rate: 0.5, factor: 0.3, patience: 3, threshold: 0.01, cooldown: 2, minRate: 0.002 });
    let [rate, best, bad, cooldown] = [0.5, Infinity, 0, 0];
    let state = startPlateau(spec);
    for (let step = 0; step < steps; step += 1) {
      const metric = 1 / (1 + Math.floor(step / 9)) + ((step * 7) % 5) / 500;
      if (metric < best * (1 - 0.01)) { best = metric; bad = 0; } else bad += 1;
      if (cooldown > 0) { cooldown -= 1; bad = 0; }
      if (bad > 3) {
        const lower = Math.max(rate * 0.3, 0.002);
        if (rate - lower > 1e-8) rate = lower;
        cooldown = 2;
        bad = 0;
      }
      state = followPlateau(spec, state, metric);
      expect(Math.abs(state.rate - rate), `step ${step}`).toBeLessThanOrEqual(1e-12);
    }
    expect(rate).toBeLessThan(0.5);
  });

  // The examples in the documentation of StepLR and MultiStepLR (docs.pytorch.org, torch.optim.lr_scheduler).
  it.each([
    [{ kind: 'step', rate: 0.05, stepSize: 30, gamma: 0.1 }, [[0, 0.05], [29, 0.05], [30, 0.005], [60, 0.0005]]],
    [{ kind: 'multistep', rate: 0.05, milestones: [30, 80], gamma: 0.1 }, [[29, 0.05], [30, 0.005], [79, 0.005], [80, 0.0005]]],
  ] as const)('the documented example %j', (spec, rates) => {
    for (const [step, rate] of rates) expect(rateAt(parse(spec), step)).toBeCloseTo(rate, 14);
  });
});

const anySpec = fc.oneof(
  fc.record({ kind: fc.constant('cosine'), rate: fc.double({ min: 1e-4, max: 10, noNaN: true }), tMax: fc.integer({ min: 1, max: 500 }) }),
  fc.record({ kind: fc.constant('step'), rate: fc.double({ min: 1e-4, max: 10, noNaN: true }), stepSize: fc.integer({ min: 1, max: 90 }), gamma: fc.double({ min: 0.1, max: 1, noNaN: true }) }),
  fc.record({ kind: fc.constant('warmup'), rate: fc.double({ min: 1e-4, max: 10, noNaN: true }), warmupSteps: fc.integer({ min: 1, max: 90 }) }),
);

describe('a schedule', () => {
  it('is the same after a trip through JSON, never negative and never above its rate', () => {
    fc.assert(fc.property(anySpec, fc.nat(2_000), (raw, step) => {
      const spec = parse(raw);
      const rate = rateAt(spec, step);
      expect(rateAt(parse(JSON.parse(JSON.stringify(spec))), step)).toBe(rate);
      expect(rate).toBeGreaterThanOrEqual(0);
      expect(rate).toBeLessThanOrEqual(raw.rate * (1 + 1e-12));
    }));
  });

  it('can be put together: each part counts from its own zero', () => {
    const parts = [{ from: 0, schedule: { kind: 'warmup', rate: 0.1, warmupSteps: 10 } }, { from: 10, schedule: { kind: 'cosine', rate: 0.1, tMax: 90 } }];
    const both = parse({ kind: 'sequence', parts });
    expect(rateAt(both, 9)).toBe(rateAt(parse(parts[0]?.schedule), 9));
    expect(rateAt(both, 10)).toBe(0.1);
    expect(rateAt(both, 55)).toBeCloseTo(0.05, 12);
    expect(scheduleSpec.safeParse({ kind: 'sequence', parts: parts.toReversed() }).success).toBe(false);
  });

  it('is not the compounded cosine: at half time the rate is half, not a product of all factors before', () => {
    expect(rateAt(parse({ kind: 'cosine', rate: 1, tMax: 100 }), 50)).toBeCloseTo(0.5, 12);
  });

  it.each([[-1], [0.5], [Number.NaN], [Infinity]])('refuses step %d', (step) => {
    expect(() => rateAt(parse({ kind: 'constant', rate: 1 }), step)).toThrow(RangeError);
  });
});
