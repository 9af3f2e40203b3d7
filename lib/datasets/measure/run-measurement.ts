import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Result } from '@/lib/shared/result';
import type { FileFormat } from '../schema';
import { askChild } from './ask-child';
import { inTurn } from './in-turn';
import { measureLimits, type Measured, type MeasureJob, type RuleJob, type SampleContent, type SampleWish } from './job';
import type { ReportProgress } from './progress';
import { withScratch } from './with-scratch';

/** A quarter of an hour, and a second more for each megabyte beyond nine hundred. */
export const measureSeconds = 900;
const bytesPerSecond = 1024 * 1024;

export type SampleFile = SampleContent & { readonly parquet: Uint8Array<ArrayBuffer> };
export type MeasuredTable = { readonly measured: Measured; readonly sample: SampleFile | null };
type Table = { readonly path: string; readonly format: FileFormat; /** Decides whether its bytes are a gzip of the format's. */ readonly isGzip: boolean; readonly fileName: string };
type Wish = Omit<SampleWish, 'path'> & { /** What the seller promises, with its keys cut into the given folder. */ readonly rules?: (scratch: string) => Promise<readonly RuleJob[]>; readonly onProgress?: ReportProgress };

/** Measures in a process of its own with bounded memory and time: the worst a hostile file can do is to be refused. The table as Parquet lies there while `keep` takes it. */
export function runMeasurement<Value>(
  { path, format, isGzip, fileName }: Table, { rules = () => Promise.resolve([]), onProgress, ...wish }: Wish, keep: (found: MeasuredTable, tablePath: string) => Promise<Result<Value>>,
): Promise<Result<Value>> {
  return inTurn(() => withScratch(async (scratch) => {
    const [sample, tablePath] = [{ ...wish, path: join(scratch, 'sample.parquet') }, join(scratch, 'table.parquet')];
    const job: MeasureJob = { path: resolve(path), format, isGzip, fileName, scratch, limits: measureLimits, sample, tablePath, rules: await rules(scratch) };
    const seconds = Math.max(measureSeconds, Math.ceil((await stat(job.path)).size / bytesPerSecond));
    const measured = await askChild<MeasureJob, Measured>({ script: 'child', job, seconds, ...(onProgress ? { onProgress } : {}) });
    if (!measured.ok) return measured;
    const { published } = measured.value;
    return keep({ measured: measured.value, sample: published && { ...published, parquet: new Uint8Array(await readFile(sample.path)) } }, tablePath);
  }));
}
