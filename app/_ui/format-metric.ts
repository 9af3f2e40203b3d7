import type { Scale } from '@/lib/monitoring/schema';
import type { Locale } from '@/lib/shared/locale';
import { formatNumber, formatPercent } from './format';

/** A value of a metric in its unit. */
export function formatMetric(value: number, unit: Scale['unit'], locale: Locale): string {
  switch (unit) {
    case 'milliseconds': return `${formatNumber(value >= 100 ? Math.round(value) : Number(value.toPrecision(2)), locale)} ms`;
    case 'seconds': return value >= 7_200 ? `${formatNumber(Number((value / 3_600).toPrecision(3)), locale)} h` : `${formatNumber(Number(value.toPrecision(3)), locale)} s`;
    case 'share': case 'probability': return formatPercent(value, locale);
    case 'log10': case 'ratio': case 'count': return formatNumber(Number(value.toPrecision(3)), locale);
  }
}
