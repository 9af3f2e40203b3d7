import type { DuckDBConnection } from '@duckdb/node-api';
import { chooseSortOrder } from '../core/choose-sort-order';
import type { ColumnProfile } from '../schema';
import { quote, quoteName } from './sql-text';

export type WrittenTable = {
  readonly sortedBy: readonly string[];
  /** Every column comes back as the type it went in as: whoever reads the copy reads what was measured. */
  readonly isFaithful: boolean;
};

/** Rows a group: what a reader can pass over at once. */
const groupRows = 122_880;
/** Of more columns than these, rows don't fit into the memory that sorting has, and of the dictionaries that the writer keeps for each column of a group only small ones do. */
const wideColumns = 1_000;

/**
 * Writes `source` as sorted Parquet, compressed with zstd. Where the copy is faithful and the source is parsed anew by every statement, the copy takes its place
 * for what is still to come. Types that Parquet doesn't know are written as text and make the copy one to look at, not one to stand in.
 */
export async function writeTable(db: DuckDBConnection, { path, columns }: { readonly path: string; readonly columns: readonly ColumnProfile[] }): Promise<WrittenTable> {
  const isWide = columns.length > wideColumns;
  const sortedBy = isWide ? [] : chooseSortOrder(columns);
  const order = sortedBy.length === 0 ? '' : ` order by ${sortedBy.map(quoteName).join(', ')}`;
  const names = columns.map((column) => (isUnknown(column.type) ? `${quoteName(column.name)}::varchar as ${quoteName(column.name)}` : quoteName(column.name))).join(', ');
  await db.run(`copy (select ${names} from source${order}) to ${quote(path)} (format parquet, compression zstd, ${isWide ? 'row_group_size 2048, dictionary_size_limit 0' : `row_group_size ${groupRows}`})`);
  const back = (await db.runAndReadAll(`select column_name, column_type from (describe select * from read_parquet(${quote(path)}))`)).getRows();
  const isFaithful = back.length === columns.length && columns.every(({ name, type }, index) => back[index]?.[0] === name && back[index][1] === type && !loses.test(type));
  if (isFaithful && (await isView(db))) {
    await db.run('drop view source');
    await db.run(`create view source as select * from read_parquet(${quote(path)})`);
  }
  return { sortedBy, isFaithful };
}

/** Parquet keeps an interval's milliseconds, the engine microseconds. */
const loses = /INTERVAL/;
/** Wider than any number of Parquet's, or without a form of its own there. */
const isUnknown = (type: string): boolean => /^(U?HUGEINT|BIGNUM|VARINT|BIT|UNION.*|VARIANT|TIME WITH TIME ZONE|TIMETZ|GEOMETRY.*)$/.test(type);

async function isView(db: DuckDBConnection): Promise<boolean> {
  return (await db.runAndReadAll(`select 1 from duckdb_views() where view_name = 'source' and not internal`)).getRows().length > 0;
}
