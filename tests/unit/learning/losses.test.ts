import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { demandModel, demandTable, logLoss, logisticModel, matrixOf, rowsBetween, sigmoid, softmaxModel, softmaxShares, softplus, train, type TrainModel } from '@/lib/learning';
import { inverseSoftplus } from '@/lib/learning/core/demand-model';
import { logLossOfLogit } from '@/lib/learning/core/logistic';
import { trainSpec } from '@/lib/learning/schema';
import { seededRandom } from '@/lib/shared/seeded-random';

const number = fc.double({ min: -3, max: 3, noNaN: true });
const columns = 3;
const someRows = fc.array(fc.record({ x: fc.array(number, { minLength: columns, maxLength: columns }), label: fc.nat(2), weight: fc.double({ min: 0, max: 5, noNaN: true }), offset: number }), { minLength: 1, maxLength: 12 });
const weightsOf = (count: number) => fc.array(number, { minLength: count, maxLength: count });

/** Central differences; also: asking for no gradient gives the same loss. */
function expectGradient(model: TrainModel, at: readonly number[], rows: Int32Array): void {
  const [weights, gradient, step] = [Float64Array.from(at), new Float64Array(model.dimension).fill(9), 1e-5];
  const loss = model.lossAndGradient(weights, rows, gradient);
  expect(model.lossAndGradient(weights, rows, null)).toBe(loss);
  for (let index = 0; index < model.dimension; index += 1) {
    const [up, down] = [step, -step].map((change) => model.lossAndGradient(weights.with(index, (at[index] ?? 0) + change), rows, null));
    expect(Math.abs((gradient[index] ?? NaN) - ((up ?? 0) - (down ?? 0)) / (2 * step)), `weight ${index}`).toBeLessThan(1e-7);
  }
}

describe('the gradient is that of the loss', () => {
  it('of logistic regression with sample weights, offsets and a penalty', () => {
    fc.assert(fc.property(someRows, weightsOf(columns + 1), fc.double({ min: 0, max: 2, noNaN: true }), (rows, at, l2) => {
      const model = logisticModel({ features: matrixOf(rows.map(({ x }) => x)), labels: rows.map(({ label }) => label / 2), sampleWeights: rows.map(({ weight }) => weight), offsets: rows.map(({ offset }) => offset), l2 });
      expectGradient(model, at, rowsBetween(0, rows.length));
      expectGradient(model, at, Int32Array.of(0));
    }));
  });

  it('of softmax regression', () => {
    fc.assert(fc.property(someRows, weightsOf(3 * (columns + 1)), fc.double({ min: 0, max: 2, noNaN: true }), (rows, at, l2) => {
      const model = softmaxModel({ features: matrixOf(rows.map(({ x }) => x)), labels: rows.map(({ label }) => label), classCount: 3, sampleWeights: rows.map(({ weight }) => weight), l2 });
      expectGradient(model, at, rowsBetween(0, rows.length));
    }));
  });

  it('of demand', () => {
    const rows = fc.array(fc.record({ listing: fc.constantFrom('a', 'b', 'c'), logPrice: fc.double({ min: 4, max: 8, noNaN: true }), views: fc.nat(50), share: fc.double({ min: 0, max: 1, noNaN: true }) }), { minLength: 1, maxLength: 10 });
    fc.assert(fc.property(rows, weightsOf(5), (given, at) => {
      const table = demandTable(given.map(({ share, ...row }) => ({ ...row, buys: Math.floor(share * row.views) })));
      expectGradient(demandModel(table), at.slice(0, 2 + table.listings.length), rowsBetween(0, given.length));
    }));
  });
});

