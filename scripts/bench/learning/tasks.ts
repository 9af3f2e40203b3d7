import { casesOf } from '@/lib/behaviour/core/history-cases';
import { inventVisits } from '@/lib/behaviour/core/invent-visits';
import { fitScaler, logisticModel, matrixOf, rowsBetween, scale, sigmoid, softmaxModel, type TrainModel, type TrainRows } from '@/lib/learning';
import { seededRandom } from '@/lib/shared/seeded-random';
import { demandTask } from './demand-task';

export type Task = {
  readonly name: string; readonly model: TrainModel; readonly rows: TrainRows; readonly epochs: number; readonly batchSize: number;
  /** What else the weights are worth, where it can be told. */
  readonly judge?: (weights: readonly number[]) => Readonly<Record<string, number>>;
};

export const tasks: readonly (() => Task)[] = [nextActionTask, logisticTask, demandTask];

/** The fourteen features of the next action over invented visits, four classes; the newest fifth validates. */
function nextActionTask(): Task {
  const listings = Array.from({ length: 60 }, (_, index) => ({ id: `l${index}`, category: `c${index % 6}`, salesCount: (index * 7) % 13 }));
  const events = inventVisits(listings, 200, seededRandom(1))
    .map((event) => ({ subject: `p${event.person}`, visit: `v${event.visit}`, kind: event.kind, listingId: event.listingId, at: -event.secondsBefore, isDemo: true }));
  const cases = casesOf(events);
  const split = Math.floor(cases.length * 0.8);
  const scaler = fitScaler(cases.slice(0, split).map((entry) => entry.features));
  const features = matrixOf(cases.map((entry) => scale(scaler, entry.features)));
  return {
    name: 'next action, softmax', model: softmaxModel({ features, labels: cases.map((entry) => entry.label), classCount: 4, l2: 1e-4 }),
    rows: { train: rowsBetween(0, split), validation: rowsBetween(split, cases.length) }, epochs: 10, batchSize: 32,
  };
}

/** Twenty features whose sizes differ by a factor of ten and that lean on each other: what a single rate finds hard. */
function logisticTask(): Task {
  const random = seededRandom(2);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const truth = Array.from({ length: 20 }, normal);
  const rows = Array.from({ length: 5_000 }, () => {
    const common = normal();
    return truth.map((_, column) => (0.7 * normal() + 0.7 * common) * 10 ** (-column / 19));
  });
  const labels = rows.map((row) => (random() < sigmoid(row.reduce((sum, value, column) => sum + value * (truth[column] ?? 0), 0)) ? 1 : 0));
  return { name: 'generated labels, logistic', model: logisticModel({ features: matrixOf(rows), labels, l2: 1e-4 }), rows: { train: rowsBetween(0, 4_000), validation: rowsBetween(4_000, 5_000) }, epochs: 10, batchSize: 32 };
}
