import { randomBytes } from 'node:crypto';
import { record } from '@/lib/audit';
import { getOwnProfile, gradeRevision, listPublicColumnWords } from '@/lib/datasets';
import type { ProfileView } from '@/lib/datasets/schema';
import { isUniqueViolation, type Context } from '@/lib/db';
import { env } from '@/lib/env';
import { requireRole } from '@/lib/identity';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { decideDraft } from './core/decide-listing';
import { searchTextOf } from './core/search-text';
import { slugFor } from './core/slug';
import type { DraftListingInput } from './schema';
import { findSeller, insertListing, lockOwnByDataset, updateListing } from './store/own';

/** Writes the one draft of a dataset: the first call makes it, the next ones change it. */
export async function draftListing(ctx: Context, input: DraftListingInput): Promise<Result<{ listingId: string; slug: string }>> {
  const who = requireRole(ctx, 'SELLER');
  if (!who.ok) return who;
  const profile = await getOwnProfile(ctx, { revisionId: input.revisionId });
  if (!profile.ok) return profile;
  try {
    return await writeDraft(ctx, who.value.accountId, { input, profile: profile.value });
  } catch (error) {
    // Two first drafts of one dataset at once: the dataset is unique, so the second finds the first.
    if (isUniqueViolation(error)) return writeDraft(ctx, who.value.accountId, { input, profile: profile.value });
    throw error;
  }
}

async function writeDraft(
  ctx: Context,
  sellerId: string,
  { input, profile }: { readonly input: DraftListingInput; readonly profile: ProfileView },
): Promise<Result<{ listingId: string; slug: string }>> {
  return ctx.db.$transaction(async (tx) => {
    const { revision } = profile;
    const seller = await findSeller(tx, { accountId: sellerId });
    if (!seller) return refuse('not-allowed');
    const existing = await lockOwnByDataset(tx, { datasetId: revision.datasetId, sellerId });
    const decision = decideDraft(revision.status, existing);
    if (!decision.ok) return decision;

    const slug = existing?.publishedAt ? existing.slug : slugFor(input.title, randomBytes(5));
    const columnWords = await listPublicColumnWords(tx, { revisionId: revision.id });
    const data = { ...contentOf(input, profile, { sellerName: seller.name, ...columnWords }), slug, status: 'DRAFT' as const, isDemo: seller.isDemo };
    let listingId = existing?.id;
    if (listingId) await updateListing(tx, { listingId, sellerId, data });
    else ({ id: listingId } = await insertListing(tx, { ...data, sellerId, datasetId: revision.datasetId, currency: env().MARKET_CURRENCY, createdAt: ctx.now() }));
    await gradeRevision(tx, { revisionId: revision.id, at: ctx.now() });
    await record(tx, ctx, { action: 'listing.drafted', objectType: 'listing', objectId: listingId, detail: { revisionId: revision.id } });
    return ok({ listingId, slug });
  });
}

function contentOf(input: DraftListingInput, profile: ProfileView, words: { readonly sellerName: string; readonly columnNames: readonly string[]; readonly columnMeanings: readonly string[] }) {
  const { revisionId, title, subtitle, description, category, licenceCode, regions, sourceName, sourceUrl } = input;
  const { revision, columns } = profile;
  return {
    revisionId, title, subtitle, description, category, licenceCode, regions: [...regions], sourceName, sourceUrl,
    rowCount: revision.rowCount ?? 0,
    columnCount: revision.columnCount ?? columns.length,
    byteSize: revision.byteSize,
    format: revision.format,
    searchText: searchTextOf({ title, subtitle, description, category, sourceName, ...words }),
  };
}
