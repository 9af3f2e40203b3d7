import type { Db } from '@/lib/db';
import { quoteBundle, type BundleQuote } from '../core/menu/quote-bundle';
import { bundleExponent } from './get-bundle';
import { readOnSale } from './read-on-sale';

type Paying = { readonly listingId: string; readonly payMinor: number };

/** What some datasets of a seller cost a buyer together within a sale; null when one of them isn't on sale for money any more. */
export async function quoteBundleForSale(db: Db, { sellerId, wanted }: { readonly sellerId: string; readonly wanted: readonly Paying[] }): Promise<BundleQuote | null> {
  const onSale = await readOnSale(db, { sellerId });
  const chosen = wanted.flatMap(({ listingId, payMinor }) => onSale.filter((one) => one.listingId === listingId).map((one) => ({ ...one, payMinor })));
  return chosen.length === wanted.length ? quoteBundle(chosen, onSale, bundleExponent) : null;
}
