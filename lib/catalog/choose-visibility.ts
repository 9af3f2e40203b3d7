import { changeVisibility, listPublicColumnNames } from '@/lib/datasets';
import type { ChooseVisibilityInput } from '@/lib/datasets/schema';
import type { Context, Db } from '@/lib/db';
import type { Result } from '@/lib/shared/result';
import { searchTextOf } from './core/search-text';
import { lockSearchParts, writeSearchText } from './store/own';

/** What everybody may see of each column; the text that is searched changes with it. Answers with the listing's address, when there is one. */
export async function chooseVisibility(ctx: Context, input: ChooseVisibilityInput): Promise<Result<null>> {
  return changeVisibility(ctx, input, (tx, datasetId) => renewSearchText(tx, datasetId));
}

async function renewSearchText(tx: Db, datasetId: string): Promise<void> {
  const listing = await lockSearchParts(tx, { datasetId });
  if (!listing) return;
  const { id, revisionId, seller, ...parts } = listing;
  const columnNames = await listPublicColumnNames(tx, { revisionId });
  await writeSearchText(tx, { listingId: id, searchText: searchTextOf({ ...parts, sellerName: seller.name, columnNames }) });
}
