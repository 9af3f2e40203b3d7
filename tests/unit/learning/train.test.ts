import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classificationReport, demandModel, demandTable, matrixOf, ratesOf, rowsBetween, sigmoid, softmaxModel, softmaxShares, softplus, train, type CurvePoint, type TrainModel } from '@/lib/learning';
import { maxCurvePoints, trainingCurve } from '@/lib/learning/core/training-curve';
import { scheduleSpec, trainSpec, type TrainSpec } from '@/lib/learning/schema';
import { seededRandom } from '@/lib/shared/seeded-random';

const none = new Int32Array(0);
const one = Int32Array.of(0);
const spec = (given: Partial<Record<keyof TrainSpec, unknown>>): TrainSpec => trainSpec.parse({ optimizer: { kind: 'sgd' }, schedule: { kind: 'constant', rate: 0.1 }, epochs: 60, batchSize: 1, ...given });

/** ½ · 1 · (w₁ − 3)² + ½ · 0.1 · (w₂ + 2)², from (−1, 4). */
const quadratic: TrainModel = {
  dimension: 2,
  lossAndGradient([first = 0, second = 0], _, gradientOut) {
    gradientOut?.set([first - 3, 0.1 * (second + 2)]);
    return ((first - 3) ** 2 + 0.1 * (second + 2) ** 2) / 2;
  },
};
const start = [-1, 4];

/** The row's number is where its parabola stands. */
const wells: TrainModel = {
  dimension: 1,
  lossAndGradient([weight = 0], rows, gradientOut) {
    gradientOut?.set([rows.reduce((sum, row) => sum + weight - row, 0) / rows.length]);
    return rows.reduce((sum, row) => sum + (weight - row) ** 2, 0) / rows.length / 2;
  },
};

/**
 * The formulas of torch.optim.SGD, Adam and AdamW (docs.pytorch.org, 2.9), and of SGDW (Loshchilov & Hutter 2019, algorithm 1), computed
 * apart from this code with 60 decimal digits at rate 0.1: update, first weight, second weight.
 */
const golden: readonly (readonly [string, unknown, readonly (readonly [number, number, number])[]])[] = [
  ['SGD with momentum', { kind: 'sgd', momentum: 0.9 },
    [[1, -0.6, 3.94], [2, 0.12, 3.8266], [3, 1.056, 3.666274], [10, 5.3551575552, 1.7264746748236103], [50, 3.2667209555864333, -2.3507181632177195], [60, 2.8477222859196129, -1.9762526871194007]]],
  ['SGD with Nesterov momentum and coupled decay', { kind: 'sgd', momentum: 0.9, isNesterov: true, weightDecay: 0.01 },
    [[1, -0.2381, 3.8784], [2, 0.70240139, 3.70750144], [10, 4.3338039121691288, 1.3617337832973271], [50, 2.9887426340989024, -2.0140832521786362], [60, 2.9640529590587766, -1.7580708234280052]]],
  ['SGD with momentum and decoupled decay', { kind: 'sgd', momentum: 0.9, weightDecay: 0.05, decay: 'decoupled' },
    [[1, -0.595, 3.92], [2, 0.127475, 3.7872], [10, 5.2724149952081788, 1.5931833027133346], [50, 3.2157467821782218, -2.177092391589634], [60, 2.8576654209213305, -1.8578972496983776]]],
  ['Adam', { kind: 'adam' },
    [[1, -0.90000000025, 3.9000000016666666], [2, -0.80007399533164687, 3.8000473404883309], [10, -0.0099116751671210467, 3.0061600330576294], [50, 2.770060526614055, -0.29615645798646898], [60, 3.0003907435205461, -0.83730946649944902]]],
  ['Adam with coupled decay', { kind: 'adam', weightDecay: 0.01 },
    [[1, -0.90000000024937656, 3.9000000015625], [2, -0.80007461703063415, 3.8000489470778384], [10, -0.010001667074112245, 3.0063802852827666], [50, 2.7571158040847959, -0.26660426029041476], [60, 2.980784733484437, -0.78864812100169062]]],
  ['Adam with decoupled decay (AdamW)', { kind: 'adam', weightDecay: 0.05, decay: 'decoupled' },
    [[1, -0.89500000025, 3.8800000016666666], [2, -0.79060317004096496, 3.7606577600078758], [10, 0.016461977842137181, 2.8340413549309841], [50, 2.5609488677685078, -0.55747623238644873], [60, 2.7429817617636902, -1.0144831671868987]]],
];

