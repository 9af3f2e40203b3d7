import { changePrice, getOwnListing, publishListing } from '@/lib/catalog';
import type { ChangePriceInput, PublishListingInput } from '@/lib/catalog/schema';
import type { Context } from '@/lib/db';
import { observe } from '@/lib/monitoring';
import type { Result } from '@/lib/shared/result';
import type { SuggestPriceInput } from './schema';
import { decidePrice } from './suggest-price';
import { writeSuggestion } from './write-suggestion';

/** Publishes at the seller's price; the history remembers what the exchange suggested, and why. */
export async function publishWithPrice(ctx: Context, input: PublishListingInput): Promise<Result<{ slug: string }>> {
  const own = await getOwnListing(ctx, input);
  return own.ok ? publishListing(ctx, input, { suggestedMinor: await keepSuggestion(ctx, own.value, input.priceMinor) }) : own;
}

export async function repriceListing(ctx: Context, input: ChangePriceInput): Promise<Result<{ priceMinor: number | null }>> {
  const own = await getOwnListing(ctx, input);
  return own.ok ? changePrice(ctx, input, { suggestedMinor: await keepSuggestion(ctx, own.value, input.priceMinor) }) : own;
}

/** The suggestion at the moment of the seller's decision. Null when there is none to make. */
async function keepSuggestion(ctx: Context, { revisionId, title, category, licenceCode }: SuggestPriceInput, askedMinor: number | null): Promise<number | null> {
  const input: SuggestPriceInput = { revisionId, title, category, licenceCode };
  const decided = await decidePrice(ctx, input);
  if (!decided.ok) return null;
  await writeSuggestion(ctx, input, decided.value);
  // Who names no price neither follows the suggestion nor leaves it.
  if (askedMinor !== null) reportDecision(decided.value.explanation, askedMinor, ctx.now().getTime());
  return decided.value.explanation.suggestedMinor;
}

/** Did the seller go along with the suggestion: the price she asks against it, and whether it lies within the range she was shown. */
function reportDecision({ suggestedMinor, lowMinor, highMinor }: { readonly suggestedMinor: number; readonly lowMinor: number; readonly highMinor: number }, askedMinor: number, at: number): void {
  if (suggestedMinor > 0) observe('price', 'ask-ratio', askedMinor / suggestedMinor, { at });
  if (suggestedMinor > 0 && askedMinor > 0) observe('price', 'residual', Math.abs(Math.log(askedMinor / suggestedMinor)), { at });
  observe('price', 'accepted', askedMinor >= lowMinor && askedMinor <= highMinor ? 1 : 0, { at });
}
