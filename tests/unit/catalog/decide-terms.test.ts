import { describe, expect, it } from 'vitest';
import { decideTerms, isBarred } from '@/lib/catalog/core/decide-terms';
import { declareTermsInput, draftListingInput, type DataUse } from '@/lib/catalog/schema';
import { countryCodes, eeaCountries } from '@/lib/shared/countries';

const said = (country: string | null = null, ...uses: DataUse[]) => ({ country, uses });
const codeOf = (regions: readonly string[], licenceCode: string, declared: ReturnType<typeof said>) => { const terms = decideTerms({ regions, licenceCode }, declared); return terms.ok ? 'ok' : terms.refusal.code; };

describe('terms of a listing against what a buyer said of herself', () => {
  it.each<[string, readonly string[], string, ReturnType<typeof said>, string]>([
    ['everywhere is open to who said nothing', [], 'CC-BY-4.0', said(), 'ok'],
    ['everywhere is open to any country', [], 'CC-BY-4.0', said('BR'), 'ok'],
    ['a country that is named is open', ['DE', 'FR'], 'CC-BY-4.0', said('FR'), 'ok'],
    ['a country that is not named is closed', ['DE', 'FR'], 'CC-BY-4.0', said('US'), 'region-not-allowed'],
    ['who named no country is asked first', ['DE'], 'CC-BY-4.0', said(), 'country-needed'],
    ['a use that the licence allows', [], 'exchange-commercial-1.0', said(null, 'commercial', 'model-training'), 'ok'],
    ['passing on what may not be passed on', [], 'exchange-commercial-1.0', said(null, 'commercial', 'redistribution'), 'use-not-allowed'],
    ['commercial use under internal terms', [], 'exchange-internal-1.0', said(null, 'commercial'), 'use-not-allowed'],
    ['training under what the source states', [], 'as-stated-by-source', said(null, 'model-training'), 'use-not-allowed'],
    ['a licence nobody knows allows no more than looking', [], 'unknown', said('DE', 'commercial'), 'use-not-allowed'],
    ['the country comes before the use', ['DE'], 'exchange-internal-1.0', said('US', 'commercial'), 'region-not-allowed'],
  ])('%s', (...[, regions, licence, declared, expected]) => {
    expect(codeOf(regions, licence, declared)).toBe(expected);
  });

  it('who only has to name a country is not barred', () => {
    expect(isBarred({ regions: ['DE'], licenceCode: 'MIT' }, said())).toBe(false);
    expect(isBarred({ regions: ['DE'], licenceCode: 'MIT' }, said('US'))).toBe(true);
  });
});

describe('what is written', () => {
  const draft = { revisionId: '00000000-0000-4000-8000-000000000001', title: 'Rain', category: 'mobility', licenceCode: 'MIT' };
  it('is countries that there are, each once, in one order', () => {
    expect(draftListingInput.parse({ ...draft, regions: ['FR', 'DE', 'FR'] }).regions).toEqual(['DE', 'FR']);
    expect(draftListingInput.parse(draft).regions).toEqual([]);
    expect(draftListingInput.safeParse({ ...draft, regions: ['XX'] }).success).toBe(false);
    expect(declareTermsInput.safeParse({ country: 'Atlantis', uses: [] }).success).toBe(false);
    expect(declareTermsInput.parse({ country: 'FR', uses: ['model-training', 'commercial', 'commercial'] }).uses).toEqual(['commercial', 'model-training']);
  });

  it('the countries are 249, and the European Economic Area thirty of them', () => {
    expect([new Set(countryCodes).size, new Set(eeaCountries).size]).toEqual([249, 30]);
    expect([...countryCodes]).toEqual([...countryCodes].toSorted());
  });
});
