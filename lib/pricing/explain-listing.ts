import { findOnSale } from '@/lib/catalog';
import type { Context } from '@/lib/db';
import { ok, type Result } from '@/lib/shared/result';
import { getPricePosition } from './get-price-position';
import { getMenu } from './menu/get-menu';
import type { ListingIdInput, MenuView, PricePosition } from './schema';

export type ExplainedListing = PricePosition & {
  readonly listingId: string; readonly slug: string; /** Null: on request. */ readonly askedMinor: number | null; readonly currency: string;
  readonly history: readonly { readonly priceMinor: number | null; readonly suggestedMinor: number | null; readonly at: string }[]; readonly menu: MenuView | null;
};

/** What the page says about a published price, for programs: the same for everybody. */
export async function explainListing({ db }: Pick<Context, 'db'>, { listingId }: ListingIdInput): Promise<Result<ExplainedListing>> {
  const found = await findOnSale(db, { listingId });
  if (!found.ok) return found;
  const listing = found.value;
  const [position, menu] = [await getPricePosition(db, { listingId }), await getMenu(db, { listingId })];
  return ok({ listingId, slug: listing.slug, askedMinor: listing.priceMinor, currency: listing.currency, ...position, history: listing.prices, menu });
}
