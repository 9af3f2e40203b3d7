import { ok, refuse, type Result } from '@/lib/shared/result';
import type { DataUse, LicenceView } from '../schema';
import { licenceRights } from './licences';

/** Where and for what a buyer uses data, as she said. `country`: null where she said nothing. */
export type DeclaredTerms = { readonly country: string | null; readonly uses: readonly DataUse[] };
/** Of a listing: where it may be used (nowhere named: everywhere) and under which licence. */
export type ListingTerms = { readonly regions: readonly string[]; readonly licenceCode: string };

const rightFor = { commercial: 'commercialUse', redistribution: 'redistribution', 'model-training': 'modelTraining' } as const satisfies Record<DataUse, keyof LicenceView['rights']>;

/**
 * Whether a listing's terms cover what a buyer said of herself. Who named no use is held to the licence's text alone; who named no country can't buy what is
 * sold for some countries only. Listings without such terms are open to everybody.
 */
export function decideTerms({ regions, licenceCode }: ListingTerms, { country, uses }: DeclaredTerms): Result<null> {
  if (regions.length > 0 && country === null) return refuse('country-needed');
  if (regions.length > 0 && !regions.some((region) => region === country)) return refuse('region-not-allowed');
  const rights = licenceRights(licenceCode);
  const barred = uses.find((use) => rights?.[rightFor[use]] !== true);
  return barred === undefined ? ok(null) : refuse('use-not-allowed', { params: { use: barred } });
}

/** What she can't buy as things are: not what only waits for her to name a country. */
export function isBarred(listing: ListingTerms, declared: DeclaredTerms): boolean {
  const terms = decideTerms(listing, declared);
  return !terms.ok && terms.refusal.code !== 'country-needed';
}