describe('logits of any size', () => {
  it.each([[1000, 1, 0], [1000, 0, 1000], [-1000, 1, 1000], [-1000, 0, 0], [0, 1, Math.LN2], [1000, 0.25, 750]])('the log loss of %d for label %d is %d', (logit, label, loss) => {
    expect(logLossOfLogit(logit, label)).toBe(loss);
  });

  it('give finite losses and gradients', () => {
    for (const size of [1000, -1000]) {
      const features = matrixOf([[1], [-1]]);
      const gradient = new Float64Array(2);
      expect(logisticModel({ features, labels: [1, 1] }).lossAndGradient(Float64Array.of(size, 0), rowsBetween(0, 2), gradient)).toBe(500);
      expect(gradient.every(Number.isFinite)).toBe(true);
      const wide = new Float64Array(4);
      expect(softmaxModel({ features, labels: [0, 0], classCount: 2 }).lossAndGradient(Float64Array.of(size, 0, -size, 0), rowsBetween(0, 2), wide)).toBe(1000);
      expect(wide.every(Number.isFinite)).toBe(true);
    }
  });

  it('sigmoid, softplus and its inverse', () => {
    expect([sigmoid(-1000), sigmoid(0), sigmoid(1000)]).toEqual([0, 0.5, 1]);
    expect([softplus(-1000), softplus(0), softplus(1000)]).toEqual([0, Math.LN2, 1000]);
    expect(softplus(-40)).toBeCloseTo(Math.exp(-40), 30);
    for (const value of [1e-6, 0.5, 3, 800]) expect(softplus(inverseSoftplus(value)) / value).toBeCloseTo(1, 12);
  });

  it('softmax shares are a distribution, the same when all logits move', () => {
    fc.assert(fc.property(weightsOf(3 * (columns + 1)), weightsOf(columns), (weights, x) => {
      const shares = softmaxShares(weights, x, 3);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
      const moved = softmaxShares(weights.map((weight, index) => (index % (columns + 1) === columns ? weight + 500 : weight)), x, 3);
      moved.forEach((share, klass) => expect(share).toBeCloseTo(shares[klass] ?? NaN, 9));
    }));
  });
});

/** Newton's method on the full Hessian: an oracle that shares nothing with the trainer. */
function newton(rows: readonly { x: readonly number[]; label: number; weight: number; offset: number }[], l2: number): number[] {
  const size = (rows[0]?.x.length ?? 0) + 1;
  const total = rows.reduce((sum, { weight }) => sum + weight, 0);
  let weights = new Array<number>(size).fill(0);
  for (let round = 0; round < 30; round += 1) {
    const gradient = weights.map((weight, index) => (index < size - 1 ? l2 * weight : 0));
    const hessian = weights.map((_, row) => weights.map((__, column) => (row === column && row < size - 1 ? l2 : 0)));
    for (const { x, label, weight, offset } of rows) {
      const full = [...x, 1];
      const share = 1 / (1 + Math.exp(-full.reduce((sum, value, index) => sum + value * (weights[index] ?? 0), offset)));
      full.forEach((value, row) => {
        gradient[row] = (gradient[row] ?? 0) + (weight / total) * (share - label) * value;
        full.forEach((other, column) => { const line = hessian[row] ?? []; line[column] = (line[column] ?? 0) + (weight / total) * share * (1 - share) * value * other; });
      });
    }
    const change = solve(hessian, gradient);
    weights = weights.map((weight, index) => weight - (change[index] ?? 0));
  }
  return weights;
}

function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, index) => [...row, right[index] ?? 0]);
  rows.forEach((pivot, column) => rows.forEach((row, index) => {
    if (index === column) return;
    const factor = (row[column] ?? 0) / (pivot[column] ?? 1);
    row.forEach((value, place) => { row[place] = value - factor * (pivot[place] ?? 0); });
  }));
  return rows.map((row, index) => (row.at(-1) ?? 0) / (row[index] ?? 1));
}

