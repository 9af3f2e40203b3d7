import { trainSpec } from '../schema';
import { matrixOf, rowsBetween } from './matrix';
import { softmaxModel } from './softmax';
import { scale, type Scaler } from './standardise';
import { train } from './train';

/** The newest so many teach it: a tenth of a second. */
const maxRows = 5_000;
const [epochs, batchSize] = [12, 64];
/** What a feature counts at least, of the mean: what says nothing on a line may say something nearby. */
const leastShare = 0.2;

/**
 * A scaler whose distances count each feature by how much it tells the classes apart: its deviation over (0.2 + 0.8 r), r being the spread of its weights over
 * the classes in a multinomial logistic regression, relative to the mean of all (global feature weighting; Wettschereck, Aha, Mohri 1997). Plain
 * standardising lets sixteen features that say nothing drown two that do. Where training runs away the scaler stays as it is.
 */
export function learnMetric(rows: readonly (readonly number[])[], labels: readonly number[], classCount: number, scaler: Scaler): Scaler {
  const perClass = classWeights(rows.slice(-maxRows), labels.slice(-maxRows), classCount, scaler);
  if (perClass === null) return scaler;
  const dimensions = scaler.means.length;
  const spreads = Array.from({ length: dimensions }, (_, column) => {
    const weights = perClass.map((row) => row[column] ?? 0);
    const mean = weights.reduce((sum, weight) => sum + weight, 0) / classCount;
    return Math.sqrt(weights.reduce((sum, weight) => sum + (weight - mean) ** 2, 0) / classCount);
  });
  const mean = spreads.reduce((sum, spread) => sum + spread, 0) / dimensions;
  if (!(mean > 0)) return scaler;
  return { means: scaler.means, deviations: scaler.deviations.map((deviation, column) => deviation / (leastShare + ((1 - leastShare) * (spreads[column] ?? 0)) / mean)) };
}

/**
 * A scaler whose points are the logits of that regression, one a class: near is what looks alike to the classes, however many features there are (a supervised linear
 * projection, as neighbourhood components are; Goldberger et al. 2004). For more features than a tree of neighbours bears. All rows teach it.
 */
export function learnProjection(rows: readonly (readonly number[])[], labels: readonly number[], classCount: number, scaler: Scaler): Scaler {
  const projection = classWeights(rows, labels, classCount, scaler);
  return projection === null ? scaler : { ...scaler, projection };
}

/** Weights of each class without its intercept; null where training runs away or nothing teaches. */
function classWeights(rows: readonly (readonly number[])[], labels: readonly number[], classCount: number, scaler: Scaler): number[][] | null {
  const taught = rows.map((row) => scale(scaler, row));
  if (taught.length === 0) return null;
  const dimensions = scaler.means.length;
  const spec = trainSpec.parse({ optimizer: { kind: 'sgd', momentum: 0.9 }, schedule: { kind: 'cosine', rate: 0.1, tMax: epochs * Math.ceil(taught.length / batchSize) }, epochs, batchSize });
  const trained = train(softmaxModel({ features: matrixOf(taught), labels, classCount, l2: 1e-3 }), { train: rowsBetween(0, taught.length), validation: new Int32Array(0) }, spec);
  return trained.ok ? Array.from({ length: classCount }, (_, klass) => Array.from({ length: dimensions }, (_weight, column) => trained.weights[klass * (dimensions + 1) + column] ?? 0)) : null;
}
