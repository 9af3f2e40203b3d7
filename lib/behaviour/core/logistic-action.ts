import { fitScaler, matrixOf, rowsBetween, scale, softmaxModel, softmaxShares, train } from '@/lib/learning';
import { trainSpec } from '@/lib/learning/schema';
import type { Case } from './history-cases';

/** The newest so many: training stays well below a second. */
const maxRows = 20_000;
const [epochs, batchSize] = [20, 64];

/**
 * What a linear model makes of the same features: multinomial logistic regression, trained with a cosine schedule over all its updates.
 * The same cases give the same model. Null where training ran away, or without cases.
 */
export function fitLogisticAction(cases: readonly Case[], classCount: number): ((features: readonly number[]) => number[]) | null {
  const rows = cases.slice(-maxRows);
  if (rows.length === 0) return null;
  const scaler = fitScaler(rows.map((entry) => entry.features));
  const model = softmaxModel({ features: matrixOf(rows.map((entry) => scale(scaler, entry.features))), labels: rows.map((entry) => entry.label), classCount, l2: 1e-4 });
  const spec = trainSpec.parse({ optimizer: { kind: 'sgd', momentum: 0.9 }, schedule: { kind: 'cosine', rate: 0.1, tMax: epochs * Math.ceil(rows.length / batchSize) }, epochs, batchSize });
  const trained = train(model, { train: rowsBetween(0, rows.length), validation: new Int32Array(0) }, spec);
  return trained.ok ? (features) => softmaxShares(trained.weights, scale(scaler, features), classCount) : null;
}
