import { getOwnListing } from '@/lib/catalog';
import { compareRevisions, compareSchemas, findRevisionDiff, listDatasetRevisions } from '@/lib/datasets';
import type { Context } from '@/lib/db';
import { ok, refuse, type Result } from '@/lib/shared/result';
import type { CompareOwnInput, Comparison } from '../schema';

type Wanted = { readonly listingId: string; readonly from: number | null; readonly to: number | null };
type Named = { readonly id: string; readonly number: number };

/** Any two revisions of the seller's own listing, released or not, with all of their columns. */
export async function getOwnComparison(ctx: Context, wanted: Wanted): Promise<Result<(Comparison & { readonly title: string }) | null>> {
  const pair = await findPair(ctx, wanted);
  if (!pair.ok || pair.value === null) return pair.ok ? ok(null) : pair;
  const { title, numbers, before, after } = pair.value;
  const ids = { fromId: before.id, toId: after.id };
  const [schemas, diff] = await Promise.all([compareSchemas(ctx.db, ids), findRevisionDiff(ctx.db, ids)]);
  return ok({ title, numbers, from: before.number, to: after.number, changes: schemas?.changes ?? [], diff });
}

/** Compares their rows, by the given key or the proposed one. */
export async function compareOwn(ctx: Context, { listingId, from, to, keyNames }: CompareOwnInput): Promise<Result<null>> {
  const pair = await findPair(ctx, { listingId, from, to });
  if (!pair.ok) return pair;
  if (pair.value === null) return refuse('not-found');
  const compared = await compareRevisions(ctx.db, { fromId: pair.value.before.id, toId: pair.value.after.id, keyNames, at: ctx.now() });
  return compared.ok ? ok(null) : compared;
}

/** Null where there aren't two revisions yet. */
async function findPair(ctx: Context, { listingId, from, to }: Wanted): Promise<Result<{ readonly title: string; readonly numbers: readonly number[]; readonly before: Named; readonly after: Named } | null>> {
  const listing = await getOwnListing(ctx, { listingId });
  if (!listing.ok) return listing;
  const revisions = (await listDatasetRevisions(ctx.db, { datasetId: listing.value.datasetId })).toSorted((a, b) => a.number - b.number);
  const numbers = revisions.map((revision) => revision.number);
  const [low, high] = from === null || to === null ? numbers.slice(-2) : [from, to].toSorted((a, b) => a - b);
  if (numbers.length < 2) return ok(null);
  const [before, after] = [low, high].map((number) => revisions.find((revision) => revision.number === number));
  return before && after && before !== after ? ok({ title: listing.value.title, numbers, before, after }) : refuse('not-found');
}
