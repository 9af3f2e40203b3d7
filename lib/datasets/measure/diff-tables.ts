import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ok, refuse, type Result } from '@/lib/shared/result';
import type { MeasureJob } from './job';
import { quote, quoteName } from './open-table';
import { withSource } from './with-source';

type Side = Pick<MeasureJob, 'path' | 'format' | 'isGzip'>;
export type DriftWish = { readonly name: string; readonly kind: 'number' | 'moment' | 'values' };
export type DiffJob = { readonly from: Side; readonly to: Side; readonly keyNames: readonly string[]; readonly drift: readonly DriftWish[]; readonly scratch: string; readonly limits: MeasureJob['limits'] };

export type DiffCounts = {
  /** Whether the key tells rows apart in both; without one rows are compared whole, and a changed row is one gone and one new. */
  readonly keyState: 'unique' | 'repeated' | 'missing' | 'none';
  readonly before: number; readonly after: number; readonly added: number; readonly removed: number;
  readonly changed: number | null;
  readonly changedCells: readonly { readonly name: string; readonly count: number }[];
  /** How the values of each column fall into the same bins before and after. */
  readonly bins: readonly { readonly name: string; readonly before: readonly number[]; readonly after: readonly number[]; readonly edges: readonly number[] }[];
};

type Column = { readonly name: string; readonly before: string; readonly after: string };
const maxCompared = 400;

/** Compares two tables inside the engine: only counts leave it. */
export async function diffTables(job: DiffJob): Promise<Result<DiffCounts>> {
  const [from, to] = [await asParquet(job, 'from'), await asParquet(job, 'to')];
  if (!from.ok) return from;
  if (!to.ok) return to;
  const instance = await DuckDBInstance.create(`${job.scratch}/diff.duckdb`, {
    memory_limit: `${job.limits.memoryMegabytes}MB`, threads: '2', temp_directory: `${job.scratch}/spill`, max_temp_directory_size: '8GB', preserve_insertion_order: 'false',
    autoinstall_known_extensions: 'false', autoload_known_extensions: 'false',
  });
  const db = await instance.connect();
  try {
    await db.run(`set allowed_paths = [${quote(from.value)}, ${quote(to.value)}]`);
    await db.run('set enable_external_access = false');
    await db.run('set lock_configuration = true');
    await db.run(`create view earlier as select * from read_parquet(${quote(from.value)})`);
    await db.run(`create view later as select * from read_parquet(${quote(to.value)})`);
    return ok(await compare(db, job));
  } catch (error) {
    if (error instanceof Error && /^Out of Memory/i.test(error.message)) return refuse('file-unpacks-too-large', { params: { maxBytes: job.limits.maxUnpackedBytes } });
    throw error;
  } finally {
    db.closeSync();
    instance.closeSync();
  }
}

/** Parquet is compared as it lies; everything else is read once, in the way it was measured. */
async function asParquet(job: DiffJob, name: 'from' | 'to'): Promise<Result<string>> {
  const side = job[name];
  if (side.format === 'PARQUET' && side.isGzip !== true) return ok(side.path);
  const scratch = join(job.scratch, name);
  const path = join(job.scratch, `${name}.parquet`);
  await mkdir(scratch);
  const written = await withSource({ ...side, scratch, limits: job.limits, sample: { key: '', hidden: [], path } }, async (db) => {
    await db.run(`copy (select * from source) to ${quote(path)} (format parquet)`);
    return ok(null);
  });
  return written.ok ? ok(path) : written;
}

async function compare(db: DuckDBConnection, { keyNames, drift }: DiffJob): Promise<DiffCounts> {
  const columns = await commonColumns(db);
  const [before, after] = [await numberOf(db, 'select count(*) from earlier'), await numberOf(db, 'select count(*) from later')];
  const keyState = await stateOfKey(db, { keyNames, columns, before, after });
  const rows = keyState === 'unique' ? await byKey(db, columns, columns.filter((column) => keyNames.includes(column.name))) : await byWholeRow(db, columns);
  const bins: DiffCounts['bins'][number][] = [];
  for (const wish of drift) if (columns.some((column) => column.name === wish.name)) bins.push(await binsOf(db, wish));
  return { keyState, before, after, ...rows, bins };
}

async function commonColumns(db: DuckDBConnection): Promise<Column[]> {
  const rows = (await db.runAndReadAll('select e.column_name, e.column_type, l.column_type from (describe earlier) e join (describe later) l on e.column_name = l.column_name')).getRows();
  return rows.map((row) => ({ name: String(row[0]), before: String(row[1]), after: String(row[2]) }));
}

async function numberOf(db: DuckDBConnection, sql: string): Promise<number> {
  return Number((await db.runAndReadAll(sql)).getRows()[0]?.[0] ?? 0);
}

type KeyFacts = { readonly keyNames: readonly string[]; readonly columns: readonly Column[]; readonly before: number; readonly after: number };

async function stateOfKey(db: DuckDBConnection, { keyNames, columns, before, after }: KeyFacts): Promise<DiffCounts['keyState']> {
  if (keyNames.length === 0) return 'none';
  if (keyNames.some((name) => !columns.some((column) => column.name === name))) return 'missing';
  const names = keyNames.map(quoteName).join(', ');
  const distinct = (table: string) => numberOf(db, `select count(*) from (select distinct ${names} from ${table})`);
  return (await distinct('earlier')) === before && (await distinct('later')) === after ? 'unique' : 'repeated';
}

