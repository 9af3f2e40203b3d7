import { maxAmountMinor } from '@/lib/shared/money';
import type { Category, LicenceCode } from '@/lib/catalog/schema';
import { ok, refuse, type Result } from '@/lib/shared/result';
import type { Comparable, PriceExplanation, WaterfallBar } from '../schema';
import { combine, type Combined } from './combine';
import { findNeighbours, type Candidate, type Neighbour } from './comparables';
import { decompose } from './decompose';
import { effectiveRows, type EffectiveRows, type RowFigures } from './effective-rows';
import { nicePrice } from './nice-price';
import { standardParameters, type PriceParameters } from './price-parameters';
import { licenceFactors, valuate, type Valuation } from './value';

export const engineVersion = '1.0.0';
const shownComparables = 8;
const minPriceMinor = 100;

export type PriceFacts = RowFigures & {
  readonly text: string;
  readonly sellerId: string;
  readonly category: Category;
  readonly licenceCode: LicenceCode;
  readonly currency: string;
  /** Newest moment in the data as YYYY-MM-DD, and its age; null without dates. */
  readonly newest: { readonly day: string; readonly ageDays: number } | null;
  /** On the same rough scale as the candidates' own: what their prices are corrected with. */
  readonly comparableRows: number;
};

/**
 * The suggestion: value from the data, corrected by comparable listings, rounded, and taken apart into bars that add up to it.
 * Refuses what has no price: no row, no filled cell, figures that are no numbers.
 */
export function explainPrice(facts: PriceFacts, candidates: readonly Candidate[], parameters: PriceParameters = standardParameters): Result<PriceExplanation> {
  if (![facts.rowCount, facts.distinctRowCount, facts.comparableRows, ...facts.columns.map((column) => column.nullCount)].every((count) => Number.isFinite(count) && count >= 0)) return refuse('price-not-finite');
  const rows = effectiveRows(facts);
  if (rows.effective <= 0) return refuse('price-no-rows');
  const valuation = valuate({ rows, category: facts.category, licenceCode: facts.licenceCode, ageDays: facts.newest?.ageDays ?? null, exponent: parameters.exponent });
  const neighbours = findNeighbours({ ...facts, licenceFactor: licenceFactors[facts.licenceCode], effectiveRows: facts.comparableRows }, candidates, parameters);
  const combined = combine(valuation.valueMinor, neighbours, parameters);
  if (!Number.isFinite(combined.priceMinor)) return refuse('price-not-finite');
  const suggestedMinor = tagPrice(combined.priceMinor);
  return ok({
    engineVersion, suggestedMinor, currency: facts.currency, confidence: combined.confidence, confidenceReason: combined.reason,
    lowMinor: Math.min(suggestedMinor, tagPrice(combined.lowMinor)), highMinor: Math.max(suggestedMinor, tagPrice(combined.highMinor)),
    bars: barsOf({ facts, parameters, rows, valuation, combined, neighbours, suggestedMinor }),
    comparables: neighbours.slice(0, shownComparables).map((neighbour) => toComparable(neighbour, facts)),
  });
}

function clamp(minor: number): number {
  return Math.min(maxAmountMinor, Math.max(minPriceMinor, minor));
}

function tagPrice(minor: number): number {
  return clamp(nicePrice(clamp(minor)));
}

type Parts = { readonly facts: PriceFacts; readonly parameters: PriceParameters; readonly rows: EffectiveRows; readonly valuation: Valuation; readonly combined: Combined; readonly neighbours: readonly Neighbour[]; readonly suggestedMinor: number };

function barsOf(parts: Parts): WaterfallBar[] {
  const { valuation, combined, suggestedMinor } = parts;
  const clamped = clamp(combined.priceMinor);
  const factors: readonly { readonly code: WaterfallBar['code']; readonly value: number }[] = [
    ...valuation.factors,
    { code: 'comparables', value: combined.marketFactor },
    { code: 'guard-rail', value: clamped / combined.priceMinor },
    { code: 'rounding', value: suggestedMinor / clamped },
  ];
  const { baseMinor, partsMinor } = decompose(suggestedMinor, valuation.baseMinor, factors.map((factor) => factor.value));
  const bars = factors.map((factor, index): WaterfallBar => ({ code: factor.code, amountMinor: partsMinor[index] ?? 0, evidence: evidenceOf(factor.code, parts), action: actionOf(factor.code, parts) }));
  return [{ code: 'base', amountMinor: baseMinor, evidence: {}, action: null }, ...bars.filter((bar) => bar.amountMinor !== 0)];
}

function evidenceOf(code: WaterfallBar['code'], { facts, neighbours, rows }: Parts): Record<string, number | string> {
  switch (code) {
    case 'size': return { rows: facts.rowCount };
    case 'duplicates': return { copies: facts.rowCount - facts.distinctRowCount };
    case 'completeness': return { empty: Math.round((1 - rows.filledShare) * 1000) / 10 };
    case 'columns': return { columns: facts.columns.length, telling: facts.columns.filter((column) => column.kind !== 'constant' && column.kind !== 'empty').length };
    case 'currentness': return { newest: facts.newest?.day ?? '' };
    case 'comparables': return { count: neighbours.length, sold: neighbours.filter((neighbour) => neighbour.isSold).length };
    case 'base':
    case 'licence':
    case 'understandability':
    case 'rounding':
    case 'guard-rail': return {};
  }
}

/** What mending the defect would add, found by pricing the mended dataset with the same neighbours. */
function actionOf(code: WaterfallBar['code'], { facts, parameters, rows, combined, neighbours, suggestedMinor }: Parts): WaterfallBar['action'] {
  if (code !== 'completeness' || rows.filledShare >= 0.995) return null;
  const mended = { ...rows, filledShare: 1, effective: rows.effective / rows.filledShare };
  const value = valuate({ rows: mended, category: facts.category, licenceCode: facts.licenceCode, ageDays: facts.newest?.ageDays ?? null, exponent: parameters.exponent });
  const gainMinor = tagPrice(combine(value.valueMinor, neighbours, parameters).priceMinor) - suggestedMinor;
  return gainMinor > 0 && combined.priceMinor > 0 ? { code: 'fill-empty-cells', gainMinor, evidence: { empty: Math.round((1 - rows.filledShare) * 1000) / 10 } } : null;
}

function toComparable(neighbour: Neighbour, facts: PriceFacts): Comparable {
  const { listingId, slug, title, priceMinor, isSold, similarity } = neighbour;
  return {
    listingId, slug, title, priceMinor, isSold, adjustedMinor: Math.round(neighbour.adjustedMinor), similarity: Math.round(similarity * 1000) / 1000, sharedWords: neighbour.sharedWords,
    sameCategory: neighbour.category === facts.category, sameLicence: neighbour.licenceCode === facts.licenceCode,
  };
}
