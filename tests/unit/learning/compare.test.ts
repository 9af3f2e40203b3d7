import { describe, expect, it } from 'vitest';
import { compareSchedules, logisticModel, matrixOf, rateRangeTest, rowsBetween, sigmoid, stepsToReach, train, type NamedSchedule } from '@/lib/learning';
import { trainSpec } from '@/lib/learning/schema';
import { seededRandom } from '@/lib/shared/seeded-random';

const random = seededRandom(21);
const rows = Array.from({ length: 400 }, () => {
  const x = [random() * 4 - 2, random() * 4 - 2];
  return { x, label: random() < sigmoid(3 * (x[0] ?? 0) - 2 * (x[1] ?? 0)) ? 1 : 0 };
});
const model = logisticModel({ features: matrixOf(rows.map(({ x }) => x)), labels: rows.map(({ label }) => label) });
const split = { train: rowsBetween(0, 300), validation: rowsBetween(300, 400) };
const { schedule: _unused, ...base } = trainSpec.parse({ optimizer: { kind: 'sgd', momentum: 0.9 }, schedule: { kind: 'constant', rate: 1 }, epochs: 5, batchSize: 16, checkEvery: 5 });

describe('compareSchedules', () => {
  const schedules: NamedSchedule[] = [
    { name: 'tiny', schedule: { kind: 'constant', rate: 1e-5 } }, { name: 'constant', schedule: { kind: 'constant', rate: 0.1 } }, { name: 'cosine', schedule: { kind: 'cosine', rate: 0.1, tMax: 95, minRate: 0 } },
  ];
  it('gives each schedule the very training it would have alone, in the order given, as plain JSON', () => {
    const runs = compareSchedules(model, split, base, schedules);
    expect(runs.map(({ name }) => name)).toEqual(['tiny', 'constant', 'cosine']);
    for (const { schedule, curve, outcome } of runs) {
      const alone = train(model, split, { ...base, schedule });
      expect(curve).toEqual(alone.curve);
      expect(outcome).toMatchObject({ ok: true, validationLoss: alone.ok ? alone.validationLoss : NaN });
    }
    expect(JSON.parse(JSON.stringify(runs))).toEqual(runs);
  });

  it('tells how soon each came near the best of all, and that one never did', () => {
    const [tiny, constant, cosine] = compareSchedules(model, split, base, schedules).map(({ outcome }) => (outcome.ok ? outcome.stepsToBest : NaN));
    expect(tiny).toBeNull();
    expect(Math.min(constant ?? Infinity, cosine ?? Infinity)).toBeLessThanOrEqual(95);
  });

  it('lets one run away without the others', () => {
    const wild = { ...model, lossAndGradient: (...asked: Parameters<typeof model.lossAndGradient>) => (Math.abs(asked[0][0] ?? 0) > 1e6 ? Number.NaN : model.lossAndGradient(...asked)) };
    const [first, second] = compareSchedules(wild, split, base, [{ name: 'wild', schedule: { kind: 'constant', rate: 1e9 } }, { name: 'tame', schedule: { kind: 'constant', rate: 0.1 } }]);
    expect(first?.outcome).toMatchObject({ ok: false, reason: 'diverged' });
    expect(second?.outcome).toMatchObject({ ok: true });
  });

  it('needs validation rows', () => {
    expect(() => compareSchedules(model, { ...split, validation: new Int32Array(0) }, base, schedules)).toThrow(RangeError);
  });
});

describe('stepsToReach', () => {
  const point = (step: number, validationLoss: number | null) => ({ step, epoch: 1, rate: 1, trainLoss: 1, validationLoss, metric: null });
  it('is the first check at or below the target, if any', () => {
    expect(stepsToReach([point(1, 3), point(2, 2), point(3, 2.5), point(4, 1)], 2)).toBe(2);
    expect(stepsToReach([point(1, null), point(2, 3)], 2)).toBeNull();
  });
});

describe('the rate range test', () => {
  const spec = { optimizer: base.optimizer, batchSize: 16, seed: 1, from: 1e-5, to: 1e3, steps: 100 };
  const found = rateRangeTest(model, split.train, spec);
  it('suggests a rate that trains well, below the one at which the loss ran away', () => {
    const rate = found.suggestedRate ?? NaN;
    expect(rate).toBeGreaterThan(1e-3);
    expect(rate).toBeLessThan(found.divergedAtRate ?? NaN);
    const result = train(model, split, { ...base, schedule: { kind: 'constant', rate } });
    expect(result.ok && (result.validationLoss ?? Infinity)).toBeLessThan(0.35);
  });

  it('tries rates evenly on the logarithm, stops when the loss runs away, and is the same each time', () => {
    const ratios = found.points.slice(1).map(({ rate }, index) => rate / (found.points[index]?.rate ?? NaN));
    for (const ratio of ratios) expect(ratio).toBeCloseTo(1e8 ** (1 / 99), 9);
    expect(found.points.length).toBeLessThan(100);
    expect(found.points[0]?.smoothLoss).toBeCloseTo(found.points[0]?.loss ?? NaN, 12);
    expect(JSON.stringify(rateRangeTest(model, split.train, spec))).toBe(JSON.stringify(found));
  });

  it('suggests nothing where nothing fell', () => {
    expect(rateRangeTest({ dimension: 1, lossAndGradient: (_, __, out) => { out?.fill(0); return 1; } }, split.train, spec)).toMatchObject({ suggestedRate: null, divergedAtRate: null });
    expect(rateRangeTest({ dimension: 1, lossAndGradient: () => Number.NaN }, split.train, spec)).toMatchObject({ points: [], suggestedRate: null, divergedAtRate: 1e-5 });
    expect(() => rateRangeTest(model, split.train, { ...spec, to: 1e-6 })).toThrow(RangeError);
  });
});
