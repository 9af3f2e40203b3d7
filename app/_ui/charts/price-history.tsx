import type { ListingView } from '@/lib/catalog/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { formatDate, formatMoney } from '../format';
import { LineChart } from './line-chart';

/** What was asked over time, when no price was shown, and what had been suggested at the last change. */
export function PriceHistory({ locale, prices, currency }: { readonly locale: Locale; readonly prices: ListingView['prices']; readonly currency: string }) {
  const t = translator(locale, 'studio');
  const free = translator(locale, 'common')('free');
  const priceOf = (minor: number) => (minor === 0 ? free : formatMoney(minor, currency, locale));
  const inOrder = prices.toSorted((a, b) => a.at.localeCompare(b.at));
  const points = inOrder.flatMap(({ at, priceMinor }) => (priceMinor === null ? [] : [{ label: formatDate(at, locale), value: priceMinor }]));
  const hidden = inOrder.filter((price) => price.priceMinor === null).map((price) => formatDate(price.at, locale));
  const first = points[0];
  const newest = inOrder.at(-1);
  if (!newest) return <p className="text-sm text-ink-soft">{t('noHistory')}</p>;
  if (!first) return <p className="text-sm text-ink-soft">{t('requestOnly', { date: formatDate(inOrder[0]?.at ?? newest.at, locale) })}</p>;
  return (
    <>
      {points.length === 1 ? <p className="text-sm text-ink-soft">{t('unchanged', { price: priceOf(first.value), date: first.label })}</p>
        : <LineChart title={t('history')} points={points} isStepped formatValue={(value) => priceOf(Math.round(value))} labelHeader={t('date')} valueHeader={t('price')} locale={locale} />}
      {hidden.map((date, index) => <p key={`${date} ${index}`} className="mt-2 text-sm text-ink-soft">{t('requestFrom', { date })}</p>)}
      {newest.suggestedMinor ? <p className="mt-2 text-sm text-ink-soft">{t('suggestedThen', { price: formatMoney(newest.suggestedMinor, currency, locale), date: formatDate(newest.at, locale) })}</p> : null}
    </>
  );
}
