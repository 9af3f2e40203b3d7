import { areaUnderCurve, argmax, calibrate, compareAll, fitCalibration, fitScaler, learnMetric, logLoss, matrixOf, maxPrototypes, reliabilityOf, rowsBetween, scale, softmaxModel, softmaxShares, train as trainModel, vote } from '@/lib/learning';
import { trainSpec } from '@/lib/learning/schema';
import { round } from '../median';
import type { BenchRow } from '../suites';
import { columnOf, type TextTable } from './read-table';

const neighbourCounts = [5, 9, 15, 25, 41, 61, 101, 161, 251] as const;

/** Rows that are sessions, with a column that says whether they ended in a purchase. */
export function hasPurchase(table: TextTable): boolean {
  return columnOf(table, 'Revenue') !== -1;
}

/** Whether a session ends in a purchase: nearest neighbours with k and calibration chosen on the last fifth of training, against a linear model and the most frequent answer. */
export function comparePurchase(train: TextTable, test: TextTable, say: (line: string) => void): readonly BenchRow[] {
  const encode = encoder(train);
  const [own, asked] = [encode(train), encode(test)];
  if (own.points.length < 100 || asked.points.length === 0) throw new Error(`${train.path}: a hundred rows are needed to learn from, and one to predict.`);
  const split = Math.floor(own.points.length * 0.8);
  const validated = votesOf(own.points.slice(0, split), own.labels.slice(0, split), own.points.slice(split));
  const validationLabels = own.labels.slice(split);
  const best = argmax(neighbourCounts.map((count) => -logLoss(validationLabels, validated(count))));
  const count = neighbourCounts[best] ?? 25;
  const calibration = fitCalibration(validated(count), validationLabels);
  say(`purchase: ${own.points.length} training rows, ${asked.points.length} test rows, ${own.points[0]?.length ?? 0} features, k = ${count}`);
  const raw = votesOf(own.points, own.labels, asked.points)(count);
  const share = own.labels.reduce((sum, label) => sum + label, 0) / own.labels.length;
  const methods = [
    ['databourse', calibration ? raw.map((row) => calibrate(calibration, row)) : raw], ['logistic', logistic(own.points, own.labels, asked.points)], ['majority', asked.points.map(() => [1 - share, share])],
  ] as const;
  return methods.map(([method, shares]) => {
    const decided = shares.map(argmax);
    const hits = decided.filter((label, index) => label === asked.labels[index]).length;
    const [both, claimed, real] = [decided.filter((label, index) => label === 1 && asked.labels[index] === 1).length, decided.filter((label) => label === 1).length, asked.labels.filter((label) => label === 1).length];
    return {
      task: 'purchase', method, cases: asked.points.length, accuracy: round(hits / decided.length, 4), f1: round(claimed + real === 0 ? 0 : (2 * both) / (claimed + real), 4), auc: round(areaUnderCurve(shares.map((row) => row[1] ?? 0), asked.labels.map((label) => label === 1)) ?? 0, 4),
      logLoss: round(logLoss(asked.labels, shares), 4), ece: round(reliabilityOf(shares, asked.labels).ece, 4),
    };
  });
}

/** Numbers standardised (heavy tails by their logarithm), words one-hot; both by what training holds. */
function encoder(train: TextTable): (table: TextTable) => { readonly points: readonly (readonly number[])[]; readonly labels: readonly number[] } {
  const target = columnOf(train, 'Revenue');
  const columns = train.names.map((name, at) => ({ name, at })).filter(({ at }) => at !== target);
  const kinds = columns.map(({ name, at }) => {
    const values = train.rows.map((row) => row[at] ?? '');
    // Codes of systems, browsers and regions are names, whatever they look like.
    const isNumber = values.every((value) => value !== '' && Number.isFinite(Number(value))) && !/^(operatingsystems|browser|region|traffictype)$/i.test(name);
    return { name, isNumber, words: isNumber ? [] : [...new Set(values)].toSorted().slice(0, 30) };
  });
  const rowOf = (table: TextTable) => {
    const places = kinds.map(({ name }) => columnOf(table, name));
    return (row: readonly string[]): number[] => kinds.flatMap(({ isNumber, words }, index) => {
      const cell = row[places[index] ?? -1] ?? '';
      return isNumber ? [Math.sign(Number(cell)) * Math.log1p(Math.abs(Number(cell) || 0))] : words.map((word) => (word === cell ? 1 : 0));
    });
  };
  const scaler = fitScaler(train.rows.map(rowOf(train)));
  return (table) => ({ points: table.rows.map(rowOf(table)).map((row) => scale(scaler, row)), labels: table.rows.map((row) => (/^(true|1|yes)$/i.test(row[columnOf(table, 'Revenue')] ?? '') ? 1 : 0)) });
}

/** Every purchase and the newest of the rest, as many as an index holds; importance weights make up for what was left out. */
function votesOf(given: readonly (readonly number[])[], labels: readonly number[], questions: readonly (readonly number[])[]): (count: number) => number[][] {
  // How much each column counts is learnt from the same rows.
  const metric = learnMetric(given, labels, 2, { means: (given[0] ?? []).map(() => 0), deviations: (given[0] ?? []).map(() => 1) });
  const [points, asked] = [given, questions].map((rows) => rows.map((row) => scale(metric, row))) as [number[][], number[][]];
  const order = [...points.keys()];
  const rare = order.filter((row) => labels[row] === 1).slice(-maxPrototypes / 2);
  const chosen = [...rare, ...order.filter((row) => labels[row] !== 1).slice(-(maxPrototypes - rare.length))];
  const [index, own] = [compareAll(chosen.map((row) => points[row] ?? [])), chosen.map((row) => labels[row] ?? 0)];
  const shares = [0, 1].map((label) => labels.filter((each) => each === label).length / labels.length);
  const drawn = [0, 1].map((label) => own.filter((each) => each === label).length / own.length);
  const found = asked.map((point) => index.nearest(point, Math.max(...neighbourCounts)));
  return (count) => found.map((neighbours) => vote(neighbours.slice(0, count), own, shares, drawn));
}

function logistic(points: readonly (readonly number[])[], labels: readonly number[], asked: readonly (readonly number[])[]): number[][] {
  const model = softmaxModel({ features: matrixOf(points), labels, classCount: 2, l2: 1e-3 });
  const [epochs, batchSize] = [20, 64];
  const trained = trainModel(model, { train: rowsBetween(0, points.length), validation: new Int32Array(0) }, trainSpec.parse({ optimizer: { kind: 'adam' }, schedule: { kind: 'cosine', rate: 0.02, tMax: epochs * Math.ceil(points.length / batchSize) }, epochs, batchSize }));
  return asked.map((point) => (trained.ok ? softmaxShares(trained.weights, point, 2) : [0.5, 0.5]));
}
