import { z } from 'zod';
import type { ListingCard } from '@/lib/catalog/schema';

export const recordEventInput = z.strictObject({
  /** `SEARCH`: opened from the results of a search. What was searched for is never told. */
  kind: z.enum(['VIEW', 'PREVIEW', 'SEARCH', 'DISMISS', 'LEAVE']),
  listingId: z.uuid(),
});
export type RecordEventInput = z.infer<typeof recordEventInput>;

/** What a page gathered since it last told: one request for many looks. */
export const recordEventsInput = z.strictObject({ events: z.array(recordEventInput).min(1).max(50) });
export type RecordEventsInput = z.infer<typeof recordEventsInput>;

export const surfaces = ['home', 'dataset', 'search', 'cart', 'digest'] as const;
export type Surface = (typeof surfaces)[number];

export const recommendInput = z.strictObject({
  /** The listing being looked at, if any. */
  listingId: z.uuid().optional(),
  size: z.number().int().min(1).max(12).default(6),
  /** Where the list is shown. What nobody is shown (a page about the list) names none and is not counted. */
  surface: z.enum(surfaces).optional(),
  /** Not personal for this once, whatever was agreed to. */
  mode: z.enum(['personal', 'same-for-all']).default('personal'),
});
export type RecommendInput = z.input<typeof recommendInput>;

export const companionInput = z.strictObject({ listingId: z.uuid(), size: z.number().int().min(1).max(12).default(6) });
export type CompanionInput = z.output<typeof companionInput>;
export type CompanionCard = { readonly card: ListingCard; readonly people: number };
export type CompanionLists = { readonly viewedNext: readonly CompanionCard[]; readonly boughtTogether: readonly CompanionCard[] };

export const startExperimentInput = z.strictObject({ control: z.string().min(1).max(80), treatment: z.string().min(1).max(80), reason: z.string().trim().min(3).max(500) });
export type StartExperimentInput = z.infer<typeof startExperimentInput>;
export const stopExperimentInput = z.strictObject({ experimentId: z.uuid() });
export type StopExperimentInput = z.infer<typeof stopExperimentInput>;

type ArmView = { readonly people: number; readonly lists: number; readonly mean: number };
export type ExperimentView = {
  readonly id: string; readonly control: string; readonly treatment: string; readonly reason: string; readonly startedAt: string; readonly stoppedAt: string | null;
  readonly controlFigures: ArmView; readonly treatmentFigures: ArmView;
  readonly verdict: { readonly difference: number; readonly interval: readonly [number, number] | null; readonly pValue: number; readonly splitPValue: number };
};
export type ShownReport = {
  readonly rates: readonly { readonly model: string; readonly arm: string; readonly surface: string; readonly shown: number; readonly clicked: number; readonly saved: number; readonly bought: number }[];
  readonly positions: readonly { readonly position: number; readonly shown: number; readonly clicked: number }[];
  /** Lists of people without consent: counts and nothing else. */
  readonly aggregate: readonly { readonly model: string; readonly surface: string; readonly shown: number }[];
  readonly experiments: readonly ExperimentView[];
  /** Of the answers of the last day; null when there were none. */
  readonly fallback: FallbackReport | null;
};

/** How many lists the baseline answered instead of the model, and why; `nothing-known`: the model answered and knew nothing, so what sells filled the list. */
export type FallbackReport = { readonly answerCount: number; readonly reasons: readonly { readonly reason: 'error' | 'slow' | 'stale' | 'nothing-known'; readonly count: number }[] };

/** For administrators: what the suggestions are made from. */
export type IndexReport = {
  readonly indexes: readonly { readonly id: number; readonly byteSize: number; readonly sessionCount: number; readonly itemCount: number; readonly eventCount: number; readonly builtAt: string; readonly checkedAt: string; readonly buildMilliseconds: number }[];
  /** `indexId` null: from the newest events alone. `fault`: empty where nothing is wrong. */
  readonly processes: readonly { readonly process: string; readonly indexId: number | null; readonly faultyId: number | null; readonly fault: string; readonly freshCount: number; readonly loadMilliseconds: number; readonly seenAt: string }[];
  /** Whoever took consent back and is passed over until the next build. */
  readonly leavingCount: number;
  readonly bounds: { readonly newPlaces: number; readonly newSellerSales: number; readonly maxSellerShare: number; readonly relevanceShare: number; readonly slowMilliseconds: number };
};

