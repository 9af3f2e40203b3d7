import { fitScaler, matrixOf, rowsBetween, scale, softmaxModel, type Scaler, type SoftmaxData, type TrainModel, type TrainRows } from '@/lib/learning';
import type { Case } from './history-cases';

export type LogisticTask = { readonly model: TrainModel; readonly data: SoftmaxData; readonly rows: TrainRows; readonly rowCount: number; readonly from: number; readonly to: number; readonly scaler: Scaler; readonly validationCases: readonly Case[]; readonly trainCases: readonly Case[] };

/** The newest so many: a comparison of all schedules stays within seconds. */
const maxRows = 10_000;

/** The logistic model of the next action as something to train: the newest fifth of the cases validates. Null below fifty cases. */
export function logisticTask(cases: readonly Case[], classCount: number): LogisticTask | null {
  const rows = cases.slice(-maxRows);
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last || rows.length < 50) return null;
  const split = Math.floor(rows.length * 0.8);
  const scaler = fitScaler(rows.slice(0, split).map((entry) => entry.features));
  const data: SoftmaxData = { features: matrixOf(rows.map((entry) => scale(scaler, entry.features))), labels: rows.map((entry) => entry.label), classCount, l2: 1e-4 };
  return { data, model: softmaxModel(data), rows: { train: rowsBetween(0, split), validation: rowsBetween(split, rows.length) }, rowCount: rows.length, from: first.at, to: last.at, scaler, trainCases: rows.slice(0, split), validationCases: rows.slice(split) };
}
