import { getOwnListing } from '@/lib/catalog';
import type { Context } from '@/lib/db';
import { touchPriceFigure } from './store';
import { decidePrice } from './suggest-price';
import { writeSuggestion } from './write-suggestion';

/** Decides and keeps the suggestion of one's published listing anew. One that is withdrawn gets its suggestion when it is published again. */
export async function renewSuggestion(ctx: Context, { listingId }: { readonly listingId: string }): Promise<void> {
  const own = await getOwnListing(ctx, { listingId });
  if (!own.ok || own.value.status !== 'PUBLISHED') return;
  const { revisionId, title, category, licenceCode } = own.value;
  await touchPriceFigure(ctx.db, { revisionId, at: ctx.now() });
  const decided = await decidePrice(ctx, { revisionId, title, category, licenceCode });
  if (decided.ok) await writeSuggestion(ctx, { revisionId, title, category, licenceCode }, decided.value);
}
