import Link from 'next/link';
import type { ActionCode, Comparable, PriceExplanation } from '@/lib/pricing/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { Badge } from '@/app/_ui/badge';
import { Card, CardHeader } from '@/app/_ui/card';
import { Waterfall } from '@/app/_ui/charts/waterfall';
import { DataTable, type Column } from '@/app/_ui/data-table';
import { formatMoney, formatPercent } from '@/app/_ui/format';
import { priceRange } from '@/app/_ui/price-range';

type Props = { readonly locale: Locale; readonly explanation: PriceExplanation; /** Where what is advised about the text and about columns can be done. */ readonly editHref?: string; readonly columnsHref?: string };

/** The suggestion with everything it rests on: steps, range, confidence, neighbours, and what would raise it. */
export function Suggestion({ locale, explanation, editHref, columnsHref }: Props) {
  const t = translator(locale, 'seller.price');
  const price = translator(locale, 'common.price');
  const { currency, suggestedMinor, confidence, confidenceReason, comparables, bars } = explanation;
  const money = (minor: number) => formatMoney(minor, currency, locale);
  const placeOf = (code: ActionCode) => {
    if (code === 'name-source') return editHref === undefined ? null : { href: editHref, label: translator(locale, 'seller.edit')('open') };
    return code === 'document-columns' && columnsHref !== undefined ? { href: columnsHref, label: translator(locale, 'dictionary')('open') } : null;
  };
  const actions = bars.flatMap((bar) => (bar.action ? [bar.action] : []));
  return (
    <div className="space-y-8">
      <Card as="section" labelledBy="suggestion">
        <CardHeader id="suggestion" title={t('suggested', { amount: money(suggestedMinor) })} lead={price('range', priceRange(explanation, money))} actions={<Badge tone={confidence === 'high' ? 'good' : confidence === 'medium' ? 'info' : 'warn'}>{price(`confidence.${confidence}`)}</Badge>} />
        <p className="mb-4 text-sm text-ink-soft">{price(`confidenceReason.${confidenceReason.code}`, { count: confidenceReason.count })} {t('estimate')}</p>
        <Waterfall explanation={explanation} locale={locale} />
        {actions.length > 0 ? (
          <ul className="mt-4 space-y-1 rounded-lg bg-good-soft p-4 text-sm">
            {actions.map((action) => {
              const place = placeOf(action.code);
              return <li key={action.code}>{t(`action.${action.code}`, { ...action.evidence, gain: money(action.gainMinor) })}{place ? <> <Link href={place.href} className="text-link">{place.label}</Link></> : null}</li>;
            })}
          </ul>
        ) : null}
        <p className="mt-4 flex flex-wrap gap-x-4 text-sm">
          <Link href={`/${locale}/models#price`} className="inline-flex min-h-6 items-center text-link">{translator(locale, 'registry.ownPrediction')('more')}</Link>
          <Link href={`/${locale}/account/contests?kind=price`} className="inline-flex min-h-6 items-center text-link">{translator(locale, 'registry.cards')('contest')}</Link>
        </p>
      </Card>
      {comparables.length > 0 ? (
        <section aria-labelledby="comparables">
          <h2 id="comparables" className="mb-1 text-xl font-semibold">{t('comparables')}</h2>
          <p className="mb-4 max-w-prose text-sm text-ink-soft">{t('comparablesLead')}</p>
          <DataTable caption={t('comparables')} isCaptionHidden columns={columnsOf(locale, currency)} rows={comparables} rowKey={(row) => row.listingId} isDense />
        </section>
      ) : null}
    </div>
  );
}

function columnsOf(locale: Locale, currency: string): readonly Column<Comparable>[] {
  const t = translator(locale, 'seller.price.comparable');
  return [
    { key: 'title', header: t('title'), isRowHeader: true, cell: (row) => <Link href={`/${locale}/datasets/${row.slug}`} className="text-link">{row.title}</Link> },
    { key: 'why', header: t('why'), cell: (row) => <span className="text-ink-soft">{[row.sharedWords.join(', '), row.sameCategory ? t('sameCategory') : '', row.sameLicence ? t('sameLicence') : ''].filter(Boolean).join(' · ')}</span> },
    { key: 'similarity', header: t('similarity'), align: 'end', cell: (row) => formatPercent(row.similarity, locale) },
    { key: 'price', header: t('price'), align: 'end', cell: (row) => <>{formatMoney(row.priceMinor, currency, locale)} <span className="text-xs text-ink-faint">{row.isSold ? t('sold') : t('asked')}</span></> },
    { key: 'adjusted', header: t('adjusted'), align: 'end', cell: (row) => formatMoney(row.adjustedMinor, currency, locale) },
  ];
}
