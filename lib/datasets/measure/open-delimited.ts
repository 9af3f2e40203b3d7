import type { DuckDBConnection } from '@duckdb/node-api';
import type { Dialect } from '../core/delimited/sniff-dialect';
import { refuse, ok, type Result } from '@/lib/shared/result';
import { checkCells } from './check-cells';
import type { MeasureJob } from './job';
import { isNothing, keepMarks, sniffWithoutMarkers, textOf, unmarkedSql } from './null-markers';
import { readDialect } from './read-dialect';
import { quote, quoteName } from './sql-text';

/** Above this a file isn't loaded but read anew by every statement: parsing is several times faster than writing a table. */
export const loadedBytes = 64 * 1024 * 1024;
const sniffedRows = 40_960;

type Opening = Pick<MeasureJob, 'path' | 'limits'> & {
  readonly format: 'CSV' | 'TSV';
  readonly checkNames: (names: readonly string[]) => Result<null>;
  /** Types are learnt from every row, not from the first 40,000: needed where a later row turned out to be of another type. */
  readonly isThorough: boolean;
  /** Line ends differ within the file. The engine then passes over fields that are too many, so these are looked for. */
  readonly isLenient: boolean;
  /** Columns that stay text though they were something narrower without their markers. */
  readonly asText: readonly string[];
};

/** Makes a CSV or TSV file the relation `source`. */
export async function openDelimited(db: DuckDBConnection, opening: Opening): Promise<Result<null>> {
  const { path, limits, format, checkNames, isThorough, isLenient, asText } = opening;
  const { dialect, byteSize } = await readDialect(path, format);
  if (!dialect.ok) return dialect;
  if (dialect.value.first.length > limits.maxColumns) return refuse('file-too-many-columns', { params: { count: dialect.value.first.length, max: limits.maxColumns } });
  const isLoaded = byteSize <= loadedBytes;
  const form = `${dialectSql(dialect.value)}, strict_mode = ${!isLenient}, max_line_size = ${limits.maxLineBytes + 1}`;
  // Fields that are too many or too few are a fault.
  const options = `${form}, null_padding = false`;
  const isSampled = !isLoaded && !isThorough;
  const sampleSize = isSampled ? sniffedRows : -1;
  const [sniffed] = (await db.runAndReadAll(`
    select HasHeader, to_json(list_transform(Columns, lambda c: [c.name, c."type"])), DateFormat, TimestampFormat
    from sniff_csv(${quote(path)}, ${options}, sample_size = ${sampleSize})`)).getRows();
  if (!sniffed) return refuse('file-unreadable', { params: { line: 0 } });
  const [hasHeader, columns, dateFormat, timestampFormat] = sniffed;
  const names = checkNames(hasHeader === true ? dialect.value.first.map((name, index) => (name.trim() === '' ? `column${index}` : name)) : []);
  if (!names.ok) return names;
  const first = { columns: JSON.parse(String(columns)) as [string, string][], dateFormat: textOf(dateFormat), timestampFormat: textOf(timestampFormat) };
  const unmarked = await sniffWithoutMarkers(db, { path, options, hasHeader: hasHeader === true, sampleSize, asText }, first);
  const sniffedTypes = (unmarked ?? first).columns;
  const withHeader = `${options}, header = ${hasHeader === true}`;
  // These are read as text and made what they are behind it: the engine's own marks for nothing would hold for every column.
  const wanted = sniffedTypes.map(([name, type], index) => {
    const isMarked = type !== first.columns[index]?.[1];
    const { dateFormat: dates, timestampFormat: moments } = isMarked ? (unmarked ?? first) : first;
    return { name, type, style: dialect.value, dateFormat: dates, timestampFormat: moments, isMarked };
  });
  const checked = await checkCells(db, { path, options: withHeader, columns: wanted, isNothing, isSampled });
  // What the first rows say isn't so of all of them: the engine would round and cut without a word.
  const isWrong = checked.some(({ isOther, misfits }, index) => misfits > 0 && !isOther && !(wanted[index]?.isMarked === true && wanted[index].type === 'BOOLEAN'));
  if (isSampled && isWrong) return openDelimited(db, { ...opening, isThorough: true });
  // What still doesn't fit stays text.
  const isText = checked.map(({ isOther, misfits }) => isOther || misfits > 0);
  const narrowed = wanted.flatMap((column, index) => (column.isMarked && isText[index] === false ? [{ ...column, marks: checked[index]?.marks ?? [] }] : []));
  const types = wanted.map(({ name, type, isMarked }, index) => `${quote(name)}: ${quote(isMarked || isText[index] === true ? 'VARCHAR' : type)}`).join(', ');
  const formats = [['dateformat', first.dateFormat], ['timestampformat', first.timestampFormat]].flatMap(([option, found]) => (found === null ? [] : [`, ${String(option)} = ${quote(String(found))}`])).join('');
  const read = `read_csv(${quote(path)}, ${options}, auto_detect = false, header = ${hasHeader === true}, columns = {${types}}${formats})`;
  const wide = isLenient ? await firstWiderRow(db, { path, form, columnCount: dialect.value.first.length, hasHeader: hasHeader === true }) : 0;
  if (wide > 0) return refuse('file-unreadable', { params: { line: wide + dialect.value.skip + (hasHeader === true ? 1 : 0) } });
  await keepMarks(db, narrowed);
  const values = narrowed.length === 0 ? '*' : `* replace (${narrowed.map((column) => `${unmarkedSql(column)} as ${quoteName(column.name)}`).join(', ')})`;
  await db.run(`create ${isLoaded ? 'table' : 'view'} source as select ${values} from ${read}`);
  return ok(null);
}

type Wide = { readonly path: string; readonly form: string; readonly columnCount: number; readonly hasHeader: boolean };

/** The first row, from 1, with something behind its last column, read as if there were one column more; 0: none. */
async function firstWiderRow(db: DuckDBConnection, { path, form, columnCount, hasHeader }: Wide): Promise<number> {
  const names = Array.from({ length: columnCount + 1 }, (_, index) => `'c${index}': 'VARCHAR'`).join(', ');
  const read = `read_csv(${quote(path)}, ${form}, null_padding = true, parallel = false, auto_detect = false, header = ${hasHeader}, columns = {${names}})`;
  const [found] = (await db.runAndReadAll(`select coalesce(min(row), 0)::double from (select row_number() over () as row, c${columnCount} as more from ${read}) where more is not null`)).getRows();
  return Number(found?.[0]);
}

function dialectSql({ delimiter, quote: mark, escape, skip, decimal, thousands }: Dialect): string {
  const numbers = `${decimal === ',' ? `, decimal_separator = ','` : ''}${thousands === '' ? '' : `, thousands = ${quote(thousands)}`}`;
  return `delim = ${quote(delimiter)}, quote = ${quote(mark)}, escape = ${quote(escape)}, comment = '', skip = ${skip}${numbers}`;
}
