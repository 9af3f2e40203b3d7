import { describe, expect, it } from 'vitest';
import { countryCodes } from '@/lib/shared/countries';
import { readCountries } from '@/lib/shared/read-countries';

describe('countries as somebody writes them', () => {
  it.each([
    ['Germany, china', ['CN', 'DE']], ['DE CN', ['CN', 'DE']], ['de, cn', ['CN', 'DE']], ['德国、中国，US', ['CN', 'DE', 'US']], ['  united   states ; Cote d’Ivoire', ['CI', 'US']], ['USA, UK', ['GB', 'US']], ['DE, de, Germany', ['DE']], ['', []], ['Turkey, Hong Kong, 香港, 澳门, Macau', ['HK', 'MO', 'TR']], ['Bosnia and Herzegovina; Trinidad and Tobago; Cote d\'Ivoire', ['BA', 'CI', 'TT']], ['Czech Republic, Myanmar, Congo, Palestine, United States of America', ['CG', 'CZ', 'MM', 'PS', 'US']],
  ])('%s', (text, codes) => { expect(readCountries(text)).toEqual({ codes, unknown: [] }); });

  it('names what is none, and keeps the others', () => {
    expect(readCountries('Germny, DE, XX, DE XX')).toEqual({ codes: ['DE'], unknown: ['Germny', 'XX', 'DE XX'] });
  });

  it('knows every country by its name in either language', () => {
    for (const locale of ['en', 'zh']) {
      const names = new Intl.DisplayNames([locale], { type: 'region' });
      for (const code of countryCodes) expect(readCountries(names.of(code) ?? '').codes, code).toEqual([code]);
    }
  });
});