export const digestWishInput = z.strictObject({ isWanted: z.boolean() });
export type DigestWishInput = z.infer<typeof digestWishInput>;
export const stopDigestInput = z.strictObject({ token: z.string().regex(/^p\d{1,4}_[A-Za-z0-9_-]{22}$/) });
export type StopDigestInput = z.infer<typeof stopDigestInput>;
export type DigestWishView = { readonly isWanted: boolean; readonly canAsk: boolean; /** It goes only to an address that was confirmed. */ readonly isAddressConfirmed: boolean; readonly lastSentAt: string | null };

/** Why an item is in the list, true by construction. */
export type Reason =
  | { readonly code: 'because-you-viewed'; readonly anchorTitle: string; readonly anchorSlug: string; readonly supporterCount: number | null }
  /** Of what was looked at no single one that the score would be lower without. */
  | { readonly code: 'because-of-several' }
  | { readonly code: 'similar-content'; readonly anchorTitle: string; readonly sharedWords: readonly string[] }
  | { readonly code: 'popular'; readonly salesCount: number }
  | { readonly code: 'new' };

/** One part of an item's score: a dataset that was opened, what others open next, likeness, how much it is looked at; a word that is shared, the sales, the newest. */
export type ScoreFactor = { readonly code: 'viewed' | 'rules' | 'content' | 'popularity' | 'word' | 'sales' | 'newest'; readonly label: string; readonly slug: string | null; readonly amount: number };
/** The score an item has its place from, and its factors, which sum to it. Scores compare within one reason only. */
export type Why = { readonly score: number; readonly factors: readonly ScoreFactor[] };
export type Recommendation = { readonly card: ListingCard; readonly reason: Reason; readonly why: Why };

export type RecommendationList = {
  readonly items: readonly Recommendation[];
  readonly isPersonal: boolean;
  /** Why it is not personal, when it is not; `all-seen`: nothing is left that was not looked at, so what sells is shown once more; `nothing-left`: nothing may be shown at all. */
  readonly notPersonalBecause: 'no-consent' | 'gpc' | 'no-history' | 'all-seen' | 'nothing-left' | 'model-unavailable' | 'switched-off' | null;
  readonly modelVersion: string;
};

export type ActionProbabilities = { readonly view: number; readonly save: number; readonly buy: number; readonly leave: number };

/** For administrators: how the next-action classifier does on events it was not built from. */
export type NextActionReport = {
  readonly modelVersion: string;
  readonly trainCount: number;
  readonly testCount: number;
  readonly accuracy: number;
  readonly majorityAccuracy: number;
  readonly markovAccuracy: number;
  /** Multinomial logistic regression on the same features. */
  readonly logisticAccuracy: number;
  /** Mean −ln of the probability given to what happened; less is better, ln 4 is knowing nothing. */
  readonly logLoss: number;
  readonly logisticLogLoss: number;
  readonly macroF1: number;
  /** 95% intervals of the difference in accuracy, paired, over whole visits. */
  readonly overMajority: readonly [number, number];
  readonly overMarkov: readonly [number, number];
  readonly overLogistic: readonly [number, number];
  /** Expected calibration error of the probabilities, and what was promised against what happened. */
  readonly ece: number;
  readonly reliability: readonly { readonly from: number; readonly promised: number; readonly happened: number; readonly count: number }[];
  /** Rows: what happened; columns: what was predicted; order view, save, buy, leave. */
  readonly confusion: readonly (readonly number[])[];
  readonly demoShare: number;
} | null;

/** Distinct people per listing; null below five. */
export type SellerSignal = { readonly listingId: string; readonly viewers: number | null; readonly savers: number | null; readonly buyers: number | null };
