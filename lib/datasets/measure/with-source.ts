import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { open } from 'node:fs/promises';
import type { Refusal } from '@/lib/shared/refusal';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { checkContent } from '../core/file-format';
import type { FileFormat } from '../schema';
import { checkText } from './check-text';
import type { MeasureJob, SampleWish } from './job';
import { openParts } from './open-parts';
import { quote, type TableJob } from './open-table';
import { unpackSource } from './unpack/unpack-source';

type SourceWork<Value> = (db: DuckDBConnection, rowCount: number) => Promise<Result<Value>>;

/**
 * Opens one file as the relation `source` in an engine of its own, does the work and closes it. What can't be read and an engine's error are
 * the file's fault and become a refusal. `keepsOrder`: rows come as the file has them, at the price of memory.
 */
export async function withSource<Value>(job: MeasureJob, work: SourceWork<Value>, { keepsOrder = false }: { readonly keepsOrder?: boolean } = {}): Promise<Result<Value>> {
  const whole = await checkBytes(job, job.isGzip === true ? 'GZIP' : job.format);
  if (!whole.ok) return whole;
  const unpacked = await unpackSource(job);
  if (!unpacked.ok) return unpacked;
  const parts = unpacked.value.map((part) => ({ ...job, ...part }));
  for (const part of parts) {
    const sound = await checkPart(part, part.path !== job.path);
    if (!sound.ok) return sound;
  }
  const instance = await DuckDBInstance.create(`${job.scratch}/scratch.duckdb`, { ...settings(job), preserve_insertion_order: String(keepsOrder) });
  const db = await instance.connect();
  try {
    return await readSource(db, { parts, sample: job.sample }, work);
  } catch (error) {
    return refusalOf(error, job);
  } finally {
    db.closeSync();
    instance.closeSync();
  }
}

async function checkPart(part: TableJob, isUnpacked: boolean): Promise<Result<null>> {
  const content = isUnpacked ? await checkBytes(part, part.format) : ok(null);
  if (!content.ok) return content;
  return part.format === 'PARQUET' ? ok(null) : checkText(part.path, part.format === 'JSON' ? null : part.limits.maxLineBytes);
}

async function checkBytes({ path }: Pick<MeasureJob, 'path'>, format: FileFormat | 'GZIP'): Promise<Result<null>> {
  const { byteSize, head, tail } = await readEnds(path);
  return byteSize === 0 ? refuse('file-empty') : checkContent(format, head, tail);
}

/** What is read, and where a sample of it may be written. */
type Allowed = { readonly parts: readonly TableJob[]; readonly sample: SampleWish };

async function readSource<Value>(db: DuckDBConnection, { parts, sample }: Allowed, work: SourceWork<Value>): Promise<Result<Value>> {
  const paths = [...parts.map((part) => part.path), ...(sample.path === null ? [] : [sample.path])];
  await db.run(`set allowed_paths = [${paths.map(quote).join(', ')}]`);
  await db.run('set enable_external_access = false');
  await db.run('set lock_configuration = true');
  const opened = await openParts(db, parts);
  if (!opened.ok) return opened;
  const [counts = []] = (await db.runAndReadAll('select count(*)::double from source')).getRows();
  const rowCount = Number(counts[0]);
  return rowCount === 0 ? refuse('file-no-rows') : work(db, rowCount);
}

/** Nothing is fetched, nothing but this file is read, and memory, threads and spilled bytes are bounded. */
function settings({ scratch, limits }: MeasureJob): Record<string, string> {
  return {
    memory_limit: `${limits.memoryMegabytes}MB`, threads: '2', temp_directory: `${scratch}/spill`, max_temp_directory_size: '8GB',
    autoinstall_known_extensions: 'false', autoload_known_extensions: 'false',
  };
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
