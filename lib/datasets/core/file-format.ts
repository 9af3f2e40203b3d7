import { ok, refuse, type Result } from '@/lib/shared/result';
import type { FileFormat } from '../schema';

const endings: ReadonlyMap<string, FileFormat> = new Map([
  ['csv', 'CSV'], ['tsv', 'TSV'], ['json', 'JSON'], ['ndjson', 'NDJSON'], ['jsonl', 'NDJSON'], ['parquet', 'PARQUET'], ['xlsx', 'XLSX'], ['zip', 'ZIP'],
]);
/** What gzip makes sense for: the others are compressed already. */
const gzipped: ReadonlySet<FileFormat> = new Set(['CSV', 'TSV', 'JSON', 'NDJSON']);

/** `flights.csv` and `flights.csv.gz` are both CSV. */
export function formatOfName(fileName: string): Result<FileFormat> {
  const isGzip = isGzipName(fileName);
  const format = endings.get(/\.([a-z]+)$/i.exec(isGzip ? fileName.slice(0, -3) : fileName)?.[1]?.toLowerCase() ?? '');
  return format && (!isGzip || gzipped.has(format)) ? ok(format) : refuse('file-format-unknown', { field: 'fileName' });
}

export function isGzipName(fileName: string): boolean {
  return /\.gz$/i.test(fileName);
}

const parquetMagic = 'PAR1';
/** A zip archive's first bytes: with entries, or empty. */
const zipMagic = /^PK(\u0003\u0004|\u0005\u0006)/;

/**
 * Whether the first and last bytes can be of a file of this format: `head` at least the first 64 bytes where there are as many,
 * `tail` the last four. It only catches what is plainly something else; the reading itself has the last word.
 */
export function checkContent(format: FileFormat | 'GZIP', head: Uint8Array, tail: Uint8Array): Result<null> {
  const isParquet = latin(head.subarray(0, 4)) === parquetMagic;
  const refusal = refuse('file-not-what-name-says', { params: { format: format === 'JSON' ? 'JSON array' : format } });
  if (format === 'GZIP') return head[0] === 0x1f && head[1] === 0x8b ? ok(null) : refusal;
  if (format === 'XLSX' || format === 'ZIP') return zipMagic.test(latin(head)) ? ok(null) : refusal;
  if (format === 'PARQUET') return isParquet && latin(tail) === parquetMagic ? ok(null) : refusal;
  if (isParquet) return refusal;
  if (hasUtf16Mark(head) || isUnmarkedUtf16(head)) return refuse('file-not-utf8', { params: { offset: 0, encoding: isUtf32(head) ? 'UTF32' : 'UTF16' } });
  if (head.includes(0)) return refusal;
  const start = latin(head).replace(/^\u00ef\u00bb\u00bf/, '').trimStart();
  switch (format) {
    case 'JSON': return start.startsWith('[') ? ok(null) : refusal;
    case 'NDJSON': return start.startsWith('{') ? ok(null) : refusal;
    case 'CSV':
    case 'TSV': return /^(\{\s*"|\[\s*[{[\]]|%PDF-|PK\u0003\u0004|\u001f\u008b|\u0089PNG|<(!doctype|html|\?xml))/i.test(start) ? refusal : ok(null);
  }
}

/** Also that of UTF-32, lowest byte first. */
function hasUtf16Mark(head: Uint8Array): boolean {
  return (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
}

function isUtf32(head: Uint8Array): boolean {
  return head[0] === 0xff && head[1] === 0xfe && head[2] === 0 && head[3] === 0;
}

/** Nearly every second byte is zero, and hardly any of the others: text of Western letters in two bytes each. */
function isUnmarkedUtf16(head: Uint8Array): boolean {
  const zeros = [0, 1].map((side) => head.filter((byte, index) => byte === 0 && index % 2 === side).length);
  const half = Math.floor(head.length / 2);
  return head.length >= 8 && Math.max(...zeros) >= 0.7 * half && Math.min(...zeros) <= 0.1 * half;
}

function latin(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
