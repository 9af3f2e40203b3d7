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
