import type { DuckDBConnection } from '@duckdb/node-api';
import type { ColumnDetail } from '../schema';
import { typedSql, type CheckedCells, type Form } from './check-cells';
import { quote, quoteName } from './sql-text';

/**
 * What files write where nothing is known. Only where the rest of a column then is of a narrower type: in a column of text "NA" may be Namibia. "nan" isn't among them, as the engine reads it as
 * a number that isn't finite, nor "none", which may mean zero.
 */
export const nullMarkers = ['N/A', 'n/a', 'N/a', '#N/A', '#n/a', 'NA', 'na', 'NULL', 'Null', 'null', '\\N', '-', '--', '?', '.', '未知', '暂无', '不详'] as const;

/** SQL of whether a cell is one of them. */
export const isNothing = (cell: string): string => `${cell} in (${nullMarkers.map(quote).join(', ')})`;
/** An empty cell stays one. */
const listed = `[${['', ...nullMarkers].map(quote).join(', ')}]`;
/** Types only ever widen with more rows: a column that is text here is text in the whole file. */
const triedRows = 2_048;

export type SniffedTypes = { readonly columns: readonly (readonly [name: string, type: string])[]; readonly dateFormat: string | null; readonly timestampFormat: string | null };
type Source = { readonly path: string; readonly options: string; readonly hasHeader: boolean; readonly sampleSize: number; /** Columns that stay text. */ readonly asText: readonly string[] };

/** The types with markers read as empty, null where that makes no column of text a narrower one. */
export async function sniffWithoutMarkers(db: DuckDBConnection, { path, options, hasHeader, sampleSize, asText }: Source, first: SniffedTypes): Promise<SniffedTypes | null> {
  if (!first.columns.some(([name, type]) => type === 'VARCHAR' && !asText.includes(name))) return null;
  const sniff = async (rows: number): Promise<SniffedTypes> => {
    const [row = []] = (await db.runAndReadAll(`
      select to_json(list_transform(Columns, lambda c: [c.name, c."type"])), DateFormat, TimestampFormat
      from sniff_csv(${quote(path)}, ${options}, header = ${hasHeader}, nullstr = ${listed}, sample_size = ${rows})`)).getRows();
    return { columns: JSON.parse(String(row[0])) as [string, string][], dateFormat: textOf(row[1]), timestampFormat: textOf(row[2]) };
  };
  const isNarrower = (found: SniffedTypes) => narrowed(first, found, asText).columns.some(([, type], index) => type !== first.columns[index]?.[1]);
  if (!isNarrower(await sniff(triedRows))) return null;
  const found = await sniff(sampleSize);
  return isNarrower(found) ? narrowed(first, found, asText) : null;
}

/** Every column as it was, but those of text that turned out to be something narrower. One form of dates serves a whole file: where it would become another one, dates stay text. */
function narrowed(first: SniffedTypes, found: SniffedTypes, asText: readonly string[]): SniffedTypes {
  const isFree = (type: string) => (/^DATE/.test(type) ? first.dateFormat === null || first.dateFormat === found.dateFormat : !/^TIMESTAMP/.test(type) || first.timestampFormat === null || first.timestampFormat === found.timestampFormat);
  return {
    columns: first.columns.map(([name, type], index) => { const now = found.columns[index]?.[1] ?? type; return [name, type === 'VARCHAR' && !asText.includes(name) && isFree(now) ? now : type]; }),
    dateFormat: first.dateFormat ?? found.dateFormat, timestampFormat: first.timestampFormat ?? found.timestampFormat,
  };
}

export function textOf(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value as string);
}

type Written = Form & { readonly name: string };

/** SQL of a column of text as what its cells are but for the markers; null for a marker. */
export function unmarkedSql(column: Written): string {
  const cell = quoteName(column.name);
  // The engine makes a join of each "in": where whole rows go through them, 500 such columns don't fit into memory.
  return `case when not list_contains([${nullMarkers.map(quote).join(', ')}], ${cell}) then ${typedSql(cell, column)} end`;
}

/** Keeps how often each marker stands in a column, for the profile. */
export async function keepMarks(db: DuckDBConnection, columns: readonly (Pick<CheckedCells, 'marks'> & { readonly name: string })[]): Promise<void> {
  const rows = columns.flatMap(({ name, marks }) => marks.map(([marker, cells]) => `(${quote(name)}, ${quote(marker)}, ${cells})`));
  if (rows.length === 0) return;
  await db.run('create temp table if not exists null_marks (name varchar, marker varchar, cells double)');
  await db.run(`insert into null_marks values ${rows.join(', ')}`);
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
