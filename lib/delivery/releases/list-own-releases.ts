import { getOwnListing, listReleases } from '@/lib/catalog';
import { listDatasetRevisions, listGrades } from '@/lib/datasets';
import type { Context } from '@/lib/db';
import { ok, type Result } from '@/lib/shared/result';
import type { OwnReleases } from '../schema';

/** The seller's own view of a listing's revisions, the newest first, those included that nobody has seen yet. */
export async function listOwnReleases(ctx: Context, { listingId }: { readonly listingId: string }): Promise<Result<OwnReleases>> {
  const listing = await getOwnListing(ctx, { listingId });
  if (!listing.ok) return listing;
  const { datasetId, revisionId: soldId, title, slug, status } = listing.value;
  const [revisions, releases] = await Promise.all([listDatasetRevisions(ctx.db, { datasetId }), listReleases(ctx.db, { listingId })]);
  const grades = await listGrades(ctx.db, { revisionIds: revisions.map(({ id }) => id) });
  const soldNumber = revisions.find(({ id }) => id === soldId)?.number ?? 0;
  const first = releases.at(-1)?.beforeId ?? soldId;
  return ok({
    title, slug, status, datasetId,
    revisions: revisions.map(({ retractReason, isRetracted, ...revision }) => {
      const release = releases.find((each) => each.revisionId === revision.id && each.cancelledAt === null);
      const wasSold = revision.id === first || (release !== undefined && release.soldFrom !== null);
      return {
        ...revision, retractReason, grade: grades.get(revision.id) ?? null, notes: release?.notes ?? '', effectiveAt: release && release.soldFrom === null ? release.effectiveAt.toISOString() : null,
        state: isRetracted ? 'retracted' : revision.id === soldId ? 'sold' : wasSold ? 'earlier' : release ? 'announced' : revision.number < soldNumber ? 'kept' : 'unreleased',
      };
    }),
  });
}
