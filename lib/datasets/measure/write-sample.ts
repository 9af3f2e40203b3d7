import type { DuckDBConnection } from '@duckdb/node-api';
import { stat } from 'node:fs/promises';
import { publishedSampleSize } from '../core/sample-size';
import type { SampleContent, SampleWish } from './job';
import { nestedOrder } from './nested-order';
import { quote, quoteName, unusedName } from './sql-text';

const shownLength = 200;
/** Cells of the readable rows: a table of 2,000 columns stays readable in its first rows. */
const maxShownCells = 60_000;
const maxPublishedBytes = 8 * 1024 * 1024;

type Wanted = { readonly columns: SampleContent['columns']; readonly rowCount: number; readonly wish: SampleWish; /** How many, instead of what is published. */ readonly rows?: number | null };

/**
 * The one place where rows leave a table for everybody's eyes: the first rows of the nested order, without the hidden columns, as readable
 * text and, when a path is given, as Parquet. Which rows they are depends on all columns, so hiding one changes no row.
 */
export async function writeSample(db: DuckDBConnection, { columns, rowCount, wish, rows: wanted = null }: Wanted): Promise<{ readonly content: SampleContent; readonly isWritten: boolean }> {
  const hidden = new Set(wish.hidden);
  const visible = columns.filter((column) => !hidden.has(column.name));
  if (visible.length === 0) return { content: { columns: [], rowCount: 0, rows: [] }, isWritten: false };
  const names = visible.map((column) => quoteName(column.name)).join(', ');
  const size = wanted === null ? publishedSampleSize(rowCount) : Math.min(wanted, rowCount);
  const taken = columns.map((column) => column.name);
  const [place, row] = [quoteName(unusedName(taken, 'place')), unusedName(taken, 'row_of_source')];
  await db.run(`create temp table nested as select ${nestedOrder(row, wish.key)} as ${place}, ${names} from source as ${quoteName(row)} order by 1 limit ${size}`);
  const order = `order by ${place}`;
  const shown = visible.map((column) => `left(${quoteName(column.name)}::varchar, ${shownLength})`).join(', ');
  const readable = Math.max(20, Math.floor(maxShownCells / visible.length));
  const rows = (await db.runAndReadAll(`select ${shown} from nested ${order} limit ${readable}`)).getRows().map((row) => row.map((value) => (value === null ? null : String(value))));
  const written = wish.path === null ? 0 : await writeParquet(db, { path: wish.path, names, order, size, maxBytes: wanted === null ? maxPublishedBytes : Number.POSITIVE_INFINITY });
  await db.run('drop table nested');
  return { content: { columns: visible, rowCount: written, rows: rows.slice(0, Math.max(written, 20)) }, isWritten: wish.path !== null };
}

/** Fewer rows when long cells would make the file large: what is left is still a prefix of the same order. */
async function writeParquet(db: DuckDBConnection, { path, names, order, size, maxBytes }: { readonly path: string; readonly names: string; readonly order: string; readonly size: number; readonly maxBytes: number }): Promise<number> {
  for (let rows = size; ; rows = Math.floor(rows / 2)) {
    await db.run(`copy (select ${names} from nested ${order} limit ${rows}) to ${quote(path)} (format parquet, compression zstd)`);
    if ((await stat(path)).size <= maxBytes || rows === 0) return rows;
  }
}
