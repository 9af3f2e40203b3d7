import { z } from 'zod';
import { countryCodes } from '@/lib/shared/countries';
import { maxAmountMinor } from '@/lib/shared/money';
import { fileFormats, type FileFormat, type QualityGrade } from '@/lib/datasets/schema';

export const categories = [
  'weather-environment', 'mobility', 'economy-finance', 'health-biology', 'society-demography',
  'geography', 'energy', 'technology', 'culture-sport', 'food-agriculture',
] as const;
export type Category = (typeof categories)[number];

/** Licences a seller can choose. Texts are bundled in lib/catalog/core/licences.ts; the rights drive filters and icons. */
export const licenceCodes = ['exchange-internal-1.0', 'exchange-commercial-1.0', 'CC0-1.0', 'CC-BY-4.0', 'CC-BY-SA-4.0', 'ODbL-1.0', 'PDDL-1.0', 'BSD-3-Clause', 'MIT', 'US-PD', 'as-stated-by-source'] as const;
export type LicenceCode = (typeof licenceCodes)[number];

export type LicenceView = {
  readonly code: LicenceCode;
  readonly name: string;
  readonly url: string | null;
  readonly text: string;
  /** SHA-256 of `text`. */
  readonly sha256: string;
  readonly rights: { readonly commercialUse: boolean; readonly redistribution: boolean; readonly modelTraining: boolean; readonly attributionNeeded: boolean; readonly shareAlike: boolean };
};

/** PostgreSQL cannot store NUL. */
const hasNoNul = (value: string) => !value.includes('\u0000');
const text = (min: number, max: number) => z.string().trim().min(min).max(max).refine(hasNoNul);

/** What a seller writes about a dataset, as far as it says nothing of rights or price. */
const listingText = {
  title: text(3, 110),
  subtitle: text(0, 160),
  description: text(0, 7_500),
  category: z.enum(categories),
  sourceName: text(0, 200),
  sourceUrl: z.union([z.literal(''), z.url({ protocol: /^https?$/ }).max(500).refine(hasNoNul)]),
};
export const listingTextFields = ['title', 'subtitle', 'description', 'category', 'sourceName', 'sourceUrl'] as const satisfies readonly (keyof typeof listingText)[];
export type ListingTextField = (typeof listingTextFields)[number];

export const draftListingInput = z.strictObject({
  ...listingText,
  revisionId: z.uuid(),
  subtitle: listingText.subtitle.default(''),
  description: listingText.description.default(''),
  licenceCode: z.enum(licenceCodes),
  /** Where it may be bought and used; none: everywhere. Each once, in the order of the alphabet. */
  regions: z.array(z.enum(countryCodes)).max(countryCodes.length).default([]).transform((codes) => [...new Set(codes)].toSorted()),
  sourceName: listingText.sourceName.default(''),
  sourceUrl: listingText.sourceUrl.default(''),
});
export type DraftListingInput = z.infer<typeof draftListingInput>;

/** All of the text, nothing left out, and which text it was written over (`listingTextSha256`). */
export const editListingInput = z.strictObject({ ...listingText, listingId: z.uuid(), seenSha256: z.string().regex(/^[0-9a-f]{64}$/) });
export type EditListingInput = z.infer<typeof editListingInput>;
export type EditedListing = { readonly slug: string; readonly changed: readonly ListingTextField[]; /** Of the text as it is now. */ readonly textSha256: string };

/** What a licence may allow beside using data oneself. */
export const dataUses = ['commercial', 'redistribution', 'model-training'] as const;
export type DataUse = (typeof dataUses)[number];
export const declareTermsInput = z.strictObject({ country: z.enum(countryCodes).nullable(), uses: z.array(z.enum(dataUses)).max(dataUses.length).transform((uses) => dataUses.filter((use) => uses.includes(use))) });
export type DeclareTermsInput = z.infer<typeof declareTermsInput>;

/** 0 means free. */
export const priceMinorInput = z.number().int().min(0).max(maxAmountMinor);
/** The same, or null: on request. It has to be said, never left out. */
const askedMinorInput = priceMinorInput.nullable();

export const publishListingInput = z.strictObject({ listingId: z.uuid(), priceMinor: askedMinorInput });
export type PublishListingInput = z.infer<typeof publishListingInput>;

export const changePriceInput = z.strictObject({ listingId: z.uuid(), priceMinor: askedMinorInput });
export type ChangePriceInput = z.infer<typeof changePriceInput>;
export const withdrawListingInput = z.strictObject({ listingId: z.uuid() });
export const moderateListingInput = z.strictObject({ listingId: z.uuid(), reason: text(10, 300) });
export type ModerateListingInput = z.infer<typeof moderateListingInput>;

export const sorts = ['newest', 'relevance', 'price-up', 'price-down', 'popular', 'rows'] as const;

