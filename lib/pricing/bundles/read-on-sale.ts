import type { Db } from '@/lib/db';
import { env } from '@/lib/env';
import { roughRows } from '../core/effective-rows';
import { listFigures } from '../store';
import { listSoldBy } from './store';

/** What a seller has on sale for money, with the rows that each counts for. */
export async function readOnSale(db: Db, { sellerId }: { readonly sellerId: string }) {
  const listings = await listSoldBy(db, { sellerId, currency: env().MARKET_CURRENCY });
  const figures = await listFigures(db, { revisionIds: listings.map((listing) => listing.revisionId) });
  return listings.flatMap(({ id, priceMinor, rowCount, columnCount, revisionId, ...listing }) => {
    const figure = figures.get(revisionId);
    return figure ? [{ ...listing, listingId: id, priceMinor: Number(priceMinor), rowCount: Number(rowCount), effectiveRows: figure.effectiveRows ?? roughRows({ ...figure, columnCount }) }] : [];
  });
}
