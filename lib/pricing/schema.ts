import { z } from 'zod';
import { categories, licenceCodes } from '@/lib/catalog/schema';
import { maxAmountMinor } from '@/lib/shared/money';

export const suggestPriceInput = z.strictObject({
  revisionId: z.uuid(),
  title: z.string().trim().max(110).default(''),
  category: z.enum(categories),
  licenceCode: z.enum(licenceCodes),
});
export type SuggestPriceInput = z.infer<typeof suggestPriceInput>;

/** What a seller can do about a bar. `evidence` says how much of it: `columns` to document, percent `empty`, `days` of age. */
export const actionCodes = ['fill-empty-cells', 'document-columns', 'name-source', 'renew-data'] as const;
export type ActionCode = (typeof actionCodes)[number];

/**
 * One bar of the waterfall. The amounts of all bars, the first (`base`) included, add up to the suggestion exactly.
 * `evidence` fills the sentence of the bar's code in the reader's language.
 */
export type WaterfallBar = {
  readonly code: 'base' | 'size' | 'duplicates' | 'completeness' | 'columns' | 'currentness' | 'understandability' | 'traceability' | 'licence' | 'comparables' | 'demand' | 'rounding' | 'guard-rail';
  readonly amountMinor: number;
  readonly evidence: Readonly<Record<string, number | string>>;
  /** What the seller could do and what it would be worth; null when there is nothing to gain. */
  readonly action: { readonly code: ActionCode; readonly gainMinor: number; readonly evidence: Readonly<Record<string, number | string>> } | null;
};

export type Comparable = {
  readonly listingId: string;
  readonly slug: string;
  readonly title: string;
  readonly priceMinor: number;
  /** Adjusted to this dataset's size and quality: what the neighbour says this one is worth. */
  readonly adjustedMinor: number;
  /** The correction factors of the market approach; their product turns its price into `adjustedMinor`. */
  readonly corrections: { readonly size: number; readonly licence: number };
  readonly similarity: number;
  readonly isSold: boolean;
  /** Shared words, same category, same licence: why it is similar. */
  readonly sharedWords: readonly string[];
  readonly sameCategory: boolean;
  readonly sameLicence: boolean;
};

/** How the range was found: from what the market's own prices miss by (split-conformal, each seller counted once), or, with too few sellers, from experience. */
export type PriceInterval = { readonly level: number; readonly method: 'split-conformal' | 'prior'; readonly sellerCount: number; readonly residualCount: number };

/** What the price is after each stage, whole minor units: the three approaches of data-asset valuation stand side by side. */
export type PriceStages = {
  /** From the data alone, by rows, quality and licence (stands for the cost approach: no cost is known to the exchange). */
  readonly valueMinor: number;
  /** Market approach: the weighted median of corrected comparable prices; null without comparables. */
  readonly marketMinor: number | null;
  /** Both together. */
  readonly combinedMinor: number;
  /** Income approach: the price that brings the most expected revenue; null without evidence of demand. */
  readonly demandMinor: number | null;
};

/** What is known of the demand for one listing, and how it was used. Views are people, each counted once per price. */
export type DemandEvidence = {
  readonly method: 'logit' | 'isotonic' | 'none';
  /** Why demand moved nothing, when it did not. */
  readonly reason: 'used' | 'no-model' | 'no-views' | 'not-published';
  readonly views: number; readonly buys: number;
  /** How many of so many people usually buy at a suggested price. */
  readonly usualBuys: number;
};

export type PriceExplanation = {
  readonly engineVersion: string;
  readonly suggestedMinor: number;
  readonly lowMinor: number;
  readonly highMinor: number;
  readonly currency: string;
  readonly confidence: 'low' | 'medium' | 'high';
  readonly confidenceReason: { readonly code: 'no-comparables' | 'few-comparables' | 'asks-only' | 'spread-wide' | 'sold-comparables' | 'many-comparables'; readonly count: number };
  readonly bars: readonly WaterfallBar[];
  readonly comparables: readonly Comparable[];
  readonly interval: PriceInterval;
  readonly stages: PriceStages;
  readonly demand: DemandEvidence;
};

/** For the public page: where the asked price stands. */
export type PricePosition = { readonly percentile: number | null; readonly comparableCount: number; readonly explanation: PriceExplanation | null };

const amountMinor = z.number().int().min(1).max(maxAmountMinor);
/** What a seller allows. Nothing changes by itself and nothing is tried out unless she says so. Null: no limit of hers. */
export const pricePolicyInput = z.strictObject({
  listingId: z.uuid(), floorMinor: amountMinor.nullable(), ceilingMinor: amountMinor.nullable(), isAutomatic: z.boolean(), isExploring: z.boolean(),
});
export type PricePolicyInput = z.infer<typeof pricePolicyInput>;
export type PricePolicy = Omit<PricePolicyInput, 'listingId'>;
export const listingIdInput = z.strictObject({ listingId: z.uuid() });
export type ListingIdInput = z.infer<typeof listingIdInput>;

