import type { DuckDBConnection } from '@duckdb/node-api';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { findDuplicateName } from '../core/duplicate-name';
import type { MeasureJob } from './job';
import { openDelimited } from './open-delimited';
import { quote, quoteName } from './sql-text';
import type { SourcePart } from './unpack/unpack-source';

export { quote, quoteName };

/** One file that the engine reads as it lies. */
export type TableJob = MeasureJob & Pick<SourcePart, 'format'> & { /** Columns of a delimited file that stay text whatever they were without their markers. */ readonly asText?: readonly string[] };

async function texts(db: DuckDBConnection, sql: string): Promise<string[]> {
  const rows = (await db.runAndReadAll(sql)).getRows();
  return rows.map((row) => String(row[0]));
}

/**
 * Makes the file readable as the relation `source`: Parquet as a view, everything else read once into a compressed table.
 * Column names are checked as the file writes them, before the engine renames what appears twice.
 */
export async function openTable(db: DuckDBConnection, job: TableJob): Promise<Result<null>> {
  switch (job.format) {
    case 'PARQUET': return openParquet(db, job);
    case 'JSON':
    case 'NDJSON': return openJson(db, job);
    case 'CSV':
    case 'TSV': return openDelimited(db, { path: job.path, limits: job.limits, format: job.format, checkNames: (names) => checkNames(names, job), isThorough: job.isThorough === true, isLenient: job.isLenient === true, asText: job.asText ?? [] });
  }
}

function checkNames(names: readonly string[], { limits }: TableJob): Result<null> {
  if (names.length > limits.maxColumns) return refuse('file-too-many-columns', { params: { count: names.length, max: limits.maxColumns } });
  const twice = findDuplicateName(names);
  return twice === null ? ok(null) : refuse('file-duplicate-columns', { params: { name: twice.slice(0, 80) } });
}

async function openParquet(db: DuckDBConnection, job: TableJob): Promise<Result<null>> {
  const [size] = (await db.runAndReadAll(`select sum(total_uncompressed_size)::double, max(num_values)::double from parquet_metadata(${quote(job.path)})`)).getRows();
  if (Number(size?.[0] ?? 0) > job.limits.maxUnpackedBytes) return refuse('file-unpacks-too-large', { params: { maxBytes: job.limits.maxUnpackedBytes } });
  const schema = (await db.runAndReadAll(`select name, coalesce(num_children, 0)::integer from parquet_schema(${quote(job.path)})`)).getRows();
  const names = checkNames(topLevelNames(schema.map((row) => ({ name: String(row[0]), children: Number(row[1]) }))), job);
  if (!names.ok) return names;
  await db.run(`create view source as select * from read_parquet(${quote(job.path)})`);
  // What is said once and pointed at a million times is small by its own account; only its length in place tells.
  const long = await texts(db, `select (case column_type when 'BLOB' then 'octet_length' else 'strlen' end) || '("' || replace(column_name, '"', '""') || '")' from (describe source) where column_type in ('VARCHAR', 'BLOB')`);
  const [told] = long.length === 0 ? [] : (await db.runAndReadAll(`select ${long.map((length) => `coalesce(sum(${length}), 0)::double`).join(' + ')} from source`)).getRows();
  if (Number(told?.[0] ?? 0) > job.limits.maxUnpackedBytes) return refuse('file-unpacks-too-large', { params: { maxBytes: job.limits.maxUnpackedBytes } });
  return ok(null);
}

/** The schema lists the tree depth first; the root comes first and its direct children are the columns. */
function topLevelNames(tree: readonly { readonly name: string; readonly children: number }[]): string[] {
  const names: string[] = [];
  let index = 1;
  const skip = (): void => {
    const children = tree[index]?.children ?? 0;
    index += 1;
    for (let child = 0; child < children; child += 1) skip();
  };
  while (index < tree.length) {
    names.push(tree[index]?.name ?? '');
    skip();
  }
  return names;
}

async function openJson(db: DuckDBConnection, job: TableJob): Promise<Result<null>> {
  const format = job.format === 'JSON' ? 'array' : 'newline_delimited';
  const read = `${quote(job.path)}, format = '${format}', maximum_object_size = 16777216`;
  const keys = await texts(db, `select to_json(json_keys(json)) from (select json from read_json_objects(${read}) limit 1000) where json_type(json) = 'OBJECT'`);
  for (const list of keys) {
    const names = checkNames(JSON.parse(list) as string[], job);
    if (!names.ok) return names;
  }
  const [counts] = (await db.runAndReadAll(`select count(*)::double, count(*) filter (json_type(json) = 'OBJECT')::double from read_json_objects(${read})`)).getRows();
  if (Number(counts?.[0]) === 0) return refuse('file-no-rows');
  if (Number(counts?.[0]) !== Number(counts?.[1])) return refuse('file-not-what-name-says', { params: { format: job.format === 'JSON' ? 'JSON array of objects' : 'NDJSON' } });
  // Keys may change from object to object: all of them become columns, however few each has.
  const [found] = (await db.runAndReadAll(`select count(distinct key)::integer from (select unnest(keys) as key from (select distinct json_keys(json) as keys from read_json_objects(${read})))`)).getRows();
  const count = Number(found?.[0] ?? 0);
  if (count === 0) return refuse('file-no-columns');
  if (count > job.limits.maxColumns) return refuse('file-too-many-columns', { params: { count, max: job.limits.maxColumns } });
  await db.run(`create table source as select * from read_json(${read}, records = true, sample_size = -1, map_inference_threshold = -1, convert_strings_to_integers = false)`);
  await unwrapScalars(db);
  return ok(null);
}

/** A key that holds text in one row and a number in another comes as JSON: without objects and lists in it, it is a column of text. */
async function unwrapScalars(db: DuckDBConnection): Promise<void> {
  const mixed = await texts(db, `select column_name from (describe source) where column_type = 'JSON'`);
  if (mixed.length === 0) return;
  const nested = mixed.map((name) => `bool_or(json_type(${quoteName(name)}) in ('OBJECT', 'ARRAY'))`);
  const [isNested = []] = (await db.runAndReadAll(`select ${nested.join(', ')} from source`)).getRows();
  for (const name of mixed.filter((_, index) => isNested[index] !== true)) {
    await db.run(`alter table source alter column ${quoteName(name)} type varchar using ${quoteName(name)} ->> '$'`);
  }
}
