import { maxAmountMinor } from '@/lib/shared/money';
import { ok, refuse, type Result } from '@/lib/shared/result';
import type { Comparable, PriceExplanation } from '../schema';
import { combine } from './combine';
import { findNeighbours, sharedWordsWith, type Neighbour } from './comparables';
import { demandStage } from './demand-stage';
import { effectiveRows } from './effective-rows';
import type { MarketIndex } from './market-index';
import { marketQuantile } from './market-residuals';
import { nicePrice, whole } from './nice-price';
import type { Bounds, PriceFacts } from './price-facts';
import { standardParameters, type PriceParameters } from './price-parameters';
import { licenceFactors, valuate } from './value';
import { barsOf } from './waterfall';

export const engineVersion = '2.1.0';
const shownComparables = 8;
const minPriceMinor = 100;
/** A table of one row or one column is a fact, not a dataset: nothing can be compared within it. */
const [minRows, minColumns] = [2, 2];

/**
 * The suggestion: value from the data, corrected by comparable listings, moved by demand, kept within bounds, rounded, and taken apart into bars
 * that add up to it. Refuses what has no price: figures that are no numbers, fewer than two rows or columns, no filled cell, a floor above the ceiling.
 */
export function explainPrice(facts: PriceFacts, market: MarketIndex, parameters: PriceParameters = standardParameters): Result<PriceExplanation> {
  const refusal = checkFacts(facts);
  if (refusal) return refusal;
  const rows = effectiveRows(facts);
  if (rows.effective <= 0) return refuse('price-no-values');
  const { category, licenceCode, hasSource } = facts;
  const { exponent, level } = parameters;
  const documentedShare = Math.min(1, facts.documentedCount / facts.columns.length);
  const valueOf = (over: Partial<Parameters<typeof valuate>[0]> = {}) => valuate({ rows, category, licenceCode, ageDays: facts.newest?.ageDays ?? null, documentedShare, hasSource, exponent, level, ...over });
  const valuation = valueOf();
  const neighbours = findNeighbours({ ...facts, licenceFactor: licenceFactors[licenceCode], effectiveRows: rows.effective }, market, parameters);
  const sharedWordsOf = sharedWordsWith(facts, market);
  const combined = combine(valuation.valueMinor, neighbours, parameters, marketQuantile(market, parameters, facts.currency));
  if (!Number.isFinite(combined.priceMinor) || combined.priceMinor <= 0) return refuse('price-not-finite');
  const demand = demandStage(combined.priceMinor, facts.demand ?? [], parameters.demand, facts.demand !== null);
  const unbounded = combined.priceMinor * demand.factor;
  const bounds = boundsOf(facts);
  const suggestedMinor = tagPrice(unbounded, bounds);
  const priced = (valueMinor: number): number => tagPrice(combine(valueMinor, neighbours, parameters).priceMinor * demand.factor, bounds);
  return ok({
    engineVersion, suggestedMinor, currency: facts.currency, confidence: combined.confidence, confidenceReason: combined.reason, interval: combined.interval,
    lowMinor: Math.min(suggestedMinor, tagPrice(combined.lowMinor * demand.factor, bounds, Math.floor)), highMinor: Math.max(suggestedMinor, tagPrice(combined.highMinor * demand.factor, bounds, Math.ceil)),
    stages: { valueMinor: whole(valuation.valueMinor), marketMinor: combined.marketMinor === null ? null : whole(combined.marketMinor), combinedMinor: whole(combined.priceMinor), demandMinor: demand.evidence.reason === 'used' ? whole(unbounded) : null },
    demand: demand.evidence,
    bars: barsOf({ facts, rows, valuation, combined, demand, neighbours, bounds, suggestedMinor, clampedMinor: clamp(unbounded, bounds), unboundedMinor: unbounded, exponent, gainOf: (over) => priced(valueOf(over).valueMinor) - suggestedMinor }),
    comparables: neighbours.slice(0, shownComparables).map((neighbour) => toComparable(neighbour, { facts, sharedWords: sharedWordsOf(neighbour) })),
  });
}

function checkFacts({ rowCount, distinctRowCount, columns, documentedCount, newest, demand, policy: { floorMinor, ceilingMinor } }: PriceFacts): { readonly ok: false; readonly refusal: ReturnType<typeof refuse>['refusal'] } | null {
  const counts = [rowCount, distinctRowCount, documentedCount, newest?.ageDays ?? 0, floorMinor ?? 0, ceilingMinor ?? 0, ...columns.flatMap((column) => [column.nullCount, column.distinctFilledCount ?? 0]), ...(demand ?? []).flatMap((period) => [period.priceMinor, period.views, period.buys])];
  if (!counts.every((count) => Number.isFinite(count) && count >= 0)) return refuse('price-not-finite');
  if (floorMinor !== null && ceilingMinor !== null && floorMinor > ceilingMinor) return refuse('price-floor-above-ceiling', { field: 'floorMinor' });
  if (rowCount === 0) return refuse('price-no-rows');
  if (rowCount < minRows) return refuse('price-one-row', { params: { count: rowCount } });
  if (columns.length < minColumns) return refuse('price-one-column', { params: { count: columns.length } });
  return null;
}

/** The seller's own limits within the market's. */
function boundsOf({ policy: { floorMinor, ceilingMinor } }: PriceFacts): Bounds {
  const highMinor = Math.min(maxAmountMinor, ceilingMinor ?? maxAmountMinor);
  return { lowMinor: Math.min(highMinor, Math.max(ceilingMinor === null ? minPriceMinor : Math.min(minPriceMinor, ceilingMinor), floorMinor ?? 0)), highMinor };
}

function clamp(minor: number, { lowMinor, highMinor }: Bounds): number {
  return Math.min(highMinor, Math.max(lowMinor, minor));
}

/** The ends of a range are rounded away from its middle, so that a range never holds less than what was measured of it. */
function tagPrice(minor: number, bounds: Bounds, round = Math.round): number {
  return clamp(nicePrice(clamp(minor, bounds), round), bounds);
}

function toComparable(neighbour: Neighbour, { facts, sharedWords }: { readonly facts: PriceFacts; readonly sharedWords: readonly string[] }): Comparable {
  const { listingId, slug, title, priceMinor, isSold, similarity, corrections } = neighbour;
  const rounded = (value: number): number => Math.round(value * 1000) / 1000;
  return {
    listingId, slug, title, priceMinor, isSold, adjustedMinor: Math.round(neighbour.adjustedMinor), corrections: { size: rounded(corrections.size), licence: rounded(corrections.licence) }, similarity: rounded(similarity), sharedWords,
    sameCategory: neighbour.category === facts.category, sameLicence: neighbour.licenceCode === facts.licenceCode,
  };
}
