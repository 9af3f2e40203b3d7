import { editListing } from '@/lib/catalog';
import type { EditedListing, EditListingInput } from '@/lib/catalog/schema';
import type { Context } from '@/lib/db';
import type { Result } from '@/lib/shared/result';
import { renewSuggestion } from './renew-suggestion';

/** Changes what stands about a dataset; what the market is compared by, and the suggestion shown beside its price, follow. The price stays. */
export async function editWithSuggestion(ctx: Context, input: EditListingInput): Promise<Result<EditedListing>> {
  const edited = await editListing(ctx, input);
  // Also where nothing was changed: the same edit sent again makes good what a fault kept from following the first time.
  if (edited.ok) await renewSuggestion(ctx, input);
  return edited;
}
