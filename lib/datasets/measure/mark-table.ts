import type { DuckDBConnection } from '@duckdb/node-api';
import { isLookedAt, markedSelect, rowMark, unitsOf } from '../core/fingerprint/mark-sql';
import type { MarkPlan } from '../core/fingerprint/plan-marks';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { copyOptions, type OutputFormat } from './copy-options';
import type { MeasureJob } from './job';
import { listColumns } from './profile-columns';
import { quote, quoteName } from './sql-text';
import { withSource } from './with-source';

/** `sample.path`: where the copy is written. */
export type MarkJob = MeasureJob & { readonly columns: readonly string[]; readonly identity: readonly string[]; readonly keyHex: string; readonly rightKeyHex: string; readonly outputFormat: OutputFormat };

const mostDigits = 6;

/** Writes a copy of the table in which one right's marks are, in the order of the file, and tells how to find them again. */
export function markTable(job: MarkJob): Promise<Result<MarkPlan>> {
  return withSource(job, async (db) => {
    const { path } = job.sample;
    if (path === null) return refuse('not-found');
    const columns = await listColumns(db);
    const gone = [...job.columns, ...job.identity].find((name) => !columns.some((column) => column.name === name));
    if (gone !== undefined) return refuse('column-unknown', { field: gone.slice(0, 80), params: { names: columns.slice(0, 20).map((column) => column.name).join(', ') } });
    const plan: MarkPlan = { identity: job.identity, columns: [] };
    const digits = await Promise.all(job.columns.map(async (name) => ({ name, digits: await digitsOf(db, name) })));
    await db.run(`copy (${markedSelect(columns, { ...plan, columns: digits }, job)}) to ${quote(path)} (${copyOptions[job.outputFormat]})`);
    return ok({ ...plan, columns: digits });
  }, { keepsOrder: true });
}

/** How many digits after the point all values of a column can be written with; six at most. */
async function digitsOf(db: DuckDBConnection, name: string): Promise<number> {
  const value = `${quoteName(name)}::double`;
  const cases = Array.from({ length: mostDigits }, (_, digits) => `when abs(${value} - round(${value}, ${digits})) <= 1e-9 * greatest(1, abs(${value})) then ${digits}`).join(' ');
  const [row = []] = (await db.runAndReadAll(`select coalesce(max(case when not isfinite(${value}) then 0 ${cases} else ${mostDigits} end), 0)::integer from source where ${quoteName(name)} is not null`)).getRows();
  return Number(row[0]);
}

export type ReadMark = { readonly row: string; readonly column: string; readonly parity: 0 | 1 };
export const maxReadMarks = 20_000;

/** The cells of a copy that are looked at, by smallest hash: its row, its column and whether its last digit is odd. Null where the copy lacks the plan's columns. */
export async function readMarks(db: DuckDBConnection, plan: MarkPlan, keyHex: string): Promise<readonly ReadMark[] | null> {
  const columns = await listColumns(db);
  const marked = plan.columns.filter(({ name }) => columns.some((column) => column.name === name));
  if (marked.length === 0 || !plan.identity.every((name) => columns.some((column) => column.name === name))) return null;
  const row = rowMark(plan, keyHex);
  const cells = marked.map(({ name, digits }) => `select ${row} as row, ${quote(name)} as col, abs(try_cast(${unitsOf(name, digits)} as bigint)) % 2 as parity from source where ${isLookedAt(row, name)} and ${unitsOf(name, digits)} is not null`);
  const rows = (await db.runAndReadAll(`select row, col, parity::integer from (${cells.join(' union all ')}) order by row, col limit ${maxReadMarks}`)).getRows();
  return rows.map(([hash, column, parity]) => ({ row: String(hash), column: String(column), parity: Number(parity) === 1 ? 1 : 0 }));
}
