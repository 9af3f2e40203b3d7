import { ok, refuse, type Result } from '@/lib/shared/result';
import { numberStyle, type NumberStyle } from './number-style';
import { parseRecords, type DelimitedRecord, type Quoting } from './parse-records';

export type Dialect = Quoting & NumberStyle & {
  /** Lines of comment before the head. */
  readonly skip: number;
  /** The first record: the names, when the file has a head. */
  readonly first: readonly string[];
};

const candidates = [',', ';', '\t', '|'];
const quotings = [{ quote: '"', escape: '"' }, { quote: '"', escape: '\\' }, { quote: "'", escape: "'" }, { quote: '', escape: '' }] as const;
const maxRecords = 5_000;

/**
 * How delimited text is written, from its beginning: the delimiter and the quotes under which every record has as many fields as the first,
 * and at least two. Text in which no candidate parts anything is one column. When records differ under all of them, the line that differs
 * under the likeliest is named instead of guessing: guessing loses rows.
 */
export function sniffDialect(text: string, { isWhole, isTab }: { readonly isWhole: boolean; readonly isTab: boolean }): Result<Dialect> {
  const body = text.replace(/^\uFEFF/, '');
  if (body.trim() === '') return refuse('file-no-rows');
  const skip = commentLines(body);
  const table = skip === 0 ? body : body.split(/\r\n|\n|\r/).slice(skip).join('\n');
  const delimiters = isTab ? ['\t'] : candidates;
  let likeliest: { readonly found: DelimitedRecord[]; readonly quoting: Quoting; readonly faultLine: number | null } | null = null;
  for (const { quote, escape } of quotings) {
    if (quote === "'" && !/(^|[\n,;\t|])'/.test(table)) continue;
    const tries = delimiters.map((delimiter) => {
      const quoting = { delimiter, quote, escape };
      const { records, faultLine } = parseRecords(table, quoting, { isWhole, maxRecords });
      return { quoting, found: [...records], faultLine };
    });
    const widest = tries.toSorted((a, b) => widthOf(b.found) - widthOf(a.found))[0];
    likeliest ??= widest ?? null;
    const even = tries.filter(({ found, faultLine }) => faultLine === null && found.length > 0 && found.every((record) => record.fields.length === widthOf(found)));
    const parted = even.filter(({ found }) => widthOf(found) > 1).toSorted((a, b) => widthOf(b.found) - widthOf(a.found))[0];
    const single = widest && widthOf(widest.found) === 1 && isOneName(widest.found[0]?.fields[0] ?? '', isTab) ? even[0] : undefined;
    const chosen = parted ?? single;
    const stray = chosen && quote === '' && chosen.quoting.delimiter !== '\t' ? chosen.found.find((record) => record.fields.some(isBroken)) : undefined;
    if (stray) return refuse('file-quotes-broken', { params: { line: (likeliest?.faultLine ?? stray.line) + skip } });
    if (chosen) return ok({ ...chosen.quoting, ...numberStyle(chosen.found, chosen.quoting.delimiter), skip, first: chosen.found[0]?.fields ?? [] });
  }
  return differing(likeliest, skip);
}

function widthOf(records: readonly DelimitedRecord[]): number {
  return records[0]?.fields.length ?? 0;
}

/**
 * A cell that is quoted, or begins to be: where there are such, quotes mean something, and ones that don't match are a fault. "Big" Jim is no such cell. Text parted by
 * tabs has no quotes (IANA, text/tab-separated-values), so there they are taken as they stand.
 */
function isBroken(cell: string): boolean {
  return cell.startsWith('"') && (cell.lastIndexOf('"') === 0 || cell.endsWith('"'));
}

/** A tab-separated head of one name full of commas was separated by something else. */
function isOneName(head: string, isTab: boolean): boolean {
  return !isTab || !/[^\s,;|][,;|][^\s,;|]/.test(head);
}

/** Lines that begin with # before the head; the last of them may be the head itself, when it has as many fields as the line after it. */
function commentLines(text: string): number {
  const lines = text.split(/\r\n|\n|\r/, 200);
  let count = 0;
  while (count < lines.length && /^\s*#/.test(lines[count] ?? '')) count += 1;
  if (count === 0) return 0;
  const parts = (line: string | undefined, delimiter: string) => (line ?? '').split(delimiter).length;
  const isHead = candidates.some((delimiter) => parts(lines[count - 1], delimiter) > 1 && parts(lines[count - 1], delimiter) === parts(lines[count], delimiter));
  return isHead ? count - 1 : count;
}

function differing(likeliest: { readonly found: readonly DelimitedRecord[]; readonly quoting: Quoting; readonly faultLine: number | null } | null, skip: number): Result<Dialect> {
  const wanted = widthOf(likeliest?.found ?? []);
  const odd = likeliest?.found.find((record) => record.fields.length !== wanted);
  const names: Readonly<Record<string, string>> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' };
  if (odd) return refuse('file-lines-differ', { params: { line: odd.line + skip, found: odd.fields.length, wanted, delimiter: names[likeliest?.quoting.delimiter ?? ''] ?? 'comma' } });
  if (likeliest?.faultLine) return refuse('file-quotes-broken', { params: { line: likeliest.faultLine + skip } });
  return refuse('file-not-what-name-says', { params: { format: 'TSV' } });
}
