import { licenceCodes, type LicenceCode } from '@/lib/catalog/schema';
import { findRevisionForPricing } from '@/lib/datasets';
import type { Db } from '@/lib/db';
import { env } from '@/lib/env';
import { pseudonym } from '@/lib/shared/pseudonym';
import { comparableRows } from './core/comparable-rows';
import type { Candidate } from './core/comparables';
import type { PriceFacts } from './core/explain-price';
import { newestMoment } from './core/newest-moment';
import { licenceFactors } from './core/value';
import type { SuggestPriceInput } from './schema';
import { listFigures, listPriced } from './store';

/** What a price is decided from: the measured dataset as its owner describes it, and the market as it stands. Null for a revision that isn't there. */
export async function readPriceFacts(db: Db, input: SuggestPriceInput, now: Date): Promise<{ readonly ownerId: string; readonly facts: PriceFacts } | null> {
  const figures = await findRevisionForPricing(db, input);
  if (!figures) return null;
  const { ownerId, rowCount, distinctRowCount, columns } = figures;
  return {
    ownerId,
    facts: {
      rowCount, distinctRowCount, columns: columns.map(({ kind, nullCount }) => ({ kind, nullCount })), sellerId: pseudonym('seller', ownerId), category: input.category, licenceCode: input.licenceCode, currency: env().MARKET_CURRENCY,
      text: `${input.title} ${columns.map((column) => column.name).join(' ')}`, newest: newestMoment(columns, now), comparableRows: comparableRows({ ...figures, columnCount: columns.length }),
    },
  };
}

export async function readMarket(db: Db): Promise<readonly Candidate[]> {
  const listings = await listPriced(db, { currency: env().MARKET_CURRENCY });
  const figures = await listFigures(db, { revisionIds: listings.map((listing) => listing.revisionId) });
  return listings.flatMap((listing) => {
    const figure = figures.get(listing.revisionId);
    const licenceCode = licenceCodes.find((code) => code === listing.licenceCode);
    return figure && licenceCode ? [toCandidate(listing, licenceCode, comparableRows({ ...figure, columnCount: listing.columnCount }))] : [];
  });
}

function toCandidate(listing: Awaited<ReturnType<typeof listPriced>>[number], licenceCode: LicenceCode, rows: number): Candidate {
  const { id, slug, title, searchText, sellerId, category, currency, salesCount, priceMinor } = listing;
  return {
    listingId: id, slug, title, text: searchText, sellerId: pseudonym('seller', sellerId), category, licenceCode, licenceFactor: licenceFactors[licenceCode], effectiveRows: rows,
    priceMinor: Number(priceMinor ?? 0n), currency, isSold: salesCount > 0,
  };
}
