import { listPublicColumnWords } from '@/lib/datasets';
import type { Db } from '@/lib/db';
import { searchTextOf } from './core/search-text';
import { lockSearchParts, writeSearchText } from './store/own';

/** The text that a dataset's listing is found by, as its columns are shown and described now. @returns the listing, or null where there is none */
export async function renewSearchText(tx: Db, datasetId: string): Promise<{ readonly listingId: string; readonly revisionId: string } | null> {
  const listing = await lockSearchParts(tx, { datasetId });
  if (!listing) return null;
  const { id: listingId, revisionId, seller, ...parts } = listing;
  await writeSearchText(tx, { listingId, searchText: searchTextOf({ ...parts, sellerName: seller.name, ...(await listPublicColumnWords(tx, { revisionId })) }) });
  return { listingId, revisionId };
}
