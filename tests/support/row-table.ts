import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import type { ColumnKind, ColumnProfile } from '@/lib/datasets/schema';
import { measureLimits } from '@/lib/datasets/measure/job';
import { openTable } from '@/lib/datasets/measure/open-table';
import { listColumns, scanTable, toColumnProfile } from '@/lib/datasets/measure/profile-columns';
import { measureLikeness } from '@/lib/datasets/measure/likeness';
import { rowHash } from '@/lib/datasets/measure/sql-text';
import { newestMoment } from '@/lib/pricing/core/newest-moment';
import type { PriceFacts } from '@/lib/pricing/core/price-facts';
import { toFigures } from '@/lib/pricing/core/to-figures';
import type { RowFigures } from '@/lib/pricing/core/effective-rows';

export type Cell = string | number | null;
export type RowTable = { readonly columns: readonly { readonly name: string; readonly type: 'BIGINT' | 'DOUBLE' | 'VARCHAR'; readonly kind: ColumnKind }[]; readonly rows: readonly (readonly Cell[])[] };

export async function openDuck(): Promise<DuckDBConnection> {
  return (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
}

function literal(cell: Cell): string {
  if (cell === null) return 'null';
  if (typeof cell === 'string') return `'${cell.replaceAll("'", "''")}'`;
  return Number.isFinite(cell) ? `${cell}::double` : `'${cell}'::double`;
}

/** The figures of a value, by the very statements that measure an upload. The rows are a view of their own literals: nothing is stored for a dozen rows. */
export async function figuresOf(db: DuckDBConnection, { columns, rows }: RowTable): Promise<RowFigures> {
  await db.run(`create or replace temp view source as select ${columns.map(({ name, type }, index) => `c${index}::${type} as "${name}"`).join(', ')} from (values ${rows.map((row) => `(${row.map(literal).join(', ')})`).join(', ')}) t(${columns.map((_, index) => `c${index}`).join(', ')})`);
  const profiles = columns.map(({ name, type, kind }, index): ColumnProfile => {
    const present = rows.map((row) => row[index] ?? null).filter((cell) => cell !== null);
    return { name, type, kind, nullCount: rows.length - present.length, distinctCount: new Set(present).size, isDistinctExact: true, min: null, max: null, mean: null, stddev: null, quartiles: null, histogram: { kind: 'none' } };
  });
  const likeness = await measureLikeness(db, profiles, { rowCount: rows.length, distinctRowCount: rows.length });
  return { rowCount: rows.length, distinctRowCount: likeness.alikeRowCount, columns: likeness.columns.map(toFigures) };
}

let [folder, files]: [string | null, Promise<DuckDBConnection> | null] = [null, null];

/** The figures of a file, read and typed as an upload is, and its newest day. */
export async function figuresOfCsv(text: string): Promise<{ readonly figures: RowFigures; readonly newest: PriceFacts['newest'] }> {
  folder ??= await mkdtemp(join(tmpdir(), 'databourse-test-csv-'));
  const path = join(folder, 'table.csv');
  files ??= openDuck();
  const db = await files;
  await writeFile(path, text);
  await db.run('drop table if exists source');
  const opened = await openTable(db, { path, format: 'CSV', scratch: folder, limits: measureLimits, sample: { key: '', hidden: [], path: null } });
  if (!opened.ok) throw new Error(opened.refusal.code);
  const rowCount = text.trim().split('\n').length - 1;
  const columns = await listColumns(db);
  const { facts, isExact } = await scanTable(db, columns, { rowCount, plan: { condition: null, isGathered: false } });
  const [counted = []] = (await db.runAndReadAll(`select count(distinct ${rowHash(columns)})::double from source`)).getRows();
  const distinctRowCount = Number(counted[0]);
  const likeness = await measureLikeness(db, facts.map((fact) => toColumnProfile(fact, { kind: 'none' }, { rowCount, isExact })), { rowCount, distinctRowCount });
  return { figures: { rowCount, distinctRowCount: likeness.alikeRowCount, columns: likeness.columns.map(toFigures) }, newest: newestMoment(likeness.columns, new Date('2026-01-01T00:00:00Z')) };
}
