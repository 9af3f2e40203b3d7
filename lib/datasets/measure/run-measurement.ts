import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ok, type Result } from '@/lib/shared/result';
import type { FileFormat } from '../schema';
import { askChild } from './ask-child';
import { inTurn } from './in-turn';
import { measureLimits, type Measured, type MeasureJob, type RuleJob, type SampleContent, type SampleWish } from './job';
import type { ReportProgress } from './progress';
import { withScratch } from './with-scratch';

export const measureSeconds = 900;

export type SampleFile = SampleContent & { readonly parquet: Uint8Array<ArrayBuffer> };
type Table = { readonly path: string; readonly format: FileFormat; /** Decides whether its bytes are a gzip of the format's. */ readonly isGzip: boolean; readonly fileName: string };
type Wish = Omit<SampleWish, 'path'> & { /** What the seller promises, with its keys cut into the given folder. */ readonly rules?: (scratch: string) => Promise<readonly RuleJob[]>; readonly onProgress?: ReportProgress };

/** Measures in a process of its own with bounded memory and time: the worst a hostile file can do is to be refused. */
export function runMeasurement({ path, format, isGzip, fileName }: Table, { rules = () => Promise.resolve([]), onProgress, ...wish }: Wish): Promise<Result<{ readonly measured: Measured; readonly sample: SampleFile | null }>> {
  return inTurn(() => withScratch(async (scratch) => {
    const sample = { ...wish, path: join(scratch, 'sample.parquet') };
    const job: MeasureJob = { path: resolve(path), format, isGzip, fileName, scratch, limits: measureLimits, sample, rules: await rules(scratch) };
    const measured = await askChild<MeasureJob, Measured>({ script: 'child', job, seconds: measureSeconds, ...(onProgress ? { onProgress } : {}) });
    if (!measured.ok) return measured;
    const { published } = measured.value;
    return ok({ measured: measured.value, sample: published && { ...published, parquet: new Uint8Array(await readFile(sample.path)) } });
  }));
}
