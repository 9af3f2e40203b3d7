import { editListing, getOwnListing } from '@/lib/catalog';
import type { EditedListing, EditListingInput } from '@/lib/catalog/schema';
import type { Context } from '@/lib/db';
import type { Result } from '@/lib/shared/result';
import { touchPriceFigure } from './store';
import { decidePrice } from './suggest-price';
import { writeSuggestion } from './write-suggestion';

/** Changes what stands about a dataset; what the market is compared by, and the suggestion shown beside its price, follow. The price stays. */
export async function editWithSuggestion(ctx: Context, input: EditListingInput): Promise<Result<EditedListing>> {
  const edited = await editListing(ctx, input);
  // Also where nothing was changed: the same edit sent again makes good what a fault kept from following the first time.
  if (edited.ok) await renewSuggestion(ctx, input);
  return edited;
}

async function renewSuggestion(ctx: Context, input: EditListingInput): Promise<void> {
  const own = await getOwnListing(ctx, input);
  // One that is withdrawn gets its suggestion when it is published again.
  if (!own.ok || own.value.status !== 'PUBLISHED') return;
  const { revisionId, title, category, licenceCode } = own.value;
  await touchPriceFigure(ctx.db, { revisionId, at: ctx.now() });
  const decided = await decidePrice(ctx, { revisionId, title, category, licenceCode });
  if (decided.ok) await writeSuggestion(ctx, { revisionId, title, category, licenceCode }, decided.value);
}