describe('train follows the published formulas on a quadratic', () => {
  it.each(golden)('%s', (_, optimizer, points) => {
    for (const [steps, first, second] of points) {
      const result = train(quadratic, { train: one, validation: none }, spec({ optimizer, epochs: steps }), { start });
      expect(result.ok && Math.abs((result.weights[0] ?? NaN) - first), `first at ${steps}`).toBeLessThan(1e-13);
      expect(result.ok && Math.abs((result.weights[1] ?? NaN) - second), `second at ${steps}`).toBeLessThan(1e-13);
    }
  });

  it('plain SGD is the closed form 3 − 4 · 0.9ⁿ', () => {
    const result = train(quadratic, { train: one, validation: none }, spec({}), { start });
    expect(result.ok && result.weights[0]).toBeCloseTo(3 - 4 * 0.9 ** 60, 13);
    expect(result.ok && result.weights[1]).toBeCloseTo(-2 + 6 * 0.99 ** 60, 13);
  });

  it('refuses Nesterov without momentum and a momentum of one', () => {
    expect(trainSpec.safeParse({ ...spec({}), optimizer: { kind: 'sgd', isNesterov: true } }).success).toBe(false);
    expect(trainSpec.safeParse({ ...spec({}), optimizer: { kind: 'sgd', momentum: 1 } }).success).toBe(false);
  });
});

const schedules: readonly (readonly [string, unknown])[] = [
  { kind: 'constant', rate: 0.05 }, { kind: 'step', rate: 0.05, stepSize: 20 }, { kind: 'multistep', rate: 0.05, milestones: [10, 40] }, { kind: 'exponential', rate: 0.05, gamma: 0.97 }, { kind: 'polynomial', rate: 0.05, steps: 60 },
  { kind: 'cosine', rate: 0.05, tMax: 60 }, { kind: 'warmup', rate: 0.05, warmupSteps: 10 }, { kind: 'cosine-restarts', rate: 0.05, t0: 20 }, { kind: 'one-cycle', maxRate: 0.05, steps: 60 },
  { kind: 'sequence', parts: [{ from: 0, schedule: { kind: 'warmup', rate: 0.05, warmupSteps: 6 } }, { from: 6, schedule: { kind: 'cosine', rate: 0.05, tMax: 54 } }] },
  { kind: 'plateau', rate: 0.05, patience: 1, factor: 0.5 },
].map((schedule) => [schedule.kind, schedule] as const);

describe('a schedule in training', () => {
  it.each(schedules)('%s is accepted, learns, and its rate is that of each update', (kind, schedule) => {
    const seen: CurvePoint[] = [];
    const result = train(quadratic, { train: one, validation: one }, spec({ schedule, optimizer: { kind: 'sgd', momentum: 0.5 } }), { start, onCheck: (point) => seen.push(point) });
    expect(result.ok && (result.validationLoss ?? Infinity)).toBeLessThan(8);
    if (kind !== 'plateau') expect(seen.map(({ rate }) => rate)).toEqual(ratesOf(scheduleSpec.parse(schedule), 60));
  });

  it('of a plateau falls when the validation loss no longer does', () => {
    const result = train(wells, { train: Int32Array.of(4), validation: Int32Array.of(0) }, spec({ schedule: { kind: 'plateau', rate: 0.1, patience: 2, factor: 0.5 } }));
    // The loss only rises after the first check: every third check without an improvement halves the rate from then on.
    expect(result.ok && result.curve.slice(0, 8).map(({ rate }) => rate)).toEqual([0.1, 0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.025]);
  });
});

