import type { ListingView } from '@/lib/catalog/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { formatDate, formatMoney } from '../format';
import { LineChart } from './line-chart';

/** What was asked over time, and what had been suggested at the last change. */
export function PriceHistory({ locale, prices, currency }: { readonly locale: Locale; readonly prices: ListingView['prices']; readonly currency: string }) {
  const t = translator(locale, 'studio');
  const free = translator(locale, 'common')('free');
  const priceOf = (minor: number) => (minor === 0 ? free : formatMoney(minor, currency, locale));
  const points = prices.toSorted((a, b) => a.at.localeCompare(b.at)).map((price) => ({ label: formatDate(price.at, locale), value: price.priceMinor }));
  const first = points[0];
  if (!first) return <p className="text-sm text-ink-soft">{t('noHistory')}</p>;
  const newest = prices.at(-1);
  return (
    <>
      {points.length === 1 ? <p className="text-sm text-ink-soft">{t('unchanged', { price: priceOf(first.value), date: first.label })}</p>
        : <LineChart title={t('history')} points={points} isStepped formatValue={(value) => priceOf(Math.round(value))} labelHeader={t('date')} valueHeader={t('price')} locale={locale} />}
      {newest?.suggestedMinor ? <p className="mt-2 text-sm text-ink-soft">{t('suggestedThen', { price: formatMoney(newest.suggestedMinor, currency, locale), date: formatDate(newest.at, locale) })}</p> : null}
    </>
  );
}
