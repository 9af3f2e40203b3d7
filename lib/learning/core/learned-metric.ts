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
  const [taught, own] = [rows.slice(-maxRows).map((row) => scale(scaler, row)), labels.slice(-maxRows)];
  const dimensions = scaler.means.length;
  if (taught.length === 0) return scaler;
  const spec = trainSpec.parse({ optimizer: { kind: 'sgd', momentum: 0.9 }, schedule: { kind: 'cosine', rate: 0.1, tMax: epochs * Math.ceil(taught.length / batchSize) }, epochs, batchSize });
  const trained = train(softmaxModel({ features: matrixOf(taught), labels: own, classCount, l2: 1e-3 }), { train: rowsBetween(0, taught.length), validation: new Int32Array(0) }, spec);
  if (!trained.ok) return scaler;
  const spreads = Array.from({ length: dimensions }, (_, column) => {
    const weights = Array.from({ length: classCount }, (_row, klass) => trained.weights[klass * (dimensions + 1) + column] ?? 0);
    const mean = weights.reduce((sum, weight) => sum + weight, 0) / classCount;
    return Math.sqrt(weights.reduce((sum, weight) => sum + (weight - mean) ** 2, 0) / classCount);
  });
  const mean = spreads.reduce((sum, spread) => sum + spread, 0) / dimensions;
  if (!(mean > 0)) return scaler;
  return { means: scaler.means, deviations: scaler.deviations.map((deviation, column) => deviation / (leastShare + ((1 - leastShare) * (spreads[column] ?? 0)) / mean)) };
}