/** A price the exchange proposes from demand. `isAutomatic`: the seller had allowed it and it was made. */
export type PriceProposal = {
  readonly id: string; readonly listingId: string; readonly fromMinor: number; readonly toMinor: number; readonly currency: string;
  readonly state: 'OPEN' | 'ACCEPTED' | 'DISMISSED' | 'REPLACED'; readonly isAutomatic: boolean; readonly modelVersion: string; readonly at: string;
  /** What held the step back, when something did. */
  readonly limit: 'floor' | 'ceiling' | 'weekly-step' | null;
  readonly demand: DemandEvidence;
};
export const listProposalsInput = z.strictObject({ listingId: z.uuid().optional() });
export const answerProposalInput = z.strictObject({ proposalId: z.uuid(), answer: z.enum(['ACCEPTED', 'DISMISSED']) });
export type AnswerProposalInput = z.infer<typeof answerProposalInput>;

/** Expected sales and revenue of one price over `viewCount` views, with the band that 80% of plausible demand curves lie in. */
export type RevenuePoint = {
  readonly priceMinor: number; readonly sales: number; readonly salesLow: number; readonly salesHigh: number;
  readonly revenueMinor: number; readonly revenueLowMinor: number; readonly revenueHighMinor: number;
};
export type RevenueCurve = {
  /** What it is expected over: people who look in thirty days, at the pace so far; 100 while nobody has. */
  readonly viewCount: number; readonly isMeasured: boolean; readonly points: readonly RevenuePoint[]; readonly best: RevenuePoint;
  readonly currentMinor: number | null; readonly suggestedMinor: number; readonly floorMinor: number | null; readonly ceilingMinor: number | null; readonly currency: string; readonly demand: DemandEvidence;
};

/** What the data could be like instead: shares from 0 to 1, days of age, rows without copies. What is left out stays. */
export const whatIfInput = suggestPriceInput.extend({
  filledShare: z.number().min(0).max(1).optional(), documentedShare: z.number().min(0).max(1).optional(), hasSource: z.boolean().optional(),
  ageDays: z.int().min(0).max(40_000).optional(), rowCount: z.int().min(2).max(1e12).optional(),
});
export type WhatIfInput = z.infer<typeof whatIfInput>;
export { approachesOf, discountPercent, horizonMonths, incomeValue, type Approach, type ApproachInput, type IncomeFacts, type IncomeValue } from './core/approaches';
export { checkPlans, type MenuPlan, type PlanTerm } from './core/menu/check-plans';
export type { Undercut } from './core/menu/check-menu';
export { toMenuPlan } from './core/menu/decide-menu';
export { fairRange, type FairRange } from './core/menu/fair-range';
export { rowsHeld } from './core/menu/quote-choice';
export { isMore, lineOffers, offerLine, priceFor, type Held, type LineOffer } from './core/menu/line-offers';
export { upgradePrice } from './core/menu/upgrade-price';
export { rowsOfShare, usagePrice } from './core/menu/usage-price';
export { answerRequestsInput, buyerClasses, choiceInput, maxPlans, planTerms, requestOfferInput, saveMenuInput } from './menu-schema';
export type { BuyerClass, ChoiceInput, ClassRequests, MenuView, OwnRequestView, PlanInput, PlanView, WaitingRequests } from './menu-schema';

/** How buyers of a simulated market differ: as the engine assumes, and two ways it doesn't. */
export const marketShapes = ['well specified', 'two groups of buyers', 'heavy tail'] as const;
export type MarketShape = (typeof marketShapes)[number];
export const simulateMarketInput = z.strictObject({ shape: z.enum(marketShapes), seed: z.int().min(1).max(1_000).default(1) });
export type SimulateMarketInput = z.infer<typeof simulateMarketInput>;
/** One that was run and kept: what was asked, by which engine, and what came out. */
export type PastSimulation = { readonly id: string; readonly shape: string; readonly seed: number; readonly listingCount: number; readonly views: number; readonly engineVersion: string; readonly points: SimulatedMarket['points']; readonly milliseconds: number; readonly at: string };
export type SimulatedMarket = { readonly shape: MarketShape; readonly seed: number; readonly points: readonly { readonly views: number; readonly engine: number; readonly ask: number; readonly comparables: number }[] };

/** How often what sellers ask lay within the range that was found without any listing of theirs, with the 95 % interval of that share. Null with too few to find any. */
export type CoverageView = { readonly level: number; readonly basis: 'sellers' | 'listings'; readonly covered: number | null; readonly low: number | null; readonly high: number | null; readonly sellers: number; readonly listings: number };
export type DemandBin = { readonly from: number; readonly promised: number; readonly happened: number; readonly views: number };
export type CalibrationView = { /** Of the version that serves, or of what the model learns from this market, each listing promised by what the others taught. */ readonly of: 'serving' | 'learnt'; readonly bins: readonly DemandBin[]; readonly error: number; readonly views: number };
export type PriceModelReport = { readonly coverage: readonly CoverageView[]; readonly calibrations: readonly CalibrationView[]; /** Whether the serving version has learnt demand at all: otherwise it promises no share of buyers. */ readonly hasDemand: boolean };
export { bundleIdInput, quoteBundle, saveBundleInput, type Bundleable, type BundleQuote, type BundleIdInput, type BundleView, type SaveBundleInput } from './bundle-schema';
