import { access } from 'node:fs/promises';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { refuse, type Result } from '@/lib/shared/result';
import { formatOfName } from './core/file-format';
import { measureLimits, type Measured } from './measure/job';
import { measureFile } from './measure/measure-file';

/** The same measuring as for an upload, for a file of one's own: no server, no database. */
export async function measureLocalFile(path: string): Promise<Result<Measured>> {
  const format = formatOfName(path);
  if (!format.ok) return format;
  const isThere = await access(path).then(() => true, () => false);
  if (!isThere) return refuse('file-missing');
  const scratch = await mkdtemp(join(tmpdir(), 'databourse-profile-'));
  try {
    return await measureFile({ path: resolve(path), format: format.value, scratch, limits: measureLimits });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
