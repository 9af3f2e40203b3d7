import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Context } from '@/lib/db';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { keptHours, uploadFolder } from './store';

/** Uploads that nobody went on with for two days, removed and counted. By the time of their last byte: an upload under way is never touched. */
export async function sweepUploads(ctx: Context): Promise<Result<{ readonly removedCount: number; readonly removedBytes: number }>> {
  if (ctx.actor.kind !== 'system') return refuse('not-allowed');
  await mkdir(uploadFolder(), { recursive: true });
  let [removedCount, removedBytes] = [0, 0];
  for (const name of await readdir(uploadFolder())) {
    if (name.endsWith('.json')) continue;
    const path = join(uploadFolder(), name);
    const facts = await stat(path).catch(() => null);
    if (!facts || ctx.now().getTime() - facts.mtimeMs < keptHours * 3_600_000) continue;
    await rm(path, { force: true });
    await rm(`${path}.json`, { force: true });
    removedCount += 1;
    removedBytes += facts.size;
  }
  return ok({ removedCount, removedBytes });
}
