import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import yauzl from 'yauzl';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { findDuplicateName } from '../../core/duplicate-name';
import { dayColumns, nameColumns, toRecord, trimSheet, type Cell } from '../../core/sheet-rows';
import type { MeasureLimits } from '../job';
import type { UnpackedTable } from './unpack-zip';

/**
 * The sheets of an Excel workbook that hold anything, each as a file of NDJSON. A hidden sheet counts like any other: it is sold too.
 * A workbook is read as a whole, so what its parts unpack to is bounded before.
 */
export async function unpackWorkbook(path: string, folder: string, limits: MeasureLimits): Promise<Result<readonly UnpackedTable[]>> {
  const size = await unpackedBytes(path);
  if (size === null) return refuse('archive-damaged');
  if (size > limits.maxWorkbookBytes) return refuse('file-unpacks-too-large', { params: { maxBytes: limits.maxWorkbookBytes } });
  if ((await widestExtent(path)) > maxCells) return refuse('file-unpacks-too-large', { params: { maxBytes: limits.maxWorkbookBytes } });
  const sheets = await readSheets(path);
  if (sheets === null) return refuse('file-not-what-name-says', { params: { format: 'XLSX' } });
  const unpacked: UnpackedTable[] = [];
  for (const { sheet, rows } of sheets) {
    const [header = [], ...body] = trimSheet(rows);
    if (header.length === 0) continue;
    if (header.length > limits.maxColumns) return refuse('file-too-many-columns', { params: { count: header.length, max: limits.maxColumns } });
    const names = nameColumns(header);
    const twice = findDuplicateName(names);
    if (twice !== null) return refuse('file-duplicate-columns', { params: { name: twice.slice(0, 80) } });
    if (body.length === 0) continue;
    const target = join(folder, `part-${unpacked.length}`);
    const days = dayColumns(body, names.length);
    await pipeline(Readable.from(lines(body, names, days)), createWriteStream(target, { flags: 'wx', mode: 0o600 }));
    unpacked.push({ name: sheet, format: 'NDJSON', unpackedBytes: 0, path: target });
  }
  return unpacked.length === 0 ? refuse('file-no-rows') : ok(unpacked);
}

function* lines(rows: readonly (readonly Cell[])[], names: readonly string[], days: readonly boolean[]): Generator<string> {
  for (const row of rows) yield `${JSON.stringify(toRecord(row, names, days))}\n`;
}

async function readSheets(path: string): Promise<readonly { readonly sheet: string; readonly rows: readonly (readonly Cell[])[] }[] | null> {
  try {
    // Seventy files to load, which the process of any other format does without.
    const { default: readWorkbook } = await import('read-excel-file/node');
    return (await readWorkbook(path, { trim: false })).map(({ sheet, data }) => ({ sheet, rows: data as unknown as readonly (readonly Cell[])[] }));
  } catch {
    return null;
  }
}

/** More than a workbook of the largest size allowed can fill: a sheet of one cell in its last corner would be a table of all before it. */
const maxCells = 16_000_000;
const farthest = Number.MAX_SAFE_INTEGER;

/** Rows times columns up to the farthest cell that any sheet's own text names. What can't be read is left to the reader that says so. */
async function widestExtent(path: string): Promise<number> {
  let widest = 0;
  try {
    const archive = await yauzl.openPromise(path, { decodeStrings: false, lazyEntries: true, autoClose: false });
    try {
      for await (const entry of archive.eachEntry()) {
        if (!/worksheets\/[^/]*\.xml$/i.test(Buffer.from(entry.fileName).toString('utf8'))) continue;
        widest = Math.max(widest, await extentOf(await archive.openReadStreamPromise(entry)));
      }
    } finally {
      archive.close();
    }
  } catch {
    return widest;
  }
  return widest;
}

async function extentOf(xml: Readable): Promise<number> {
  let [columns, rows, tail] = [0, 0, ''];
  for await (const piece of xml.setEncoding('utf8')) {
    const text = tail + String(piece);
    for (const [, place = ''] of text.matchAll(/<(?:\w+:)?(?:row|c)\s(?:[^>]*?\s)?r\s*=\s*["']([^"']*)["']/g)) {
      const [, letters, digits] = /^([A-Za-z]{0,12})(\d{1,15})$/.exec(place) ?? [];
      // Written so that only a reader of XML could tell what it says.
      if (letters === undefined || digits === undefined) return farthest;
      columns = Math.max(columns, [...letters.toUpperCase()].reduce((sum, letter) => Math.min(farthest, sum * 26 + letter.charCodeAt(0) - 64), 0));
      rows = Math.max(rows, Number(digits));
    }
    tail = text.slice(-256);
  }
  return rows * columns;
}

/** What the directory declares for all parts together; null when it can't be read. */
async function unpackedBytes(path: string): Promise<number | null> {
  try {
    const archive = await yauzl.openPromise(path, { decodeStrings: false, lazyEntries: true });
    let sum = 0;
    for await (const entry of archive.eachEntry()) sum += entry.uncompressedSize;
    return sum;
  } catch {
    return null;
  }
}
