import type { DuckDBConnection } from '@duckdb/node-api';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { scoreOnValidation, type ValidationScore } from '@/lib/learning';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { sharedNumericColumns, type TypedColumn } from '../core/shared-columns';
import type { MeasureJob } from './job';
import { quoteName } from './open-table';
import { withSource } from './with-source';

export type ScoreJob = { readonly train: MeasureJob; readonly validation: MeasureJob; readonly label: string };
/** Aggregates alone, none of a single row, coarse enough that one row more or less can't be read from them. */
export type TableScore = ValidationScore & { readonly columns: readonly string[]; readonly trainRows: number; readonly validationRows: number };

const neighbours = 5;
const [minRows, maxValidationRows, maxTrainRows] = [20, 1_000, 5_000];
const maxColumns = 64;
const maxClasses = 100;

type Rows = { readonly labels: readonly string[]; readonly features: Float64Array; readonly count: number };

/** Scores one table by another where they lie: columns of the same name, numbers only, rows without gaps. */
export async function scoreTables({ train, validation, label }: ScoreJob): Promise<Result<TableScore>> {
  const [owned, offered] = [await describe(validation), await describe(train)];
  if (!owned.ok) return owned;
  if (!offered.ok) return offered;
  if (![owned.value, offered.value].every((columns) => columns.some((column) => column.name === label))) return refuse('scoring-not-possible', { params: { reason: 'label' } });
  const columns = sharedNumericColumns(owned.value, offered.value, label).slice(0, maxColumns);
  if (columns.length === 0) return refuse('scoring-not-possible', { params: { reason: 'columns' } });
  const asked = await readRows(validation, { label, columns, limit: maxValidationRows + 1 });
  if (!asked.ok) return asked;
  const known = await readRows(train, { label, columns, limit: maxTrainRows });
  if (!known.ok) return known;
  if (asked.value.count < minRows || asked.value.count > maxValidationRows || known.value.count < minRows) return refuse('scoring-not-possible', { params: { reason: 'rows' } });
  const classes = [...new Set([...known.value.labels, ...asked.value.labels])];
  if (classes.length < 2 || classes.length > maxClasses) return refuse('scoring-not-possible', { params: { reason: 'classes' } });
  const tableOf = ({ labels, features, count }: Rows) => ({ count, width: columns.length, features, labels: Int32Array.from(labels, (name) => classes.indexOf(name)) });
  const score = scoreOnValidation(tableOf(known.value), tableOf(asked.value), { k: neighbours, classCount: classes.length });
  return ok({ ...coarse(score), columns, trainRows: known.value.count, validationRows: asked.value.count });
}

function coarse(score: ValidationScore): ValidationScore {
  const percent = (share: number): number => Math.round(share * 100) / 100;
  return { accuracy: percent(score.accuracy), baseline: percent(score.baseline), helpfulShare: percent(score.helpfulShare), totalValue: percent(score.totalValue) };
}

function describe(job: MeasureJob): Promise<Result<readonly TypedColumn[]>> {
  return withSource(job, async (db) => ok((await db.runAndReadAll('select column_name, column_type from (describe source)')).getRows().map(([name, type]) => ({ name: String(name), type: String(type) }))));
}

async function readRows(job: MeasureJob, { label, columns, limit }: { readonly label: string; readonly columns: readonly string[]; readonly limit: number }): Promise<Result<Rows>> {
  // An engine of its own again: the first one's file is still there.
  const scratch = join(job.scratch, 'rows');
  await mkdir(scratch, { recursive: true });
  return withSource({ ...job, scratch }, (db) => readFilled(db, { label, columns, limit }));
}

async function readFilled(db: DuckDBConnection, { label, columns, limit }: { readonly label: string; readonly columns: readonly string[]; readonly limit: number }): Promise<Result<Rows>> {
  const type = String((await db.runAndReadAll('select column_name, column_type from (describe source)')).getRows().find(([name]) => name === label)?.[1] ?? '');
  // 1 and 1.0 are one class, however each file writes it.
  const labelSql = /INT|FLOAT|DOUBLE|DECIMAL/.test(type) ? `${quoteName(label)}::double::varchar` : `${quoteName(label)}::varchar`;
  const values = columns.map((name) => `${quoteName(name)}::double`);
  const filled = [`${quoteName(label)} is not null`, ...values.map((value) => `isfinite(${value})`)].join(' and ');
  const rows = (await db.runAndReadAll(`select ${labelSql}, ${values.join(', ')} from source where ${filled} limit ${limit}`)).getRows();
  const features = new Float64Array(rows.length * columns.length);
  rows.forEach((row, index) => { columns.forEach((_, column) => { features[index * columns.length + column] = Number(row[column + 1]); }); });
  return ok({ labels: rows.map((row) => String(row[0])), features, count: rows.length });
}
