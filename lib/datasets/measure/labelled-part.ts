import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { ok, type Result } from '@/lib/shared/result';
import type { TypedColumn } from '../core/shared-columns';
import type { MeasureJob } from './job';
import { quoteName } from './open-table';
import { withSource } from './with-source';

export type FilledRows = { readonly labels: readonly string[]; readonly features: Float64Array; readonly count: number };

/** Names and types of a table's columns. */
export function describeTable(job: MeasureJob): Promise<Result<readonly TypedColumn[]>> {
  return withSource(job, async (db) => ok((await db.runAndReadAll('select column_name, column_type from (describe source)')).getRows().map(([name, type]) => ({ name: String(name), type: String(type) }))));
}

/** Rows of a table without gaps in these columns, with the label as text. */
export async function readFilledRows(job: MeasureJob, { label, columns, limit }: { readonly label: string; readonly columns: readonly string[]; readonly limit: number }): Promise<Result<FilledRows>> {
  // An engine of its own again: the first one's file is still there.
  const scratch = join(job.scratch, 'rows');
  await mkdir(scratch, { recursive: true });
  return withSource({ ...job, scratch }, (db) => readFilled(db, { label, columns, limit }));
}

async function readFilled(db: DuckDBConnection, { label, columns, limit }: { readonly label: string; readonly columns: readonly string[]; readonly limit: number }): Promise<Result<FilledRows>> {
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
