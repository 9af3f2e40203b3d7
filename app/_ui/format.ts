import type { Locale } from '@/lib/shared/locale';

/** Dates read day first in English; for numbers the plain language: 4.1M, not the British 4.1m. */
const dateTags: Record<Locale, string> = { en: 'en-GB', zh: 'zh-CN' };
const numberTags: Record<Locale, string> = { en: 'en', zh: 'zh-CN' };
const formatters = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

/** Intl objects are dear to make and the same for everybody. */
function numberFormat(locale: Locale, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `n/${locale}/${JSON.stringify(options)}`;
  const known = formatters.get(key);
  if (known instanceof Intl.NumberFormat) return known;
  const made = new Intl.NumberFormat(numberTags[locale], options);
  formatters.set(key, made);
  return made;
}

/** Always UTC: the same page is served to everybody, and a time without its zone would be a guess. */
function dateFormat(locale: Locale, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `d/${locale}/${JSON.stringify(options)}`;
  const known = formatters.get(key);
  if (known instanceof Intl.DateTimeFormat) return known;
  const made = new Intl.DateTimeFormat(dateTags[locale], { ...options, timeZone: 'UTC' });
  formatters.set(key, made);
  return made;
}

/** Whole amounts stay short (€12), others show their cents (€12.50). */
export function formatMoney(amountMinor: number, currency: string, locale: Locale): string {
  const full = numberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' });
  const digits = full.resolvedOptions().maximumFractionDigits ?? 2;
  const unit = 10 ** digits;
  if (amountMinor % unit === 0) {
    return numberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol', minimumFractionDigits: 0, maximumFractionDigits: 0 }).format(amountMinor / unit);
  }
  return full.format(amountMinor / unit);
}

/** For amounts under each other: all with their cents, so that the columns of a sum stand in line (€12.00). */
export function formatMoneyInFull(amountMinor: number, currency: string, locale: Locale): string {
  const full = numberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' });
  return full.format(amountMinor / 10 ** (full.resolvedOptions().maximumFractionDigits ?? 2));
}

/** With its sign: +€3.20, −€1. */
export function formatMoneyChange(amountMinor: number, currency: string, locale: Locale): string {
  return `${signOf(amountMinor)}${formatMoney(Math.abs(amountMinor), currency, locale)}`;
}

/** With its sign and its cents, for steps that add up: +€3.20, −€1.00. */
export function formatMoneyStep(amountMinor: number, currency: string, locale: Locale): string {
  return `${signOf(amountMinor)}${formatMoneyInFull(Math.abs(amountMinor), currency, locale)}`;
}

const signOf = (amountMinor: number): string => (amountMinor > 0 ? '+' : amountMinor < 0 ? '−' : '');

export function formatCount(value: number, locale: Locale): string {
  return numberFormat(locale, { maximumFractionDigits: 0 }).format(value);
}

/** 3.2M, 320万: for tiles and cards where the exact figure is one click away. */
export function formatCompact(value: number, locale: Locale): string {
  return numberFormat(locale, { notation: 'compact', useGrouping: 'always', maximumFractionDigits: value < 1_000 ? 0 : 1 }).format(value);
}

export function formatNumber(value: number, locale: Locale): string {
  return numberFormat(locale, { maximumSignificantDigits: 6 }).format(value);
}

const byteUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

export function formatBytes(bytes: number, locale: Locale): string {
  const step = bytes < 1 ? 0 : Math.min(byteUnits.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1_000 ** step;
  return numberFormat(locale, { style: 'unit', unit: byteUnits[step] ?? 'byte', unitDisplay: step === 0 ? 'narrow' : 'short', maximumFractionDigits: step === 0 || value >= 100 ? 0 : 1 }).format(value);
}

export function formatDate(iso: string, locale: Locale): string {
  return dateFormat(locale, { dateStyle: 'medium' }).format(new Date(iso));
}

/** A day as a column holds it (2015-12-31), written as the reader's language writes days; anything else stays as it is. */
export function formatDay(text: string, locale: Locale): string {
  const day = text.slice(0, 10);
  return /^\d{4}-\d{2}-\d{2}(?:$|[ T]\d)/.test(text) && !Number.isNaN(Date.parse(day)) ? formatDate(day, locale) : text;
}

export function formatDateTime(iso: string, locale: Locale): string {
  return `${dateFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso))} UTC`;
}

/** To the second: for what was looked at a moment ago. */
export function formatTime(iso: string, locale: Locale): string {
  return `${dateFormat(locale, { timeStyle: 'medium' }).format(new Date(iso))} UTC`;
}

/** @param share 0 to 1. Something, but less than what would be shown, is never shown as nothing. */
export function formatPercent(share: number, locale: Locale): string {
  const format = numberFormat(locale, { style: 'percent', maximumFractionDigits: share > 0 && share < 0.1 ? 1 : 0 });
  if (share > 0 && share < 0.001) return `<${format.format(0.001)}`;
  if (share < 1 && share > 0.995) return numberFormat(locale, { style: 'percent', maximumFractionDigits: 2, roundingMode: 'floor' } as Intl.NumberFormatOptions).format(share);
  return format.format(share);
}

/**
 * A value of a column as it came from the measurement. Words and dates stay as they are; long decimals are cut, whole numbers
 * never. Four figures stand without a separator: a year more often than an amount.
 */
export function formatValue(value: string, locale: Locale): string {
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number)) return value;
  if (!Number.isInteger(number)) return formatNumber(number, locale);
  return Math.abs(number) < 10_000 ? value : formatCount(number, locale);
}

/** The same where room is scarce. */
export function formatShortValue(value: string, locale: Locale): string {
  const number = Number(value);
  return Number.isFinite(number) && Math.abs(number) >= 100_000 ? formatCompact(number, locale) : formatValue(value, locale);
}
