import { changeDictionary, gradeRevision } from '@/lib/datasets';
import type { DescribeColumnsInput } from '@/lib/datasets/schema';
import type { Context } from '@/lib/db';
import { ok, type Result } from '@/lib/shared/result';
import { renewSearchText } from './renew-search-text';

/** What a seller says of her columns; the text that is searched and the grade of what is sold change with it. @returns the dataset's listing, or null */
export async function describeColumns(ctx: Context, input: DescribeColumnsInput): Promise<Result<{ readonly listingId: string | null }>> {
  let listingId: string | null = null;
  const changed = await changeDictionary(ctx, input, async (tx, datasetId) => {
    const listing = await renewSearchText(tx, datasetId);
    listingId = listing?.listingId ?? null;
    // Another revision may be sold than the one whose columns she looked at.
    if (listing && listing.revisionId !== input.revisionId) await gradeRevision(tx, { revisionId: listing.revisionId, at: ctx.now() });
  });
  return changed.ok ? ok({ listingId }) : changed;
}
