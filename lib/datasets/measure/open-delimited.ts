import type { DuckDBConnection } from '@duckdb/node-api';
import type { Dialect } from '../core/delimited/sniff-dialect';
import { refuse, ok, type Result } from '@/lib/shared/result';
import type { MeasureJob } from './job';
import { readDialect } from './read-dialect';
import { quote } from './sql-text';

/** Above this a file isn't loaded but read anew by every statement: parsing is several times faster than writing a table. */
export const loadedBytes = 64 * 1024 * 1024;
const sniffedRows = 40_960;

type Opening = Pick<MeasureJob, 'path' | 'limits'> & {
  readonly format: 'CSV' | 'TSV';
  readonly checkNames: (names: readonly string[]) => Result<null>;
  /** Types are learnt from every row, not from the first 40,000: needed where a later row turned out to be of another type. */
  readonly isThorough: boolean;
};

/** Makes a CSV or TSV file the relation `source`. */
export async function openDelimited(db: DuckDBConnection, { path, limits, format, checkNames, isThorough }: Opening): Promise<Result<null>> {
  const { dialect, byteSize } = await readDialect(path, format);
  if (!dialect.ok) return dialect;
  if (dialect.value.first.length > limits.maxColumns) return refuse('file-too-many-columns', { params: { count: dialect.value.first.length, max: limits.maxColumns } });
  const isLoaded = byteSize <= loadedBytes;
  const options = `${dialectSql(dialect.value)}, max_line_size = ${limits.maxLineBytes + 1}`;
  const [sniffed] = (await db.runAndReadAll(`
    select HasHeader, to_json(list_transform(Columns, lambda c: [c.name, c."type"])), DateFormat, TimestampFormat
    from sniff_csv(${quote(path)}, ${options}, sample_size = ${isLoaded || isThorough ? -1 : sniffedRows})`)).getRows();
  if (!sniffed) return refuse('file-unreadable', { params: { line: 0 } });
  const [hasHeader, columns, dateFormat, timestampFormat] = sniffed;
  const names = checkNames(hasHeader === true ? dialect.value.first.map((name, index) => (name.trim() === '' ? `column${index}` : name)) : []);
  if (!names.ok) return names;
  const types = (JSON.parse(String(columns)) as [string, string][]).map(([name, type]) => `${quote(name)}: ${quote(type)}`).join(', ');
  const formats = [['dateformat', dateFormat], ['timestampformat', timestampFormat]].flatMap(([option, found]) => (found === null || found === undefined ? [] : [`, ${String(option)} = ${quote(String(found))}`])).join('');
  const read = `read_csv(${quote(path)}, ${options}, auto_detect = false, header = ${hasHeader === true}, columns = {${types}}${formats})`;
  await db.run(`create ${isLoaded ? 'table' : 'view'} source as select * from ${read}`);
  return ok(null);
}

/** Not strict about line ends: files put together from several systems mix them. Fields that are too many or too few stay a fault. */
function dialectSql({ delimiter, quote: mark, escape, skip, decimal, thousands }: Dialect): string {
  const numbers = `${decimal === ',' ? `, decimal_separator = ','` : ''}${thousands === '' ? '' : `, thousands = '${thousands}'`}`;
  return `delim = ${quote(delimiter)}, quote = ${quote(mark)}, escape = ${quote(escape)}, comment = '', skip = ${skip}, strict_mode = false, null_padding = false${numbers}`;
}
