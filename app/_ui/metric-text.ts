import type { VersionMetric } from '@/lib/registry/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { formatNumber } from './format';

/** A figure with its interval and how many cases it rests on. */
export function metricText({ value, low, high, count }: VersionMetric, locale: Locale): string {
  const t = translator(locale, 'registry.versions');
  const figure = (number: number): string => formatNumber(Number(number.toPrecision(3)), locale);
  return low === null || high === null ? t('noInterval', { value: figure(value), count }) : t('interval', { value: figure(value), low: figure(low), high: figure(high), count });
}
