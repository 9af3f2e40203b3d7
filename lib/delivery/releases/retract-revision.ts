import { record } from '@/lib/audit';
import { cancelPending, findListingOfRevision, findRevisionForRelease, listSold, lockListingForRelease, putRevisionOnSale, replacementFor, takeOffSale, writeRetraction } from '@/lib/catalog';
import type { Context, Prisma } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import { listHolders } from '@/lib/orders';
import { ok, refuse, type Result } from '@/lib/shared/result';
import type { RetractRevisionInput } from '../schema';
import { tellHolders } from './tell-holders';

type Retracted = { readonly soldInstead: 'unchanged' | 'earlier' | 'nothing' };

/**
 * Takes a revision back for good: from the commit on nobody receives it, its page says why, and buyers are told. Was it the one
 * sold, the one before it is sold again, or the listing leaves the market when there is none.
 */
export async function retractRevision(ctx: Context, { revisionId, reason }: RetractRevisionInput): Promise<Result<Retracted>> {
  const who = requireRole(ctx, 'SELLER');
  if (!who.ok) return who;
  const sellerId = who.value.accountId;
  return ctx.db.$transaction(async (tx) => {
    const unlocked = await findListingOfRevision(tx, { revisionId, sellerId });
    if (!unlocked || !(await lockListingForRelease(tx, { listingId: unlocked.id }))) return refuse('not-found');
    const listing = await findListingOfRevision(tx, { revisionId, sellerId });
    const revision = await findRevisionForRelease(tx, { revisionId });
    if (!listing || !revision) return refuse('not-found');
    const at = ctx.now();
    if (!(await writeRetraction(tx, { revisionId, ownerId: sellerId, reason, at }))) return refuse('revision-retracted');
    await cancelPending(tx, { listingId: listing.id, revisionId, at });
    const soldInstead = listing.revisionId === revisionId ? await sellAnother(tx, { listingId: listing.id, revisionId }) : 'unchanged';
    const holders = await listHolders(tx, { listingId: listing.id });
    await tellHolders(tx, { holders, listing, revision: { id: revisionId, number: revision.number }, kind: 'RETRACTED', isBreaking: false, text: reason, effectiveAt: at, at });
    await record(tx, ctx, { action: 'revision.retracted', objectType: 'revision', objectId: revisionId, detail: { listingId: listing.id, reason, soldInstead } });
    return ok({ soldInstead });
  }, { maxWait: 10_000, timeout: 30_000 });
}

async function sellAnother(tx: Prisma.TransactionClient, { listingId, revisionId }: { readonly listingId: string; readonly revisionId: string }): Promise<Retracted['soldInstead']> {
  const earlier = replacementFor(revisionId, await listSold(tx, { listingId }));
  if (earlier === null) {
    await takeOffSale(tx, { listingId });
    return 'nothing';
  }
  await putRevisionOnSale(tx, { listingId, revisionId: earlier });
  return 'earlier';
}
