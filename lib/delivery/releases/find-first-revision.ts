import { listDatasetRevisions } from '@/lib/datasets';
import type { Db } from '@/lib/db';
import type { ChangelogEntry, FirstRevision } from '../schema';

type OfListing = { readonly listing: { readonly datasetId: string; readonly revisionId: string }; readonly changelog: readonly ChangelogEntry[] };

/**
 * What a listing sold first: nothing was released before it, so the changelog doesn't hold it. It is the one on sale as long as there is no later one, and otherwise what
 * the oldest of these is compared with. The caller has made sure that the listing is published.
 */
export async function findFirstRevision(db: Db, { listing, changelog }: OfListing): Promise<FirstRevision | null> {
  const id = changelog.at(-1)?.beforeId ?? listing.revisionId;
  const found = (await listDatasetRevisions(db, { datasetId: listing.datasetId })).find((revision) => revision.id === id);
  if (!found) return null;
  const { number, rowCount, isRetracted, retractReason } = found;
  return { revisionId: id, number, rowCount: rowCount ?? 0, state: isRetracted ? 'retracted' : id === listing.revisionId ? 'sold' : 'earlier', retractReason };
}
