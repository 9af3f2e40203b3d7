import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { open } from 'node:fs/promises';
import type { Refusal } from '@/lib/shared/refusal';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { checkContent } from '../core/file-format';
import type { SampleTable } from '../schema';
import { checkText } from './check-text';
import type { Measured, MeasureJob } from './job';
import { openTable, quoteName } from './open-table';
import { listColumns, profileColumns } from './profile-columns';

const sampleRows = 20;
const shownLength = 200;

/** Reads and measures one file. Runs in a process of its own; an engine error is the file's fault and becomes a refusal. */
export async function measureFile(job: MeasureJob): Promise<Result<Measured>> {
  const ends = await readEnds(job.path);
  if (ends.byteSize === 0) return refuse('file-empty');
  const content = checkContent(job.format, ends.head, ends.tail);
  if (!content.ok) return content;
  if (job.format !== 'PARQUET') {
    const text = await checkText(job.path, job.format === 'JSON' ? null : job.limits.maxLineBytes);
    if (!text.ok) return text;
  }
  const instance = await DuckDBInstance.create(`${job.scratch}/scratch.duckdb`, settings(job));
  const db = await instance.connect();
  try {
    return await measureTable(db, job);
  } catch (error) {
    return refusalOf(error, job);
  } finally {
    db.closeSync();
    instance.closeSync();
  }
}

/** Nothing is fetched, nothing but this file is read, and memory, threads and spilled bytes are bounded. */
function settings({ scratch, limits }: MeasureJob): Record<string, string> {
  return {
    memory_limit: `${limits.memoryMegabytes}MB`, threads: '2', temp_directory: `${scratch}/spill`, max_temp_directory_size: '8GB',
    autoinstall_known_extensions: 'false', autoload_known_extensions: 'false', preserve_insertion_order: 'false',
  };
}

async function measureTable(db: DuckDBConnection, job: MeasureJob): Promise<Result<Measured>> {
  await db.run(`set allowed_paths = ['${job.path.replaceAll("'", "''")}']`);
  await db.run('set enable_external_access = false');
  await db.run('set lock_configuration = true');
  const opened = await openTable(db, job);
  if (!opened.ok) return opened;
  const [counts = []] = (await db.runAndReadAll('select count(*)::double from source')).getRows();
  const rowCount = Number(counts[0]);
  if (rowCount === 0) return refuse('file-no-rows');
  const listed = await listColumns(db);
  const [distinct = []] = (await db.runAndReadAll('select count(distinct hash(*columns(*)))::double from source')).getRows();
  const columns = await profileColumns(db, listed, rowCount);
  const present = columns.reduce((sum, column) => sum + rowCount - column.nullCount, 0);
  return ok({
    rowCount, columnCount: columns.length, distinctRowCount: Number(distinct[0]), completeness: present / (rowCount * columns.length), columns,
    sample: await takeSample(db, listed.map((column) => column.name)),
  });
}

/** The rows of smallest hash: the same for everyone and every time, and a smaller sample is contained in a larger one. */
async function takeSample(db: DuckDBConnection, names: readonly string[]): Promise<SampleTable> {
  const shown = names.map((name) => `left(${quoteName(name)}::varchar, ${shownLength})`).join(', ');
  const rows = (await db.runAndReadAll(`select ${shown} from source order by hash(*columns(*)), ${quoteName(names[0] ?? '')}::varchar limit ${sampleRows}`)).getRows();
  return { columns: names, rows: rows.map((row) => row.map((value) => (value === null ? null : String(value)))) };
}

async function readEnds(path: string): Promise<{ byteSize: number; head: Buffer; tail: Buffer }> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const head = Buffer.alloc(Math.min(512, size));
    const tail = Buffer.alloc(Math.min(4, size));
    await file.read(head, 0, head.length, 0);
    await file.read(tail, 0, tail.length, size - tail.length);
    return { byteSize: size, head, tail };
  } finally {
    await file.close();
  }
}

/** The engine's own text names paths and settings; only which fault it is and the line leave. Line 0 when it names none. */
function refusalOf(error: unknown, { limits }: MeasureJob): { readonly ok: false; readonly refusal: Refusal } {
  const text = error instanceof Error ? error.message : '';
  // What is small as a file and does not fit into the memory and the spill room that measuring may use.
  if (/^Out of Memory Error/i.test(text)) return refuse('file-unpacks-too-large', { params: { maxBytes: limits.maxUnpackedBytes } });
  const csv = /CSV Error on Line: (\d+)/i.exec(text)?.[1];
  // Of NDJSON it names the line after the broken one.
  const ndjson = /Malformed JSON .* in line (\d+)/i.exec(text)?.[1];
  return refuse('file-unreadable', { params: { line: csv ? Number(csv) : ndjson ? Number(ndjson) - 1 : 0 } });
}
