import { requireRole, type Context } from '@/lib/db';
import { ok, type Result } from '@/lib/shared/result';
import { maxSellerShare, newPlaces, newSellerSales, relevanceShare } from './core/blend';
import { slowMilliseconds } from './core/slow-guard';
import type { IndexReport } from './schema';
import { listForgotten, listIndexes, listServingStates } from './store-index';

const shownIndexes = 2;
/** A process that said nothing for so long answers nobody. */
const aliveMilliseconds = 15 * 60_000;

/** What the suggestions are made from: the indexes there are, what each process answers from and what it could not read, and the bounds that every list keeps. */
export async function getIndexReport(ctx: Context): Promise<Result<IndexReport>> {
  const who = requireRole(ctx, 'ADMIN');
  if (!who.ok) return who;
  const [indexes, states, leaving] = await Promise.all([listIndexes(ctx.db, { take: shownIndexes }), listServingStates(ctx.db, { since: new Date(ctx.now().getTime() - aliveMilliseconds) }), listForgotten(ctx.db)]);
  return ok({
    indexes: indexes.map(({ id, byteSize, sessionCount, itemCount, eventCount, builtAt, checkedAt, buildMilliseconds }) => ({ id, byteSize, sessionCount, itemCount, eventCount, builtAt: builtAt.toISOString(), checkedAt: checkedAt.toISOString(), buildMilliseconds })),
    processes: states.map(({ process, indexId, faultyId, fault, freshCount, loadMilliseconds, seenAt }) => ({ process, indexId, faultyId, fault, freshCount, loadMilliseconds, seenAt: seenAt.toISOString() })),
    leavingCount: leaving.length, bounds: { newPlaces, newSellerSales, maxSellerShare, relevanceShare, slowMilliseconds },
  });
}
