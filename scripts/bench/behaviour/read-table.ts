import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** A file's head and rows as text cells. */
export type TextTable = { readonly path: string; readonly names: readonly string[]; readonly rows: readonly (readonly string[])[] };

/**
 * A table separated by tabs, commas or semicolons (whichever its head holds), plain or gzipped whatever it is called, with or without quotes and a byte
 * order mark. Lines of nothing but blanks are passed over.
 * @throws Error in one sentence that names the file, and the line where one is at fault
 */
export function readTable(path: string): TextTable {
  const text = unpacked(path).toString('utf8').replace(/^\uFEFF/, '');
  if (text.trim() === '') throw new Error(`${path}: the file is empty.`);
  const lines = text.split(/\r\n|\n|\r/);
  const [head = ''] = lines;
  const mark = (['\t', ',', ';'] as const).find((each) => head.includes(each));
  if (mark === undefined) throw new Error(`${path}, line 1: no columns separated by tab, comma or semicolon.`);
  const names = cellsOf(head, mark);
  const rows = lines.slice(1).flatMap((line, index) => {
    // Blanks alone are no row; cells that are all empty are a broken one.
    if (line.trim() === '' && !line.includes(mark)) return [];
    const cells = cellsOf(line, mark);
    if (cells.length < names.length) throw new Error(`${path}, line ${index + 2}: ${cells.length} cells where the head has ${names.length}.`);
    return [cells];
  });
  return { path, names, rows };
}

/** SHA-256 of what a file holds, the same packed and plain. */
export function hashOf(path: string): string {
  return createHash('sha256').update(unpacked(path)).digest('hex');
}

function unpacked(path: string): Buffer {
  const raw = readFileSync(path);
  if (raw[0] !== 0x1f || raw[1] !== 0x8b) return raw;
  try {
    return gunzipSync(raw);
  } catch {
    throw new Error(`${path}: the gzip file is damaged or cut off.`);
  }
}

function cellsOf(line: string, mark: string): string[] {
  if (!line.includes('"')) return line.split(mark).map((cell) => cell.trim());
  const cells: string[] = [];
  let [cell, isQuoted] = ['', false];
  for (let at = 0; at < line.length; at += 1) {
    const character = line[at] ?? '';
    if (character === '"' && isQuoted && line[at + 1] === '"') { cell += '"'; at += 1; }
    else if (character === '"') isQuoted = !isQuoted;
    else if (character === mark && !isQuoted) { cells.push(cell.trim()); cell = ''; }
    else cell += character;
  }
  return [...cells, cell.trim()];
}

/** The column with one of these names, whatever its case and underscores; -1 without. */
export function columnOf({ names }: TextTable, ...wanted: readonly string[]): number {
  const plain = (name: string): string => name.toLowerCase().replace(/[^a-z]/g, '');
  return names.findIndex((name) => wanted.some((each) => plain(each) === plain(name)));
}

/** Seconds since 1970 from seconds, milliseconds, microseconds, nanoseconds, or a date and time (UTC where no zone is named); NaN for anything else. */
export function secondsOf(cell: string): number {
  if (cell === '') return Number.NaN;
  const number = Number(cell);
  if (Number.isFinite(number)) return number / (number > 1e17 ? 1e9 : number > 1e14 ? 1e6 : number > 1e11 ? 1e3 : 1);
  const text = cell.replace(' ', 'T');
  return Date.parse(/(?:[zZ]|[+-]\d\d:?\d\d)$/.test(text) || !text.includes('T') ? text : `${text}Z`) / 1_000;
}