describe('training converges', () => {
  const random = seededRandom(11);
  const rows = Array.from({ length: 120 }, () => {
    const x = [random() * 2 - 1, random() * 2 - 1, random()];
    return { x, label: random() < sigmoid(1.5 * (x[0] ?? 0) - (x[1] ?? 0) + 0.3) ? 1 : 0, weight: 0.5 + random(), offset: random() - 0.5 };
  });
  const data = { features: matrixOf(rows.map(({ x }) => x)), labels: rows.map(({ label }) => label), sampleWeights: rows.map(({ weight }) => weight), offsets: rows.map(({ offset }) => offset), l2: 0.01 };
  const all = { train: rowsBetween(0, rows.length), validation: new Int32Array(0) };
  const wanted = newton(rows, 0.01);

  it.each([
    ['momentum', { optimizer: { kind: 'sgd', momentum: 0.9 }, schedule: { kind: 'constant', rate: 1 }, epochs: 2_000, batchSize: 1_000 }],
    ['Adam with a cosine', { optimizer: { kind: 'adam' }, schedule: { kind: 'cosine', rate: 0.05, tMax: 2_000 }, epochs: 2_000, batchSize: 1_000 }],
  ])('to Newton’s solution within 1e-6 with %s', (_, spec) => {
    const result = train(logisticModel(data), all, trainSpec.parse(spec));
    wanted.forEach((weight, index) => expect(Math.abs(((result.ok && result.weights[index]) || 0) - weight)).toBeLessThan(1e-6));
  });

  it('to the closed form: an intercept alone is the logit of the share', () => {
    const model = logisticModel({ features: matrixOf([[], [], [], []]), labels: [1, 0, 1, 1], sampleWeights: [1, 2, 3, 4] });
    const result = train(model, { train: rowsBetween(0, 4), validation: new Int32Array(0) }, trainSpec.parse({ optimizer: { kind: 'sgd', momentum: 0.5 }, schedule: { kind: 'constant', rate: 2 }, epochs: 300, batchSize: 4 }));
    expect(result.ok && result.weights[0]).toBeCloseTo(Math.log(8 / 2), 9);
  });

  it('a softmax of two classes to the same probabilities as the logistic one', () => {
    const spec = trainSpec.parse({ optimizer: { kind: 'sgd', momentum: 0.9 }, schedule: { kind: 'constant', rate: 1 }, epochs: 2_000, batchSize: 1_000 });
    const binary = train(logisticModel({ features: data.features, labels: data.labels, l2: 0.01 }), all, spec);
    // Two weights ±w/2 carry half the penalty of one w.
    const both = train(softmaxModel({ features: data.features, labels: data.labels, classCount: 2, l2: 0.02 }), all, spec);
    for (const { x } of rows.slice(0, 10)) {
      const logit = binary.ok ? [...x, 1].reduce((sum, value, index) => sum + value * (binary.weights[index] ?? 0), 0) : NaN;
      expect(softmaxShares(both.ok ? both.weights : [], x, 2)[1]).toBeCloseTo(sigmoid(logit), 8);
    }
  });
});

describe('what does not fit together is refused', () => {
  const features = matrixOf([[1], [2]]);
  it.each<[string, () => unknown]>([
    ['a label above one', () => logisticModel({ features, labels: [2, 0] })],
    ['too few labels', () => logisticModel({ features, labels: [1] })],
    ['a negative sample weight', () => logisticModel({ features, labels: [1, 0], sampleWeights: [-1, 1] })],
    ['a label that is no class', () => softmaxModel({ features, labels: [0, 2], classCount: 2 })],
    ['rows of two lengths', () => matrixOf([[1], [1, 2]])],
    ['a number that is none', () => matrixOf([[Number.NaN]])],
    ['more bought than seen', () => demandTable([{ listing: 'a', logPrice: 1, views: 1, buys: 2 }])],
    ['a log loss of nothing', () => logLoss([], [])],
  ])('%s', (_, run) => { expect(run).toThrow(RangeError); });

  it('the log loss of knowing nothing is the logarithm of the number of classes, and of a sure error large but finite', () => {
    expect(logLoss([0, 1], [[0.25, 0.25, 0.25, 0.25], [0.25, 0.25, 0.25, 0.25]])).toBeCloseTo(Math.log(4), 12);
    expect(logLoss([0], [[0, 1]])).toBeCloseTo(-Math.log(1e-6), 12);
  });
});
