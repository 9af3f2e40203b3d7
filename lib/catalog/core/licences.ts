import { createHash } from 'node:crypto';
import { locales, type Locale } from '@/lib/shared/locale';
import { licenceCodes, type LicenceCode, type LicenceView } from '../schema';
import { licenceTexts } from './licence-texts';

/** Every licence a seller can choose, in the order they are offered, in the reader's language. */
export function licences(locale: Locale): LicenceView[] {
  return licenceCodes.map((code) => viewOf(code, locale));
}

/** Null for a code that is not offered. */
export function findLicence(code: string, locale: Locale): LicenceView | null {
  return isLicenceCode(code) ? viewOf(code, locale) : null;
}

/** The SHA-256 of a licence's text in each language: a buyer accepts the one she was shown. */
export function licenceHashes(code: string): string[] {
  return isLicenceCode(code) ? locales.map((locale) => viewOf(code, locale).sha256) : [];
}

/** What a licence allows and asks; nothing of a code that is not offered. */
export function licenceRights(code: string): LicenceView['rights'] | null {
  return isLicenceCode(code) ? licenceTexts[code].rights : null;
}

function isLicenceCode(code: string): code is LicenceCode {
  return (licenceCodes as readonly string[]).includes(code);
}

function viewOf(code: LicenceCode, locale: Locale): LicenceView {
  const { name, url, text, rights } = licenceTexts[code];
  const sha256 = createHash('sha256').update(text[locale], 'utf8').digest('hex');
  return { code, name: name[locale], url, text: text[locale], sha256, rights };
}
