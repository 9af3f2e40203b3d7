import { record } from '@/lib/audit';
import { gradeRevision, listPublicColumnWords } from '@/lib/datasets';
import type { Context } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { decideEdit, listingTextSha256 } from './core/listing-text';
import { searchTextOf } from './core/search-text';
import type { EditedListing, EditListingInput } from './schema';
import { findOwnText, lockOwnListing, updateListing } from './store/own';

/**
 * Changes what stands about a dataset on sale, or withdrawn. Price, licence, revision and address stay. The log keeps which parts changed and the hashes of the text
 * before and after: it can be proved what stood there, and nothing that was taken out lives on in a log that forgets nothing.
 */
export async function editListing(ctx: Context, { listingId, seenSha256, ...text }: EditListingInput): Promise<Result<EditedListing>> {
  const who = requireRole(ctx, 'SELLER');
  if (!who.ok) return who;
  const sellerId = who.value.accountId;
  return ctx.db.$transaction(async (tx) => {
    const listing = await lockOwnListing(tx, { listingId, sellerId });
    const before = listing && (await findOwnText(tx, { listingId, sellerId }));
    const decision = decideEdit(listing && before && { status: listing.status, text: before.text }, { ...text, seenSha256 });
    if (!decision.ok) return decision;
    if (!listing || !before) return refuse('not-found');
    const [{ changed }, textSha256] = [decision.value, listingTextSha256(text)];
    if (changed.length === 0) return ok({ slug: listing.slug, changed, textSha256 });
    const columnWords = await listPublicColumnWords(tx, { revisionId: listing.revisionId });
    await updateListing(tx, { listingId, sellerId, data: { ...text, searchText: searchTextOf({ ...text, sellerName: before.sellerName, ...columnWords }) } });
    // Whether it is described and its source is named is part of the grade.
    await gradeRevision(tx, { revisionId: listing.revisionId, at: ctx.now() });
    await record(tx, ctx, { action: 'listing.edited', objectType: 'listing', objectId: listingId, detail: { changed: changed.join(' '), fromSha256: listingTextSha256(before.text), toSha256: textSha256 } });
    return ok({ slug: listing.slug, changed, textSha256 });
  });
}
