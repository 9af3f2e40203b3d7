import type { DuckDBConnection } from '@duckdb/node-api';
import type { NumberStyle } from '../core/delimited/number-style';
import type { ColumnDetail } from '../schema';
import { quote, quoteName } from './sql-text';

/**
 * What files write where nothing is known. Only where the rest of a column then is of a narrower type: in a column of text "NA" may be Namibia. "nan" isn't among them, as the engine reads it as
 * a number that isn't finite, nor "none", which may mean zero.
 */
export const nullMarkers = ['N/A', 'n/a', 'N/a', '#N/A', '#n/a', 'NA', 'na', 'NULL', 'Null', 'null', '\\N', '-', '--', '?', '.', '未知', '暂无', '不详'] as const;

/** An empty cell stays one. */
const listed = `[${['', ...nullMarkers].map(quote).join(', ')}]`;
/** Types only ever widen with more rows: a column that is text here is text in the whole file. */
const triedRows = 2_048;

export type SniffedTypes = { readonly columns: readonly (readonly [name: string, type: string])[]; readonly dateFormat: string | null; readonly timestampFormat: string | null };
type Source = { readonly path: string; readonly options: string; readonly hasHeader: boolean; readonly sampleSize: number };

/** The types with markers read as empty, null where that makes no column of text a narrower one. */
export async function sniffWithoutMarkers(db: DuckDBConnection, { path, options, hasHeader, sampleSize }: Source, first: SniffedTypes): Promise<SniffedTypes | null> {
  if (!first.columns.some(([, type]) => type === 'VARCHAR')) return null;
  const sniff = async (rows: number): Promise<SniffedTypes> => {
    const [row = []] = (await db.runAndReadAll(`
      select to_json(list_transform(Columns, lambda c: [c.name, c."type"])), DateFormat, TimestampFormat
      from sniff_csv(${quote(path)}, ${options}, header = ${hasHeader}, nullstr = ${listed}, sample_size = ${rows})`)).getRows();
    return { columns: JSON.parse(String(row[0])) as [string, string][], dateFormat: textOf(row[1]), timestampFormat: textOf(row[2]) };
  };
  const isNarrower = (found: SniffedTypes) => narrowed(first, found).columns.some(([, type], index) => type !== first.columns[index]?.[1]);
  if (!isNarrower(await sniff(triedRows))) return null;
  const found = await sniff(sampleSize);
  return isNarrower(found) ? narrowed(first, found) : null;
}

/** Every column as it was, but those of text that turned out to be something narrower. One form of dates serves a whole file: where it would become another one, dates stay text. */
function narrowed(first: SniffedTypes, found: SniffedTypes): SniffedTypes {
  const isFree = (type: string) => (/^DATE/.test(type) ? first.dateFormat === null || first.dateFormat === found.dateFormat : !/^TIMESTAMP/.test(type) || first.timestampFormat === null || first.timestampFormat === found.timestampFormat);
  return {
    columns: first.columns.map(([name, type], index) => { const now = found.columns[index]?.[1] ?? type; return [name, type === 'VARCHAR' && isFree(now) ? now : type]; }),
    dateFormat: first.dateFormat ?? found.dateFormat, timestampFormat: first.timestampFormat ?? found.timestampFormat,
  };
}

export function textOf(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value as string);
}

type Written = { readonly name: string; readonly type: string; readonly style: NumberStyle; readonly dateFormat: string | null; readonly timestampFormat: string | null };

/** SQL of a column of text as what its cells are but for the markers; null for a marker, and for what isn't of the type. */
export function unmarkedSql({ name, type, style: { decimal, thousands }, dateFormat, timestampFormat }: Written): string {
  const value = quoteName(name);
  const isNumber = /INT|DOUBLE|FLOAT|DECIMAL/.test(type);
  const plain = [[thousands, ''], [decimal, '.']].reduce((text, [mark = '', instead = '']) => (!isNumber || mark === '' || mark === instead ? text : `replace(${text}, ${quote(mark)}, ${quote(instead)})`), value);
  const format = type === 'DATE' ? dateFormat : type.startsWith('TIMESTAMP') ? timestampFormat : null;
  const typed = `try_cast(${format === null ? plain : `try_strptime(${value}, ${quote(format)})`} as ${type})`;
  return `case when ${value} not in (${nullMarkers.map(quote).join(', ')}) then ${typed} end`;
}

type Marked = { readonly read: string; readonly columns: readonly Written[] };

/** Of columns of text in a relation, those of which every cell is empty, a marker or of the type. How often each marker stands in them is counted into a table that the profile reads. */
export async function keepMarked(db: DuckDBConnection, { read, columns }: Marked): Promise<readonly Written[]> {
  const strays = columns.map((column) => `count(*) filter (${quoteName(column.name)} is not null and ${quoteName(column.name)} not in (${nullMarkers.map(quote).join(', ')}) and (${unmarkedSql(column)}) is null)::double`);
  const [found = []] = (await db.runAndReadAll(`select ${strays.join(', ')} from ${read}`)).getRows();
  const kept = columns.filter((_, index) => Number(found[index]) === 0);
  await db.run('create temp table if not exists null_marks (name varchar, marker varchar, cells double)');
  for (const { name } of kept) {
    const value = quoteName(name);
    await db.run(`insert into null_marks select ${quote(name)}, ${value}, count(*) from ${read} where ${value} in (${nullMarkers.map(quote).join(', ')}) group by ${value}`);
  }
  return kept;
}

/** By column, how many cells were read as empty though something stands in them, and what: the most frequent first. */
export async function listReadAsEmpty(db: DuckDBConnection): Promise<ReadonlyMap<string, NonNullable<ColumnDetail['readAsEmpty']>>> {
  const [table] = (await db.runAndReadAll(`select 1 from duckdb_tables() where table_name = 'null_marks'`)).getRows();
  if (!table) return new Map();
  const rows = (await db.runAndReadAll(`select name, marker, sum(cells) from null_marks group by name, marker order by sum(cells) desc, marker`)).getRows();
  const found = new Map<string, NonNullable<ColumnDetail['readAsEmpty']>>();
  for (const [name, marker, cells] of rows) {
    const before = found.get(String(name)) ?? { count: 0, markers: [] };
    found.set(String(name), { count: before.count + Number(cells), markers: [...before.markers, String(marker)] });
  }
  return found;
}
