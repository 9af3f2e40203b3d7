import { scoreOnValidation, type ValidationScore } from '@/lib/learning';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { sharedNumericColumns } from '../core/shared-columns';
import type { MeasureJob } from './job';
import { describeTable, readFilledRows, type FilledRows } from './labelled-part';

export type ScoreJob = { readonly train: MeasureJob; readonly validation: MeasureJob; readonly label: string };
/** Aggregates alone, none of a single row, coarse enough that one row more or less can't be read from them. */
export type TableScore = ValidationScore & { readonly columns: readonly string[]; readonly trainRows: number; readonly validationRows: number };

const neighbours = 5;
const [minRows, maxValidationRows, maxTrainRows] = [20, 1_000, 5_000];
const maxColumns = 64;
const maxClasses = 100;

/** Scores one table by another where they lie: columns of the same name, numbers only, rows without gaps. */
export async function scoreTables({ train, validation, label }: ScoreJob): Promise<Result<TableScore>> {
  const [owned, offered] = [await describeTable(validation), await describeTable(train)];
  if (!owned.ok) return owned;
  if (!offered.ok) return offered;
  if (![owned.value, offered.value].every((columns) => columns.some((column) => column.name === label))) return refuse('scoring-not-possible', { params: { reason: 'label' } });
  const columns = sharedNumericColumns(owned.value, offered.value, label).slice(0, maxColumns);
  if (columns.length === 0) return refuse('scoring-not-possible', { params: { reason: 'columns' } });
  const asked = await readFilledRows(validation, { label, columns, limit: maxValidationRows + 1 });
  if (!asked.ok) return asked;
  const known = await readFilledRows(train, { label, columns, limit: maxTrainRows });
  if (!known.ok) return known;
  if (asked.value.count < minRows || asked.value.count > maxValidationRows || known.value.count < minRows) return refuse('scoring-not-possible', { params: { reason: 'rows' } });
  const classes = [...new Set([...known.value.labels, ...asked.value.labels])];
  if (classes.length < 2 || classes.length > maxClasses) return refuse('scoring-not-possible', { params: { reason: 'classes' } });
  const tableOf = ({ labels, features, count }: FilledRows) => ({ count, width: columns.length, features, labels: Int32Array.from(labels, (name) => classes.indexOf(name)) });
  const score = scoreOnValidation(tableOf(known.value), tableOf(asked.value), { k: neighbours, classCount: classes.length });
  return ok({ ...coarse(score), columns, trainRows: known.value.count, validationRows: asked.value.count });
}

function coarse(score: ValidationScore): ValidationScore {
  const percent = (share: number): number => Math.round(share * 100) / 100;
  return { accuracy: percent(score.accuracy), baseline: percent(score.baseline), helpfulShare: percent(score.helpfulShare), totalValue: percent(score.totalValue) };
}
