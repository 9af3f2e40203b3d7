import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { open } from 'node:fs/promises';
import type { Refusal } from '@/lib/shared/refusal';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { checkContent } from '../core/file-format';
import { watchDepth } from '../core/watch-depth';
import type { FileFormat } from '../schema';
import { checkText, maxJsonDepth } from './check-text';
import type { MeasureJob, RuleJob } from './job';
import { openParts } from './open-parts';
import { quote, type TableJob } from './open-table';
import { watchOf } from './read-dialect';
import { unpackSource } from './unpack/unpack-source';
import { withoutMark } from './without-mark';

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
  const readable = await Promise.all(parts.map((part, index) => withoutMark(part, index)));
  // Read as nearly all files can be, which is fast; what only a whole file tells makes it be read anew, each at most once.
  let allowed: Allowance = {};
  for (let round = 0; round < 3; round += 1) {
    const answer = await attempt({ ...job, ...allowed }, { parts: readable.map((part) => ({ ...part, ...allowed })), work, keepsOrder, round });
    if (typeof answer !== 'string') return answer;
    allowed = { ...allowed, [answer]: true };
  }
  return refuse('file-unreadable', { params: { line: 0 } });
}

type Allowance = Pick<MeasureJob, 'isThorough' | 'isLenient'>;
type Attempt<Value> = { readonly parts: readonly TableJob[]; readonly work: SourceWork<Value>; readonly keepsOrder: boolean; readonly round: number };

/** What came of it, or what has to be allowed before the file can be read. */
async function attempt<Value>(job: MeasureJob, { parts, work, keepsOrder, round }: Attempt<Value>): Promise<Result<Value> | keyof Allowance> {
  const file = `${job.scratch}/scratch-${round}.duckdb`;
  const instance = await DuckDBInstance.create(file, { ...settings(job), preserve_insertion_order: String(keepsOrder) });
  const db = await instance.connect();
  try {
    return await readSource(db, { parts, written: [job.sample.path, job.tablePath], rules: job.rules ?? [] }, work);
  } catch (error) {
    if (job.isThorough !== true && isOfOtherType(error)) return 'isThorough';
    return job.isLenient !== true && mixesLineEnds(error) ? 'isLenient' : refusalOf(error, job);
  } finally {
    db.closeSync();
    instance.closeSync();
  }
}

async function checkPart(part: TableJob, isUnpacked: boolean): Promise<Result<null>> {
  const content = isUnpacked ? await checkBytes(part, part.format) : ok(null);
  if (!content.ok) return content;
  switch (part.format) {
    case 'PARQUET': return ok(null);
    case 'JSON': return checkText(part.path, null, { depth: watchDepth(maxJsonDepth) });
    case 'NDJSON': return checkText(part.path, part.limits.maxLineBytes, { depth: watchDepth(maxJsonDepth) });
    case 'CSV':
    case 'TSV': return checkText(part.path, part.limits.maxLineBytes, { quotes: await watchOf(part.path, part.format) });
  }
}

async function checkBytes({ path }: Pick<MeasureJob, 'path'>, format: FileFormat | 'GZIP'): Promise<Result<null>> {
  const { byteSize, head, tail } = await readEnds(path);
  return byteSize === 0 ? refuse('file-empty') : checkContent(format, head, tail);
}

/** What is read, and where something of it may be written. */
type Allowed = { readonly parts: readonly TableJob[]; readonly written: readonly (string | null | undefined)[]; readonly rules: readonly RuleJob[] };

async function readSource<Value>(db: DuckDBConnection, { parts, written, rules }: Allowed, work: SourceWork<Value>): Promise<Result<Value>> {
  const paths = [...parts.map((part) => part.path), ...written.flatMap((path) => path ?? []), ...rules.flatMap((rule) => rule.keys ?? [])];
  await db.run(`set allowed_paths = [${paths.map(quote).join(', ')}]`);
  // How far a statement has come is only known to the engine when it is asked to count.
  await db.run('set enable_progress_bar = true; set enable_progress_bar_print = false; set progress_bar_time = 0');
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
  const csv = Number(/CSV Error on Line: (\d+)/i.exec(text)?.[1] ?? 0);
  const [, wanted, found] = /Expected Number of Columns: (\d+) Found: (\d+)/i.exec(text) ?? [];
  if (csv > 0 && wanted !== undefined && found !== undefined) return refuse('file-lines-differ', { params: { line: csv, found: Number(found), wanted: Number(wanted), delimiter: 'other' } });
  if (csv > 0 && /quote/i.test(text.split('\n')[0] + (/(Value with unterminated quote|quoted value)[^\n]*/i.exec(text)?.[0] ?? ''))) return refuse('file-quotes-broken', { params: { line: csv } });
  // Of NDJSON it names the line after the broken one.
  const ndjson = /Malformed JSON .* in line (\d+)/i.exec(text)?.[1];
  return refuse('file-unreadable', { params: { line: csv > 0 ? csv : ndjson ? Math.max(1, Number(ndjson) - 1) : 0 } });
}

/** What the engine says of a file whose lines end in more than one way, all of it or from some line on. */
function mixesLineEnds(error: unknown): boolean {
  return error instanceof Error && /state machine reached an invalid state|not possible to automatically detect the CSV parsing dialect/i.test(error.message);
}

/** A row of delimited text whose cell doesn't fit the type that earlier rows gave its column. */
function isOfOtherType(error: unknown): boolean {
  return error instanceof Error && /CSV Error on Line/i.test(error.message) && /(Could not convert string|Error when converting column)/i.test(error.message);
}
