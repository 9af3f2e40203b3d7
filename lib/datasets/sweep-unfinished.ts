import type { Context } from '@/lib/db';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { storage } from '@/lib/storage';
import { removeRevision, removeUnusedObject } from './remove-revision';
import { isAnyoneMeasuring, listKnownObjects, listUnclaimed } from './store';

const longestWork = 24 * 3_600_000;
/** Longer than any work without a lease takes (what is generalised, compared or cut), and than bytes lie stored before their row is written. */
const grace = 3_600_000;

/**
 * Run at start, before anything is served: what a killed process left half-done is removed and counted. A measuring that somebody had begun stays, for another worker
 * to go on with. Other processes may be at work: nothing that was touched within the last hour goes, and while one measures, no temporary file of the last day. The
 * nightly sweep takes what was too young.
 */
export async function sweepUnfinished(ctx: Context, { graceMilliseconds = grace }: { readonly graceMilliseconds?: number } = {}): Promise<Result<{ revisionCount: number; temporaryCount: number; orphanCount: number }>> {
  if (ctx.actor.kind !== 'system') return refuse('not-allowed');
  const temporaryCount = await storage().sweepTemporary({ olderThanMilliseconds: (await isAnyoneMeasuring(ctx.db, { at: ctx.now() })) ? Math.max(longestWork, graceMilliseconds) : graceMilliseconds });
  const unfinished = await listUnclaimed(ctx.db, { before: ctx.now() });
  for (const revision of unfinished) await removeRevision(ctx.db, revision);
  const stored = await storage().list({ olderThanMilliseconds: graceMilliseconds });
  const known = await listKnownObjects(ctx.db, { hashes: stored });
  const orphans = stored.filter((sha256) => !known.has(sha256));
  for (const sha256 of orphans) await removeUnusedObject(ctx.db, sha256);
  return ok({ revisionCount: unfinished.length, temporaryCount, orphanCount: orphans.length });
}
