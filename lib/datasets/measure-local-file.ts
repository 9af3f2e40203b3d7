import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { refuse, type Result } from '@/lib/shared/result';
import { formatOfName, isGzipName } from './core/file-format';
import { measureLimits, type Measured, type MeasureJob } from './measure/job';
import { measureFile } from './measure/measure-file';

/** The same measuring as for an upload, for a file of one's own: no server, no database. */
export function measureLocalFile(path: string): Promise<Result<Measured>> {
  return asLocalJob(path, measureFile);
}

/** Work on a file of one's own, with a scratch folder for as long as it takes. */
export async function asLocalJob<Value>(path: string, work: (job: MeasureJob) => Promise<Result<Value>>): Promise<Result<Value>> {
  const format = formatOfName(path);
  if (!format.ok) return format;
  const isThere = await stat(path).then((found) => found.isFile(), () => false);
  if (!isThere) return refuse('file-missing');
  const scratch = await mkdtemp(join(tmpdir(), 'databourse-local-'));
  try {
    return await work({ path: resolve(path), format: format.value, isGzip: isGzipName(path), scratch, limits: measureLimits, sample: { key: '', hidden: [], path: null } });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
