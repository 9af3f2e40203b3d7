import { z } from 'zod';
import { categories, licenceCodes } from '@/lib/catalog/schema';

export const suggestPriceInput = z.strictObject({
  revisionId: z.uuid(),
  title: z.string().trim().max(110).default(''),
  category: z.enum(categories),
  licenceCode: z.enum(licenceCodes),
});
export type SuggestPriceInput = z.infer<typeof suggestPriceInput>;

/**
 * One bar of the waterfall. The amounts of all bars, the first (`base`) included, add up to the suggestion exactly.
 * `evidence` fills the sentence of the bar's code in the reader's language.
 */
export type WaterfallBar = {
  readonly code: 'base' | 'size' | 'duplicates' | 'completeness' | 'columns' | 'currentness' | 'understandability' | 'licence' | 'comparables' | 'rounding' | 'guard-rail';
  readonly amountMinor: number;
  readonly evidence: Readonly<Record<string, number | string>>;
  /** What the seller could do and what it would be worth; null when there is nothing to gain. */
  readonly action: { readonly code: 'fill-empty-cells' | 'remove-duplicates' | 'describe-dataset'; readonly gainMinor: number; readonly evidence: Readonly<Record<string, number | string>> } | null;
};

export type Comparable = {
  readonly listingId: string;
  readonly slug: string;
  readonly title: string;
  readonly priceMinor: number;
  /** Adjusted to this dataset's size and quality: what the neighbour says this one is worth. */
  readonly adjustedMinor: number;
  readonly similarity: number;
  readonly isSold: boolean;
  /** Shared words, same category, same licence: why it is similar. */
  readonly sharedWords: readonly string[];
  readonly sameCategory: boolean;
  readonly sameLicence: boolean;
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
};

/** For the public page: where the asked price stands. */
export type PricePosition = { readonly percentile: number | null; readonly comparableCount: number; readonly explanation: PriceExplanation | null };
