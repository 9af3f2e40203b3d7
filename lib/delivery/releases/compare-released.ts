import { findPublishedListing } from '@/lib/catalog';
import { compareRevisions, listDatasetRevisions } from '@/lib/datasets';
import type { Context, Db } from '@/lib/db';
import { requireSignIn, takePoint } from '@/lib/identity';
import { ok, refuse, type Result } from '@/lib/shared/result';
import type { CompareReleasedInput, Comparison } from '../schema';
import { getChangelog, getReleaseDiff, listPublicChanges } from './get-changelog';

type Pair = { readonly from: number | null; readonly to: number | null };
type Named = { readonly id: string; readonly number: number };

/**
 * Two revisions of a published listing against each other, the earlier one first; without a choice the last two. What everybody may see, and only what is known already of the rows. Null for a
 * listing or a revision that everybody doesn't know of.
 */
export async function getComparison(db: Db, { slug, from, to }: Pair & { readonly slug: string }): Promise<(Comparison & { readonly title: string }) | null> {
  const known = await listKnown(db, slug);
  const pair = known && choose(known.revisions, { from, to });
  if (!known || !pair) return null;
  const ids = { fromId: pair[0].id, toId: pair[1].id };
  const [changes, diff] = await Promise.all([listPublicChanges(db, ids), getReleaseDiff(db, ids)]);
  return { title: known.title, numbers: known.revisions.map(({ number }) => number), from: pair[0].number, to: pair[1].number, changes, diff };
}

/** Compares the rows of two of them, once for everybody; it takes a while, so it is for people with an account and twelve times an hour. */
export async function compareReleased(ctx: Context, { slug, from, to }: CompareReleasedInput): Promise<Result<null>> {
  const who = requireSignIn(ctx);
  if (!who.ok) return who;
  const known = await listKnown(ctx.db, slug);
  const pair = known && choose(known.revisions, { from, to });
  if (!pair) return refuse('not-found');
  const wait = await takePoint(ctx.db, 'comparison-account', who.value.accountId);
  if (wait !== null) return refuse('too-many-attempts', { params: { seconds: wait } });
  const compared = await compareRevisions(ctx.db, { fromId: pair[0].id, toId: pair[1].id, keyNames: null, at: ctx.now() });
  return compared.ok ? ok(null) : compared;
}

/** What was sold or is announced and wasn't taken back, the oldest first. */
async function listKnown(db: Db, slug: string): Promise<{ readonly title: string; readonly revisions: readonly Named[] } | null> {
  const listing = await findPublishedListing(db, { slug });
  if (!listing) return null;
  const [changelog, measured] = await Promise.all([getChangelog(db, { listingId: listing.id, revisionId: listing.revisionId }), listDatasetRevisions(db, { datasetId: listing.datasetId })]);
  const ids = new Set([listing.revisionId, ...changelog.map((entry) => entry.revisionId), ...changelog.slice(-1).map((entry) => entry.beforeId)]);
  return { title: listing.title, revisions: measured.filter((revision) => ids.has(revision.id) && !revision.isRetracted).map(({ id, number }) => ({ id, number })).toSorted((a, b) => a.number - b.number) };
}

function choose(revisions: readonly Named[], { from, to }: Pair): readonly [Named, Named] | null {
  const [second, last] = revisions.slice(-2);
  if (!second || !last) return null;
  if (from === null || to === null) return [second, last];
  const [one, other] = [from, to].toSorted((a, b) => a - b).map((number) => revisions.find((revision) => revision.number === number));
  return one && other && one !== other ? [one, other] : null;
}