describe('early stopping', () => {
  const away = spec({ epochs: 100, stopping: { patience: 5 } });
  it('takes the best weights back, and stops after so many checks without a better one', () => {
    // Toward 8 from 0: best for a validation well at 3 when the weight passes it.
    const seen: (readonly [number, number])[] = [];
    const result = train(wells, { train: Int32Array.of(8), validation: Int32Array.of(3) }, away, { onCheck: ({ step, validationLoss }) => seen.push([step, validationLoss ?? NaN]) });
    const [bestStep, bestLoss] = seen.toSorted((a, b) => a[1] - b[1])[0] ?? [];
    expect(result).toMatchObject({ ok: true, stoppedBy: 'patience', bestStep, validationLoss: bestLoss, steps: (bestStep ?? 0) + 5 });
    const weights = result.ok ? Float64Array.from(result.weights) : new Float64Array(1);
    expect(wells.lossAndGradient(weights, Int32Array.of(3), null)).toBe(bestLoss);
    expect(weights[0]).toBeCloseTo(8 - 8 * 0.9 ** (bestStep ?? 0), 12);
  });

  it('takes them back also when the epochs end first', () => {
    const result = train(wells, { train: Int32Array.of(8), validation: Int32Array.of(3) }, { ...away, epochs: 7 });
    expect(result).toMatchObject({ ok: true, stoppedBy: 'epochs', steps: 7, bestStep: 4 });
  });

  it('an improvement below minDelta is none', () => {
    const result = train(wells, { train: Int32Array.of(8), validation: Int32Array.of(8) }, spec({ epochs: 100, stopping: { patience: 3, minDelta: 1 } }));
    expect(result).toMatchObject({ ok: true, stoppedBy: 'patience' });
  });

  it('needs validation rows, and training needs rows and a start that fits', () => {
    expect(() => train(wells, { train: one, validation: none }, away)).toThrow(RangeError);
    expect(() => train(wells, { train: none, validation: none }, spec({}))).toThrow(RangeError);
    expect(() => train(wells, { train: one, validation: none }, spec({}), { start: [1, 2] })).toThrow(RangeError);
  });
});

