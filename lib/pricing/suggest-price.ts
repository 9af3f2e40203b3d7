import type { LicenceCode } from '@/lib/catalog/schema';
import { licenceCodes } from '@/lib/catalog/schema';
import { findRevisionForPricing } from '@/lib/datasets';
import type { Context, Db } from '@/lib/db';
import { env } from '@/lib/env';
import { requireRole } from '@/lib/identity';
import { observe, watch } from '@/lib/monitoring';
import { refuse, type Result } from '@/lib/shared/result';
import { comparableRows } from './core/comparable-rows';
import type { Candidate } from './core/comparables';
import { explainPrice } from './core/explain-price';
import { newestMoment } from './core/newest-moment';
import { licenceFactors } from './core/value';
import type { PriceExplanation, SuggestPriceInput } from './schema';
import { listFigures, listPriced } from './store';

/** Suggests a price for the seller's own measured revision as the market stands now. Looking writes nothing: a suggestion is kept when it is decided upon. */
export function suggestPrice(ctx: Context, input: SuggestPriceInput): Promise<Result<PriceExplanation>> {
  return watch('price', () => suggestNow(ctx, input));
}

async function suggestNow(ctx: Context, input: SuggestPriceInput): Promise<Result<PriceExplanation>> {
  const who = requireRole(ctx, 'SELLER');
  if (!who.ok) return who;
  const figures = await findRevisionForPricing(ctx.db, input);
  if (!figures || figures.ownerId !== who.value.accountId) return refuse('not-found');
  const currency = env().MARKET_CURRENCY;
  const explanation = explainPrice({
    ...figures, sellerId: who.value.accountId, category: input.category, licenceCode: input.licenceCode, currency,
    text: `${input.title} ${figures.columns.map((column) => column.name).join(' ')}`, newest: newestMoment(figures.columns, ctx.now()),
    comparableRows: comparableRows({ ...figures, columnCount: figures.columns.length }),
  }, await listCandidates(ctx.db, currency));
  const at = ctx.now().getTime();
  observe('price', 'rows', Math.log10(Math.max(1, figures.rowCount)), { at });
  observe('price', 'completeness', figures.completeness, { at });
  if (explanation.ok) observe('price', 'suggestion', Math.log10(Math.max(1, explanation.value.suggestedMinor)), { at });
  return explanation;
}

async function listCandidates(db: Db, currency: string): Promise<Candidate[]> {
  const listings = await listPriced(db, { currency });
  const figures = await listFigures(db, { revisionIds: listings.map((listing) => listing.revisionId) });
  return listings.flatMap((listing) => {
    const figure = figures.get(listing.revisionId);
    const licenceCode = licenceCodes.find((code) => code === listing.licenceCode);
    if (!figure || !licenceCode) return [];
    return [toCandidate(listing, licenceCode, comparableRows({ ...figure, columnCount: listing.columnCount }))];
  });
}

function toCandidate(listing: Awaited<ReturnType<typeof listPriced>>[number], licenceCode: LicenceCode, rows: number): Candidate {
  const { id, slug, title, searchText, sellerId, category, currency, salesCount, priceMinor } = listing;
  return {
    listingId: id, slug, title, text: searchText, sellerId, category, licenceCode, licenceFactor: licenceFactors[licenceCode], effectiveRows: rows,
    priceMinor: Number(priceMinor ?? 0n), currency, isSold: salesCount > 0,
  };
}
