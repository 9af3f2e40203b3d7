import { performance } from 'node:perf_hooks';
import { Readable } from 'node:stream';
import { getCoveringVersion } from '@/lib/consent';
import type { Context } from '@/lib/db';
import { storage } from '@/lib/storage';
import { buildInThread } from './index-in-thread';
import { historyParts, windowStart } from './read-history';
import { pauseMilliseconds } from './serving';
import { findNewestId, listTexts } from './store';
import { clearForgotten, deleteClearedUpTo, deleteIndexesBefore, deleteServingBefore, insertIndex, listForgotten, listIndexes, listServingStates, lockIndexes, touchIndex, type IndexRow } from './store-index';

/** Of more only the newest: an index stays within a process's memory. */
const maxIndexEvents = 2_000_000;
/** An event is written when its transaction ends: one this young may still be followed by one with a smaller number. */
const settleMilliseconds = 10_000;
/** At least so often, so that what is too old to be kept leaves the index too. */
const longestMilliseconds = 60 * 60_000;
const maxBytes = 1_000_000_000;
/** The newest and the one before it: what a process falls back to when the newest can't be read. */
const keptIndexes = 2;

/**
 * Builds the index of visits from what people agreed to and puts it where every process finds it; without anything new it only says that it looked. Whoever
 * took consent back or limited its use since the last build, or did not agree again under a notice that asks everybody, is in none afterwards: no older file is kept that she is in. A run that is repeated builds the same again.
 */
export async function buildIndex(ctx: Context): Promise<{ readonly isBuilt: boolean }> {
  const now = ctx.now();
  const [known, forgotten] = [await listIndexes(ctx.db, { take: keptIndexes }), await listForgotten(ctx.db)];
  const covering = await getCoveringVersion(ctx.db);
  const leaving = forgotten.filter((each) => each.clearedIn === null);
  const newest = await findNewestId(ctx.db, { before: new Date(now.getTime() - settleMilliseconds) });
  const [last] = known;
  await deleteServingBefore(ctx.db, { at: new Date(now.getTime() - 24 * 60 * 60_000) });
  const isAskedAnew = last !== undefined && last.coveringVersion !== covering;
  if (last && !isAskedAnew && leaving.length === 0 && (newest ?? 0n) <= last.newestEventId && now.getTime() - last.builtAt.getTime() < longestMilliseconds && await isReadable(ctx, last)) {
    await touchIndex(ctx.db, { id: last.id, at: now });
    if (isTakenOver(last, now)) await deleteClearedUpTo(ctx.db, { indexId: last.id });
    return { isBuilt: false };
  }
  if (!last && newest === null) return { isBuilt: false };
  const startedAt = performance.now();
  const [since, upTo] = [windowStart(now), newest ?? 0n];
  const after = (await findNewestId(ctx.db, { before: now, skip: maxIndexEvents })) ?? 0n;
  const { file, ...counts } = await buildInThread(historyParts(ctx.db, { since, after, upTo }), { builtAt: now.getTime(), newestEventId: String(upTo), since: since.toISOString() }, await listTexts(ctx.db));
  const stored = await storage().write(Readable.from([Buffer.from(file.buffer, file.byteOffset, file.byteLength)]), { maxBytes });
  if (!stored.ok) throw new Error(`The index could not be stored: ${stored.refusal.code}`);
  const unused = await ctx.db.$transaction(async (tx) => {
    // Of two runs at once the later one read before the other cleared whoever left: its index goes unused.
    if ((await lockIndexes(tx)) !== (last?.id ?? null)) return null;
    const id = await insertIndex(tx, { ...counts, ...stored.value, newestEventId: upTo, since, builtAt: now, checkedAt: now, buildMilliseconds: Math.round(performance.now() - startedAt), coveringVersion: covering });
    await clearForgotten(tx, { ids: leaving.map((each) => each.id), indexId: id });
    if (last && isTakenOver(last, now)) await deleteClearedUpTo(tx, { indexId: last.id });
    return deleteIndexesBefore(tx, { id: leaving.length > 0 || isAskedAnew ? id : (last?.id ?? id) });
  });
  if (unused === null) {
    if (!(await listIndexes(ctx.db, { take: keptIndexes })).some((row) => row.sha256 === stored.value.sha256)) await storage().remove(stored.value.sha256);
    return { isBuilt: false };
  }
  for (const sha256 of unused) await storage().remove(sha256);
  return { isBuilt: true };
}

/** Every process that answers has looked since and has the index, or has seen who is passed over; whoever paused longer looks before answering. */
function isTakenOver({ builtAt }: IndexRow, now: Date): boolean {
  return now.getTime() - builtAt.getTime() >= 2 * pauseMilliseconds;
}

/** Its file is there, and no process says that it can't be read. */
async function isReadable(ctx: Context, { id, sha256 }: IndexRow): Promise<boolean> {
  const states = await listServingStates(ctx.db, { since: new Date(ctx.now().getTime() - 10 * 60_000) });
  return !states.some((state) => state.faultyId === id) && await storage().exists(sha256);
}