/** Each holds what the ones before it hold: a grade or a better one, on sale as it is for so many days at most, so many rows or more. */
export const searchSteps = { grade: ['A', 'B', 'C', 'D'], fresh: ['30', '90', '365'], rows: ['1000000', '100000', '1000'] } as const;

export const searchInput = z.strictObject({
  q: z.string().trim().max(200).default(''),
  category: z.enum(categories).optional(),
  format: z.enum(fileFormats).optional(),
  licence: z.enum(licenceCodes).optional(),
  price: z.enum(['free', 'paid', 'request']).optional(),
  grade: z.enum(searchSteps.grade).optional(),
  fresh: z.enum(searchSteps.fresh).optional(),
  rows: z.enum(searchSteps.rows).optional(),
  sort: z.enum(sorts).default('relevance'),
  page: z.number().int().min(1).max(500).default(1),
});
export type SearchInput = z.infer<typeof searchInput>;

/** What a search is narrowed by, in the order in which it is offered. */
export const facetKeys = ['category', 'price', 'grade', 'fresh', 'rows', 'licence', 'format'] as const satisfies readonly (keyof SearchInput)[];
export type FacetKey = (typeof facetKeys)[number];
export type SearchFilters = Pick<SearchInput, FacetKey>;

/** A card in a list: exactly what is shown, nothing more. */
export type ListingCard = {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly subtitle: string;
  readonly category: Category;
  readonly licenceCode: LicenceCode;
  readonly sellerName: string;
  readonly sellerSlug: string;
  /** 0: free. Null: on request, or not published yet. */
  readonly priceMinor: number | null;
  readonly currency: string;
  readonly rowCount: number;
  readonly columnCount: number;
  readonly byteSize: number;
  readonly format: FileFormat;
  /** Of the revision that is sold; null when it isn't graded. */
  readonly qualityGrade: QualityGrade | null;
  readonly salesCount: number;
  /** Sales with one voice a network address a day: what lists are ordered by. */
  readonly salesVoices: number;
  readonly publishedAt: string;
};

export type Facet = { readonly value: string; readonly count: number };

export type SearchResults = {
  readonly cards: readonly ListingCard[];
  readonly totalCount: number;
  readonly pageCount: number;
  /** Counts over the full result set, each facet ignoring its own filter. */
  readonly facets: Readonly<Record<FacetKey, readonly Facet[]>>;
};

export type ListingView = ListingCard & {
  readonly description: string;
  /** Where it may be bought and used; none: everywhere. */
  readonly regions: readonly string[];
  readonly sourceName: string;
  readonly sourceUrl: string;
  readonly status: 'DRAFT' | 'PUBLISHED' | 'WITHDRAWN';
  readonly revisionId: string;
  readonly datasetId: string;
  readonly sellerAbout: string;
  readonly isDemo: boolean;
  /** Why an administrator took it down; null where none did. */
  readonly takenDownReason: string | null;
  readonly prices: readonly { /** Null: on request from then on. */ readonly priceMinor: number | null; readonly suggestedMinor: number | null; readonly at: string }[];
};

/** A row of the seller's own table, drafts included. */
export type SellerListingRow = {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly status: 'DRAFT' | 'PUBLISHED' | 'WITHDRAWN';
  /** Why an administrator took it down; null where none did. */
  readonly takenDownReason: string | null;
  readonly priceMinor: number | null;
  readonly currency: string;
  readonly rowCount: number;
  readonly salesCount: number;
  readonly revenueMinor: number;
  readonly createdAt: string;
  readonly publishedAt: string | null;
};

export type AdminListingRow = SellerListingRow & { readonly sellerName: string; readonly isDemo: boolean };

/** A listing as an administrator tells them apart: what is taken down is withdrawn too. */
export const listingStates = ['DRAFT', 'PUBLISHED', 'WITHDRAWN', 'TAKEN-DOWN'] as const;
export type ListingState = (typeof listingStates)[number];
export function listingState({ status, takenDownReason }: Pick<SellerListingRow, 'status' | 'takenDownReason'>): ListingState {
  return takenDownReason === null ? status : 'TAKEN-DOWN';
}
export const listAllListingsInput = z.strictObject({ status: z.enum(listingStates).optional(), title: text(1, 120).optional() });
export type ListAllListingsInput = z.infer<typeof listAllListingsInput>;

/** What a seller shows to the public, with what she has on sale. */
export type SellerPage = {
  readonly seller: { readonly slug: string; readonly name: string; readonly about: string; readonly isDemo: boolean; readonly since: string };
  readonly cards: readonly ListingCard[];
};

export type MarketFigures = {
  readonly listingCount: number;
  readonly rowCount: number;
  readonly sellerCount: number;
  readonly byteSize: number;
  readonly categories: readonly Facet[];
};

export { writingOf } from './core/writing-of';
export { maxNoticeDays, minNoticeDays } from './core/decide-release';
