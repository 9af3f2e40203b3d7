import type { DuckDBConnection } from '@duckdb/node-api';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { asLocalJob } from './measure-local-file';
import { quoteName } from './measure/sql-text';
import { withSource } from './measure/with-source';

/** A table for learning: its numeric columns row by row in the file's order, its columns of text as they are written, and the label as text. */
export type LabelledRows = {
  readonly names: readonly string[]; readonly count: number; readonly features: Float64Array; readonly labels: readonly string[];
  /** An empty cell is a value of its own: ''. */
  readonly categories: readonly { readonly name: string; readonly values: readonly string[] }[];
};

export const maxLabelledRows = 200_000;

/** Reads a local file of numbers, texts and one label column, for a command line: every fault names its column or row. */
export function readLabelledRows(path: string, label: string): Promise<Result<LabelledRows>> {
  return asLocalJob(path, (job) => withSource(job, (db, count) => readRows(db, count, label), { keepsOrder: true }));
}

async function readRows(db: DuckDBConnection, count: number, label: string): Promise<Result<LabelledRows>> {
  if (count > maxLabelledRows) return refuse('table-too-long', { params: { count, max: maxLabelledRows } });
  const columns = (await db.runAndReadAll('select column_name, column_type from (describe source)')).getRows().map(([name, type]) => ({ name: String(name), type: String(type) }));
  if (!columns.some((column) => column.name === label)) return refuse('column-unknown', { field: label, params: { names: columns.map((column) => column.name).slice(0, 20).join(', ') } });
  const others = columns.filter((column) => column.name !== label);
  if (others.length === 0) return refuse('column-alone', { field: label });
  const texts = others.filter((column) => column.type === 'VARCHAR');
  for (const { name } of texts) {
    const row = await firstNoNumber(db, name);
    if (row !== null) return refuse('cell-not-a-number', { field: name, params: { row } });
  }
  const used = others.filter((column) => column.type !== 'VARCHAR');
  const notNumeric = used.find((column) => !/^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL.*|BOOLEAN)$/.test(column.type));
  if (notNumeric) return refuse('column-not-numeric', { field: notNumeric.name, params: { type: notNumeric.type } });
  const labelType = columns.find((column) => column.name === label)?.type ?? '';
  // 1 and 1.0 are one class, however each file writes it.
  const labelSql = /INT|FLOAT|DOUBLE|DECIMAL/.test(labelType) ? `${quoteName(label)}::double` : `${quoteName(label)}::varchar`;
  const features = new Float64Array(count * used.length);
  const labels: string[] = [];
  const categories = texts.map(({ name }) => ({ name, values: [] as string[] }));
  const reader = await db.stream(`select ${labelSql}, ${[...used.map((column) => `${quoteName(column.name)}::double`), ...texts.map((column) => `coalesce(${quoteName(column.name)}, '')`)].join(', ')} from source`);
  for (let chunk = await reader.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await reader.fetchChunk()) {
    for (const row of chunk.getRows()) {
      const numbers = row.slice(0, used.length + 1);
      const bad = numbers.findIndex((value, index) => value === null || ((index > 0 || typeof value === 'number') && !Number.isFinite(value)));
      if (bad === 0) return refuse('label-missing', { field: label, params: { row: labels.length + 1 } });
      if (bad !== -1) return refuse('cell-not-a-number', { field: used[bad - 1]?.name ?? '', params: { row: labels.length + 1 } });
      numbers.slice(1).forEach((value, index) => { features[labels.length * used.length + index] = Number(value); });
      categories.forEach((column, index) => { column.values.push(String(row[used.length + 1 + index])); });
      labels.push(String(row[0]));
    }
  }
  return ok({ names: used.map((column) => column.name), count, features, labels, categories });
}

/** A column of numbers that one cell made text of: the row of the first that is none. Null where it is text altogether. */
async function firstNoNumber(db: DuckDBConnection, name: string): Promise<number | null> {
  const number = `try_cast(${quoteName(name)} as double)`;
  const [found = []] = (await db.runAndReadAll(`select count(*) filter (isfinite(${number})), min(row) filter (${number} is null or not isfinite(${number})) from (select *, row_number() over () as row from source)`)).getRows();
  return Number(found[0] ?? 0) > 0 && found[1] !== null ? Number(found[1]) : null;
}
