import { record } from '@/lib/audit';
import { findRevisionForRelease, listDueReleases, lockListingForRelease, markSold, putRevisionOnSale, type ReleaseRow } from '@/lib/catalog';
import type { Context } from '@/lib/db';
import { listHolders } from '@/lib/orders';
import { tellHolders } from './tell-holders';

/** What was announced is sold from its day on. May run twice and in two processes: each release is decided under the listing's lock, once. */
export async function promoteDueReleases(ctx: Context): Promise<{ readonly count: number }> {
  let count = 0;
  for (const release of await listDueReleases(ctx.db, { now: ctx.now(), take: 50 })) if (await promote(ctx, release)) count += 1;
  return { count };
}

function promote(ctx: Context, { id, listingId, revisionId, isBreaking, notes, effectiveAt, listing }: ReleaseRow): Promise<boolean> {
  return ctx.db.$transaction(async (tx) => {
    const at = ctx.now();
    if (!(await lockListingForRelease(tx, { listingId })) || !(await markSold(tx, { releaseId: id, at }))) return false;
    await putRevisionOnSale(tx, { listingId, revisionId });
    const holders = await listHolders(tx, { listingId });
    const number = (await findRevisionForRelease(tx, { revisionId }))?.number ?? 0;
    await tellHolders(tx, { holders, listing, revision: { id: revisionId, number }, kind: 'ON_SALE', isBreaking, text: notes, effectiveAt, at });
    await record(tx, ctx, { action: 'revision.released', objectType: 'revision', objectId: revisionId, detail: { listingId, isBreaking, toldCount: holders.length } });
    return true;
  }, { maxWait: 10_000, timeout: 30_000 });
}
