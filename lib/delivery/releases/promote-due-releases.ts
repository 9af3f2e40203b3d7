import { record } from '@/lib/audit';
import { findRevisionForRelease, listDueReleases, lockListingForRelease, markSold, putRevisionOnSale, type ReleaseRow } from '@/lib/catalog';
import { gradeRevision } from '@/lib/datasets';
import type { Context } from '@/lib/db';
import { listHolders } from '@/lib/orders';
import { refreshSuggestion } from '@/lib/pricing';
import { eachInTurn } from '@/lib/shared/each-in-turn';
import { tellHolders } from './tell-holders';

/**
 * What was announced is sold from its day on. May run twice and in two processes: each release is decided under the listing's lock, once. One that fails
 * holds up no other; that some did is thrown when all have had their turn.
 */
export async function promoteDueReleases(ctx: Context): Promise<{ readonly count: number }> {
  let count = 0;
  await eachInTurn(await listDueReleases(ctx.db, { now: ctx.now(), take: 50 }), 'releases could not be put on sale', async (release) => {
    if (!(await promote(ctx, release))) return;
    count += 1;
    await refreshSuggestion(ctx, release);
  });
  return { count };
}

function promote(ctx: Context, { id, listingId, revisionId, isBreaking, notes, effectiveAt, listing }: ReleaseRow): Promise<boolean> {
  return ctx.db.$transaction(async (tx) => {
    const at = ctx.now();
    if (!(await lockListingForRelease(tx, { listingId })) || !(await markSold(tx, { releaseId: id, at }))) return false;
    await putRevisionOnSale(tx, { listingId, revisionId });
    await gradeRevision(tx, { revisionId, at });
    const holders = await listHolders(tx, { listingId });
    const number = (await findRevisionForRelease(tx, { revisionId }))?.number ?? 0;
    await tellHolders(tx, { holders, listing, revision: { id: revisionId, number }, kind: 'ON_SALE', isBreaking, text: notes, effectiveAt, at });
    await record(tx, ctx, { action: 'revision.released', objectType: 'revision', objectId: revisionId, detail: { listingId, isBreaking, toldCount: holders.length } });
    return true;
  }, { maxWait: 10_000, timeout: 30_000 });
}
