import { record } from '@/lib/audit';
import { cancelPending, decideRelease, findListingOfRevision, findRevisionForRelease, hasPendingRelease, insertRelease, lockListingForRelease, markSold, putRevisionOnSale } from '@/lib/catalog';
import { compareRevisions, compareSchemas, releasePrivately } from '@/lib/datasets';
import type { SchemaChange } from '@/lib/datasets/schema';
import type { Context, Prisma } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import { listHolders } from '@/lib/orders';
import { refreshSuggestion } from '@/lib/pricing';
import { ok, refuse, type Result } from '@/lib/shared/result';
import type { ReleasePreview, ReleaseRevisionInput } from '../schema';
import { tellHolders } from './tell-holders';

type Wanted = { readonly revisionId: string };
const day = 24 * 60 * 60 * 1000;

/** What releasing a revision would mean: what changes for buyers, how long they have to be told ahead, and by which key rows would be compared. */
export async function previewRelease(ctx: Context, { revisionId }: Wanted): Promise<Result<ReleasePreview>> {
  const who = requireRole(ctx, 'SELLER');
  if (!who.ok) return who;
  const listing = await findListingOfRevision(ctx.db, { revisionId, sellerId: who.value.accountId });
  const compared = listing && (await compareSchemas(ctx.db, { fromId: listing.revisionId, toId: revisionId }));
  if (!listing || !compared) return refuse('not-found');
  const isBreaking = compared.changes.some((change) => change.isBreaking);
  return ok({ changes: compared.changes, proposedKey: compared.key, isBreaking, holderCount: (await listHolders(ctx.db, { listingId: listing.id })).length });
}

/**
 * Releases a revision of a listed dataset: buyers are told in the same transaction. What breaks nothing is sold at once unless the seller gives
 * notice all the same; what breaks is sold after the notice, and until then the old one. Rows are compared before, so that the page can say what changed.
 */
export async function releaseRevision(ctx: Context, input: ReleaseRevisionInput): Promise<Result<{ slug: string; soldFrom: string }>> {
  const who = requireRole(ctx, 'SELLER');
  if (!who.ok) return who;
  const { revisionId } = input;
  const sellerId = who.value.accountId;
  const found = await findListingOfRevision(ctx.db, { revisionId, sellerId });
  if (!found) return refuse('not-found');
  if (found.revisionId === revisionId) return refuse('revision-released');
  const diff = await compareRevisions(ctx.db, { fromId: found.revisionId, toId: revisionId, keyNames: input.keyNames, at: ctx.now() });
  if (!diff.ok) return diff;
  const released = await ctx.db.$transaction((tx) => write(tx, ctx, { input, sellerId, comparedWith: found.revisionId, changes: diff.value.changes }), { maxWait: 10_000, timeout: 30_000 });
  // The page explains the price of what is sold: of the new revision, too. The price itself stays the seller's. The release is done by now: an
  // explanation that fails is made by the hourly job.
  if (released.ok) await refreshSuggestion(ctx, { listingId: found.id }).catch(() => false);
  return released;
}

type Writing = { readonly input: ReleaseRevisionInput; readonly sellerId: string; readonly comparedWith: string; readonly changes: readonly SchemaChange[] };

async function write(tx: Prisma.TransactionClient, ctx: Context, { input, sellerId, comparedWith, changes }: Writing): Promise<Result<{ slug: string; soldFrom: string }>> {
  const { revisionId, notes } = input;
  const unlocked = await findListingOfRevision(tx, { revisionId, sellerId });
  if (!unlocked || !(await lockListingForRelease(tx, { listingId: unlocked.id }))) return refuse('not-found');
  const listing = await findListingOfRevision(tx, { revisionId, sellerId });
  const revision = await findRevisionForRelease(tx, { revisionId });
  // Another revision went on sale while rows were compared: what was compared is not what buyers have.
  if (!listing || listing.revisionId !== comparedWith) return refuse('release-pending');
  const holders = await listHolders(tx, { listingId: listing.id });
  const isBreaking = changes.some((change) => change.isBreaking);
  const decision = decideRelease({
    listing, isBreaking, ownerCount: holders.length, hasPending: await hasPendingRelease(tx, { listingId: listing.id }),
    revision: revision && { ...revision, isRetracted: revision.retractedAt !== null, isReleased: revision.release !== null && revision.release.cancelledAt === null },
  }, input);
  if (!decision.ok) return decision;
  // Announced or sold: from here on buyers can receive it.
  const people = await releasePrivately(tx, { revisionId, isPriced: listing.priceMinor !== null });
  if (!people.ok) return people;
  const announcedAt = ctx.now();
  const effectiveAt = new Date(announcedAt.getTime() + decision.value.noticeDays * day);
  const releaseId = await insertRelease(tx, { listingId: listing.id, revisionId, beforeId: listing.revisionId, isBreaking, changes: changes as unknown as Prisma.InputJsonValue, notes, announcedAt, effectiveAt });
  const isAtOnce = decision.value.noticeDays === 0;
  if (isAtOnce) {
    await markSold(tx, { releaseId, at: announcedAt });
    await putRevisionOnSale(tx, { listingId: listing.id, revisionId });
  }
  await tellHolders(tx, { holders, listing, revision: { id: revisionId, number: revision?.number ?? 0 }, kind: isAtOnce ? 'ON_SALE' : 'ANNOUNCED', isBreaking, text: notes, effectiveAt, at: announcedAt });
  await record(tx, ctx, { action: isAtOnce ? 'revision.released' : 'revision.announced', objectType: 'revision', objectId: revisionId, detail: { listingId: listing.id, isBreaking, noticeDays: decision.value.noticeDays, toldCount: holders.length } });
  return ok({ slug: listing.slug, soldFrom: effectiveAt.toISOString() });
}

/** Calls an announced release off; the revision stays with the seller and can be released later. */
export async function cancelRelease(ctx: Context, { revisionId }: Wanted): Promise<Result<null>> {
  const who = requireRole(ctx, 'SELLER');
  if (!who.ok) return who;
  return ctx.db.$transaction(async (tx) => {
    const listing = await findListingOfRevision(tx, { revisionId, sellerId: who.value.accountId });
    if (!listing) return refuse('not-found');
    if (!(await cancelPending(tx, { listingId: listing.id, revisionId, at: ctx.now() }))) return refuse('revision-released');
    await record(tx, ctx, { action: 'revision.release-cancelled', objectType: 'revision', objectId: revisionId, detail: { listingId: listing.id } });
    return ok(null);
  });
}