describe('a training', () => {
  const random = seededRandom(3);
  const features = matrixOf(Array.from({ length: 90 }, () => [random(), random() - 0.5, random()]));
  const model = softmaxModel({ features, labels: Array.from({ length: 90 }, (_, row) => ((features.values[row * 3] ?? 0) > 0.5 ? 1 : 0)), classCount: 2 });
  const rows = { train: rowsBetween(0, 70), validation: rowsBetween(70, 90) };
  const base = spec({ optimizer: { kind: 'adam' }, batchSize: 16, epochs: 30, checkEvery: 3, stopping: { patience: 50 } });

  it('with the same seed gives the same bytes, with another seed others', () => {
    const text = JSON.stringify(train(model, rows, base));
    expect(JSON.stringify(train(model, rows, base))).toBe(text);
    expect(JSON.stringify(train(model, rows, trainSpec.parse(JSON.parse(JSON.stringify(base)))))).toBe(text);
    expect(JSON.stringify(train(model, rows, { ...base, seed: 2 }))).not.toBe(text);
    expect(JSON.parse(text)).toEqual(train(model, rows, base));
  });

  it('is judged at every check by its metric on the validation rows, and at the end by that of the weights given back', () => {
    const result = train(model, rows, { ...base, stopping: { patience: 3, minDelta: 0 } });
    if (!result.ok) throw new Error('ran away');
    const likeliest = Array.from(rows.validation, (row) => { const shares = softmaxShares(result.weights, features.values.subarray(row * 3, row * 3 + 3), 2); return (shares[1] ?? 0) > (shares[0] ?? 0) ? 1 : 0; });
    const actual = Array.from(rows.validation, (row) => ((features.values[row * 3] ?? 0) > 0.5 ? 1 : 0));
    expect(result.metric).toEqual({ name: 'macro-f1', goodIs: 'high', value: classificationReport(actual, likeliest, 2).macroF1 });
    expect(result.curve.find(({ step }) => step === result.bestStep)?.metric).toBe(result.metric?.value);
    expect(result.curve.every((point) => point.metric !== null && point.metric >= 0 && point.metric <= 1)).toBe(true);
    const unjudged = train(model, { ...rows, validation: none }, { ...base, stopping: null });
    expect(unjudged).toMatchObject({ ok: true, metric: null });
    expect(unjudged.curve.every((point) => point.metric === null)).toBe(true);
  });

  it('of demand is judged by the Brier score, every view counted once', () => {
    const table = demandTable([{ listing: 'a', logPrice: 1, views: 4, buys: 1 }, { listing: 'b', logPrice: 2, views: 3, buys: 3 }, { listing: 'a', logPrice: 2, views: 0, buys: 0 }]);
    const { metric } = demandModel(table);
    const weights = Float64Array.of(-0.5, 0.3, 0.2, -0.1);
    const views = [[0, 1], [0, 0], [0, 0], [0, 0], [1, 1], [1, 1], [1, 1]] as const;
    const byHand = views.map(([row, bought]) => {
      const share = sigmoid(-0.5 + (row === 0 ? 0.2 : -0.1) - softplus(0.3) * (table.price[row] ?? 0));
      return (bought - share) ** 2;
    }).reduce((sum, value) => sum + value, 0) / views.length;
    expect(metric).toMatchObject({ name: 'brier', goodIs: 'low' });
    expect(metric?.of(weights, rowsBetween(0, 3))).toBeCloseTo(byHand, 12);
    expect(metric?.of(weights, Int32Array.of(2))).toBe(0);
  });

  it('sees each row once an epoch and leaves the caller’s rows as they were', () => {
    const seen: number[] = [];
    const watched: TrainModel = { dimension: 1, lossAndGradient: (_, batch) => { seen.push(...batch); return 0; } };
    const given = rowsBetween(0, 10);
    train(watched, { train: given, validation: none }, spec({ epochs: 3, batchSize: 4 }));
    for (const epoch of [0, 1, 2]) expect(seen.slice(epoch * 10, epoch * 10 + 10).toSorted((a, b) => a - b)).toEqual([...rowsBetween(0, 10)]);
    expect(seen.slice(0, 10)).not.toEqual(seen.slice(10, 20));
    expect(given).toEqual(rowsBetween(0, 10));
  });

  it('that runs away says so, with the update at which it did', () => {
    const result = train(wells, { train: Int32Array.of(8), validation: none }, spec({ schedule: { kind: 'constant', rate: 1e3 }, epochs: 1_000 }));
    expect(result).toMatchObject({ ok: false, reason: 'diverged' });
    // Each update multiplies w − 8 by −999: the loss at update n is 32 · 999^(2n − 2), above the largest number from n = 53 on.
    expect(!result.ok && result.step).toBe(53);
    expect(result.curve.every(({ trainLoss }) => Number.isFinite(trainLoss))).toBe(true);
  });

  it('reports a loss that is no number at once', () => {
    expect(train({ dimension: 1, lossAndGradient: () => Number.NaN }, { train: one, validation: none }, spec({}))).toEqual({ ok: false, reason: 'diverged', step: 1, curve: [] });
  });
});

describe('the curve', () => {
  it('has at most 200 points, rising steps, and the first and the last of all', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 3_000 }), (count) => {
      const curve = trainingCurve();
      for (let step = 1; step <= count; step += 1) curve.add({ step, epoch: 1, rate: 1, trainLoss: 1, validationLoss: null, metric: null });
      const steps = curve.points().map(({ step }) => step);
      expect(steps.length).toBeLessThanOrEqual(maxCurvePoints);
      expect(steps.length).toBeGreaterThanOrEqual(Math.min(count, maxCurvePoints / 2));
      expect([steps[0], steps.at(-1)]).toEqual([1, count]);
      expect(steps).toEqual([...new Set(steps)].toSorted((a, b) => a - b));
    }));
  });
});
