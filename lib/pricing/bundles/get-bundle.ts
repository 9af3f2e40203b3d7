import type { Context, Db } from '@/lib/db';
import { env } from '@/lib/env';
import { requireRole } from '@/lib/identity';
import { ok, type Result } from '@/lib/shared/result';
import type { Bundleable, BundleView } from '../bundle-schema';
import { standardParameters } from '../core/price-parameters';
import { quoteBundle } from '../core/menu/quote-bundle';
import { readOnSale } from './read-on-sale';
import { findBundleRow, listBundlesOf, listBundlesWith } from './store';

/** How a price grows with the rows in every bundle of the exchange: concave, so that together is never dearer. */
export const bundleExponent = standardParameters.exponent;

type Row = NonNullable<Awaited<ReturnType<typeof findBundleRow>>>;

/** A bundle at today's prices, the same for everybody; null while not all of it is on sale for money. */
export async function getBundle(db: Db, { bundleId }: { readonly bundleId: string }): Promise<(BundleView & { readonly sellerId: string }) | null> {
  const row = await findBundleRow(db, { bundleId });
  return row && toView(db, row);
}

/** The bundles that hold a listing. */
export async function listBundlesOfListing(db: Db, { listingId }: { readonly listingId: string }): Promise<readonly BundleView[]> {
  return viewsOf(db, await listBundlesWith(db, { listingId }));
}

export async function listOwnBundles(ctx: Context): Promise<Result<{ readonly bundles: readonly BundleView[]; readonly unsold: readonly { readonly id: string; readonly title: string }[]; readonly onSale: readonly Bundleable[]; readonly currency: string }>> {
  const who = requireRole(ctx, 'SELLER');
  if (!who.ok) return who;
  const sellerId = who.value.accountId;
  const rows = await listBundlesOf(ctx.db, { sellerId });
  const bundles = await viewsOf(ctx.db, rows);
  const onSale = (await readOnSale(ctx.db, { sellerId })).map(({ listingId, title, priceMinor, effectiveRows }) => ({ listingId, title, priceMinor, effectiveRows }));
  return ok({ bundles, unsold: rows.filter((row) => !bundles.some((bundle) => bundle.id === row.id)).map(({ id, title }) => ({ id, title })), onSale, currency: env().MARKET_CURRENCY });
}

async function viewsOf(db: Db, rows: readonly Row[]): Promise<readonly BundleView[]> {
  const views: BundleView[] = [];
  for (const row of rows) {
    const view = await toView(db, row);
    if (view) views.push(view);
  }
  return views;
}

async function toView(db: Db, { id, title, sellerId, seller, items }: Row): Promise<(BundleView & { readonly sellerId: string }) | null> {
  const onSale = await readOnSale(db, { sellerId });
  const chosen = items.flatMap(({ listingId }) => onSale.filter((one) => one.listingId === listingId));
  if (chosen.length < items.length || chosen.length < 2) return null;
  const { sumMinor, priceMinor, sharesMinor } = quoteBundle(chosen, onSale, bundleExponent);
  const parts = chosen.map(({ listingId, slug, title: name, licenceCode, rowCount, priceMinor: alone }, index) => ({ listingId, slug, title: name, licenceCode, rowCount, priceMinor: alone, shareMinor: sharesMinor[index] ?? 0 }));
  return { id, title, sellerId, sellerName: seller.name, sellerSlug: seller.slug, currency: env().MARKET_CURRENCY, parts, sumMinor, priceMinor };
}