/** A column whose type changed is compared by how its values are written. */
function sides({ name, before, after }: Column): readonly [string, string] {
  const cast = before === after ? '' : '::varchar';
  return [`e.${quoteName(name)}${cast}`, `l.${quoteName(name)}${cast}`];
}

async function byKey(db: DuckDBConnection, columns: readonly Column[], key: readonly Column[]): Promise<Pick<DiffCounts, 'added' | 'removed' | 'changed' | 'changedCells'>> {
  const compared = columns.filter((column) => !key.includes(column)).slice(0, maxCompared);
  const differs = compared.map((column) => sides(column).join(' is distinct from '));
  const join = key.map((column) => sides(column).join(' is not distinct from ')).join(' and ');
  const isHere = unusedName(columns.map((column) => column.name));
  const inBoth = `e.${isHere} and l.${isHere}`;
  const counts = [`l.${isHere} is null`, `e.${isHere} is null`, `${inBoth} and (${differs.join(' or ') || 'false'})`, ...differs.map((differ) => `${inBoth} and ${differ}`)];
  const [row = []] = (await db.runAndReadAll(`select ${counts.map((condition) => `count(*) filter (${condition})::double`).join(', ')} from (select *, true as ${isHere} from earlier) e full join (select *, true as ${isHere} from later) l on ${join}`)).getRows();
  const [removed = 0, added = 0, changed = 0, ...cells] = row.map(Number);
  return { added, removed, changed, changedCells: compared.map((column, index) => ({ name: column.name, count: cells[index] ?? 0 })).filter((cell) => cell.count > 0).toSorted((a, b) => b.count - a.count) };
}

/** Rows as a multiset over the columns that both have. */
async function byWholeRow(db: DuckDBConnection, columns: readonly Column[]): Promise<Pick<DiffCounts, 'added' | 'removed' | 'changed' | 'changedCells'>> {
  if (columns.length === 0) return { added: await numberOf(db, 'select count(*) from later'), removed: await numberOf(db, 'select count(*) from earlier'), changed: null, changedCells: [] };
  const hashOf = (side: 0 | 1) => `hash(${columns.map((column) => sides(column)[side]).join(', ')})`;
  const [row = []] = (await db.runAndReadAll(`select coalesce(sum(greatest(l - e, 0)), 0)::double, coalesce(sum(greatest(e - l, 0)), 0)::double from (
    select h, count(*) filter (side = 0)::bigint as e, count(*) filter (side = 1)::bigint as l
    from (select ${hashOf(0)} as h, 0 as side from earlier e union all select ${hashOf(1)} as h, 1 as side from later l) group by h)`)).getRows();
  return { added: Number(row[0]), removed: Number(row[1]), changed: null, changedCells: [] };
}

/** The bins are cut from the earlier table: its twentieths, or its fifteen most frequent values and all others. */
async function binsOf(db: DuckDBConnection, { name, kind }: DriftWish): Promise<DiffCounts['bins'][number]> {
  const column = quoteName(name);
  if (kind === 'values') {
    const top = (await db.runAndReadAll(`select ${column}::varchar from earlier where ${column} is not null group by all order by count(*) desc, 1 limit 15`)).getRows().map((row) => String(row[0]));
    const counts = [...top.map((value) => `count(*) filter (${column}::varchar = ${quote(value)})`), `count(*) filter (${column} is not null${top.length > 0 ? ` and ${column}::varchar not in (${top.map(quote).join(', ')})` : ''})`];
    const of = async (table: string) => (((await db.runAndReadAll(`select ${counts.map((count) => `${count}::double`).join(', ')} from ${table}`)).getRows()[0]) ?? []).map(Number);
    return { name, before: await of('earlier'), after: await of('later'), edges: top.map((_, index) => index + 1) };
  }
  const value = kind === 'moment' ? `epoch(${column}::timestamp)` : `(case when isfinite(${column}::double) then ${column}::double end)`;
  const shares = Array.from({ length: 19 }, (_, index) => (index + 1) / 20).join(', ');
  const [found = []] = (await db.runAndReadAll(`select to_json(list_sort(list_distinct(approx_quantile(${value}, [${shares}])))) from earlier`)).getRows();
  const edges = found[0] === null || found[0] === undefined ? [] : (JSON.parse(String(found[0])) as (number | null)[]).filter((edge) => edge !== null);
  const of = async (table: string) => {
    const below = edges.map((edge) => `count(*) filter (${value} < ${edge})::double`);
    const [row = []] = (await db.runAndReadAll(`select ${[...below, `count(${value})::double`].join(', ')} from ${table}`)).getRows();
    return row.map((count, index) => Number(count) - Number(row[index - 1] ?? 0));
  };
  return { name, before: await of('earlier'), after: await of('later'), edges };
}

function unusedName(names: readonly string[]): string {
  const taken = new Set(names.map((name) => name.toLowerCase()));
  let name = 'is_here';
  while (taken.has(name)) name += '_';
  return name;
}
