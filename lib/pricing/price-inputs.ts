import { licenceCodes, writingOf, type LicenceCode } from '@/lib/catalog/schema';
import { describedColumns, findRevisionForPricing, textAbout } from '@/lib/datasets';
import type { Db } from '@/lib/db';
import { env } from '@/lib/env';
import { pseudonym } from '@/lib/shared/pseudonym';
import type { Candidate } from './core/candidate';
import { roughRows } from './core/effective-rows';
import { indexMarket, type MarketIndex } from './core/market-index';
import { newestMoment } from './core/newest-moment';
import type { PriceFacts } from './core/price-facts';
import { standardPolicy } from './core/propose-price';
import { toFigures } from './core/to-figures';
import { licenceFactors } from './core/value';
import { readDemand } from './read-demand';
import type { PricePolicy, SuggestPriceInput } from './schema';
import { findMarketStamp, listFigures, listPriced, listSoldIds } from './store';
import { findListingOfRevision } from './store-demand';

export type ReadFacts = { readonly ownerId: string; readonly facts: PriceFacts; readonly listing: { readonly id: string; readonly priceMinor: number | null; readonly currency: string; readonly policy: PricePolicy } | null };

/** What a price is decided from: the measured dataset as its owner describes it, and what people did with its listing. Null for a revision that isn't there. */
export async function readPriceFacts(db: Db, input: SuggestPriceInput, now: Date): Promise<ReadFacts | null> {
  const figures = await findRevisionForPricing(db, input);
  if (!figures) return null;
  const { ownerId, rowCount, alikeRowCount, columns, dictionary } = figures;
  const listing = await findListingOfRevision(db, input);
  const demand = listing?.status === 'PUBLISHED' ? (await readDemand(db, [listing], now)).get(listing.id)?.periods ?? [] : null;
  const policy = toPolicy(listing?.pricePolicy ?? null);
  const names = columns.map((column) => column.name);
  return {
    ownerId,
    facts: {
      rowCount, distinctRowCount: alikeRowCount, columns: columns.map(toFigures), sellerId: pseudonym('seller', ownerId), category: input.category, licenceCode: input.licenceCode, currency: env().MARKET_CURRENCY,
      text: `${input.title} ${names.join(' ')}`, writing: writingOf([input.title, listing?.subtitle ?? '', listing?.description ?? ''].map((part) => part.replace(/\s+/g, ' ')).join('\n')), newest: newestMoment(columns, now), documentedCount: describedColumns(names, { text: textAbout(listing), entries: dictionary }).length,
      hasSource: listing !== null && (listing.sourceName !== '' || listing.sourceUrl !== ''), demand, policy: { floorMinor: policy.floorMinor, ceilingMinor: policy.ceilingMinor },
    },
    listing: listing ? { id: listing.id, priceMinor: listing.priceMinor === null ? null : Number(listing.priceMinor), currency: listing.currency, policy } : null,
  };
}

export function toPolicy(row: { readonly floorMinor: bigint | null; readonly ceilingMinor: bigint | null; readonly isAutomatic: boolean; readonly isExploring: boolean } | null): PricePolicy {
  if (!row) return standardPolicy;
  const amount = (minor: bigint | null): number | null => (minor === null ? null : Number(minor));
  return { floorMinor: amount(row.floorMinor), ceilingMinor: amount(row.ceilingMinor), isAutomatic: row.isAutomatic, isExploring: row.isExploring };
}

let known: { readonly stamp: string; /** Of the pseudonyms in it. */ readonly sellerName: string; readonly market: MarketIndex } | null = null;

/** The market as it stands, indexed once for as long as no price, sale or listing changes. */
export async function readMarket(db: Db): Promise<MarketIndex> {
  const currency = env().MARKET_CURRENCY;
  const stamp = await findMarketStamp(db, { currency });
  const sellerName = pseudonym('seller', '');
  if (known?.stamp === stamp && known.sellerName === sellerName) return known.market;
  const listings = await listPriced(db, { currency });
  const sold = await listSoldIds(db, { currency });
  const figures = await listFigures(db, { revisionIds: listings.map((listing) => listing.revisionId) });
  const market = indexMarket(listings.flatMap((listing) => {
    const figure = figures.get(listing.revisionId);
    const licenceCode = licenceCodes.find((code) => code === listing.licenceCode);
    return figure && licenceCode ? [toCandidate(listing, { licenceCode, rows: figure.effectiveRows ?? roughRows({ ...figure, columnCount: listing.columnCount }), isSold: sold.has(listing.id) })] : [];
  }));
  known = { stamp, sellerName, market };
  return market;
}

function toCandidate(listing: Awaited<ReturnType<typeof listPriced>>[number], { licenceCode, rows, isSold }: { readonly licenceCode: LicenceCode; readonly rows: number; readonly isSold: boolean }): Candidate {
  const { id, slug, title, searchText, sellerId, category, currency, priceMinor } = listing;
  return {
    listingId: id, slug, title, text: searchText, sellerId: pseudonym('seller', sellerId), category, licenceCode, licenceFactor: licenceFactors[licenceCode], effectiveRows: rows,
    priceMinor: Number(priceMinor ?? 0n), currency, isSold,
  };
}
