import { setTimeout as delay } from 'node:timers/promises';
import { record } from '@/lib/audit';
import type { Context } from '@/lib/db';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { storage } from '@/lib/storage';
import { removeUnusedObject } from '../remove-revision';
import { sealWhatIsDue } from '../seal-revision';
import { listKnownObjects } from '../store';
import { sweepUploads } from './sweep-uploads';

/** Longer than an upload takes from its last byte to its row. */
const settleMilliseconds = 60_000;
/** Temporary files of this age belong to no upload and no measuring any more. */
const longestWork = 24 * 3_600_000;

/** While the exchange runs: partial uploads given up, and bytes that no revision names. What was removed is told to the audit log. */
export async function sweepStorage(ctx: Context, { settle = settleMilliseconds }: { readonly settle?: number } = {}): Promise<Result<{ readonly uploadCount: number; readonly orphanCount: number; readonly temporaryCount: number }>> {
  if (ctx.actor.kind !== 'system') return refuse('not-allowed');
  const uploads = await sweepUploads(ctx);
  if (!uploads.ok) return uploads;
  const temporaryCount = await storage().sweepTemporary({ olderThanMilliseconds: longestWork });
  await sealWhatIsDue(ctx.db);
  const suspects = await listOrphans(ctx, await storage().list());
  // Whoever was about to write its row has done so by then.
  if (suspects.length > 0) await delay(settle);
  const orphans = await listOrphans(ctx, suspects);
  for (const sha256 of orphans) await removeUnusedObject(ctx.db, sha256);
  const found = { uploadCount: uploads.value.removedCount, orphanCount: orphans.length, temporaryCount };
  if (found.uploadCount + found.orphanCount + temporaryCount > 0) await record(ctx.db, ctx, { action: 'storage.swept', objectType: 'storage', objectId: '', detail: { ...found, uploadBytes: uploads.value.removedBytes } });
  return ok(found);
}

async function listOrphans(ctx: Context, hashes: readonly string[]): Promise<string[]> {
  const known = await listKnownObjects(ctx.db, { hashes });
  return hashes.filter((sha256) => !known.has(sha256));
}
