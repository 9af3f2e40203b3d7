import { countryCodes, type CountryCode } from '@/lib/shared/countries';
import type { Locale } from '@/lib/shared/locale';

export type CountryChoice = { readonly code: CountryCode; readonly name: string };

/** Every country in the reader's language and its order; made on the server, so that a browser with other names shows the same. */
export function countryChoices(locale: Locale): readonly CountryChoice[] {
  const tag = locale === 'zh' ? 'zh-CN' : 'en';
  const names = new Intl.DisplayNames([tag], { type: 'region' });
  return countryCodes.map((code) => ({ code, name: names.of(code) ?? code })).toSorted((a, b) => a.name.localeCompare(b.name, tag));
}

/** Codes as a seller wrote them, in the reader's language; what names no country stays as it is. */
export function countryNames(codes: readonly string[], locale: Locale): string {
  const tag = locale === 'zh' ? 'zh-CN' : 'en';
  const names = new Intl.DisplayNames([tag], { type: 'region' });
  return new Intl.ListFormat(tag, { type: 'conjunction' }).format(codes.map((code) => (/^[A-Z]{2}$/.test(code) ? names.of(code) ?? code : code)));
}
