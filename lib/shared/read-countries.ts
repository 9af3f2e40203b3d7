import { countryCodes, type CountryCode } from './countries';

const codes: ReadonlySet<string> = new Set(countryCodes);
/** What people write beside the names that a browser knows, which differ from one to the next. */
const otherNames: Readonly<Record<string, CountryCode>> = {
  'usa': 'US', 'united states of america': 'US', 'uk': 'GB', 'great britain': 'GB', 'turkey': 'TR', 'turkiye': 'TR', 'hong kong': 'HK', '香港': 'HK', 'macau': 'MO', 'macao': 'MO', '澳门': 'MO', '台湾': 'TW', 'czech republic': 'CZ', 'czechia': 'CZ', 'myanmar': 'MM', 'burma': 'MM',
  'congo': 'CG', 'republic of the congo': 'CG', 'democratic republic of the congo': 'CD', 'dr congo': 'CD', 'palestine': 'PS', 'ivory coast': 'CI', 'cape verde': 'CV', 'swaziland': 'SZ', 'macedonia': 'MK', 'holland': 'NL', 'korea': 'KR', 'south korea': 'KR', 'north korea': 'KP', 'vatican': 'VA', 'uae': 'AE',
};

let known: ReadonlyMap<string, CountryCode> | null = null;

/** Every country by its names in both languages. */
function byName(): ReadonlyMap<string, CountryCode> {
  known ??= new Map([
    ...Object.entries(otherNames),
    ...['en', 'zh'].flatMap((locale) => {
      const names = new Intl.DisplayNames([locale], { type: 'region' });
      return countryCodes.map((code) => [plain(names.of(code) ?? code), code] as const);
    }),
  ]);
  return known;
}

/** Without case, accents and doubled spaces, with one form of apostrophes and of "and". */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[’‘`]/g, '\'').replaceAll('&', ' and ').replace(/\s+/g, ' ').trim();
}

/**
 * Countries as somebody writes them: names in English or Chinese with commas between, or codes, also with spaces between. What is neither comes back as it was written.
 */
export function readCountries(text: string): { readonly codes: readonly CountryCode[]; readonly unknown: readonly string[] } {
  const [found, unknown]: [Set<CountryCode>, string[]] = [new Set(), []];
  for (const part of text.split(/[,;，；、\n]+/).map((each) => each.trim()).filter((each) => each !== '')) {
    const name = byName().get(plain(part));
    const words = part.toUpperCase().split(/\s+/);
    if (name !== undefined) found.add(name);
    else if (words.every(isCode)) for (const word of words) found.add(word);
    else unknown.push(part);
  }
  return { codes: [...found].toSorted(), unknown };
}

function isCode(word: string): word is CountryCode {
  return codes.has(word);
}
