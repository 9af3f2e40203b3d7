import Link from 'next/link';
import type { ListingView } from '@/lib/catalog/schema';
import type { Comparable, PriceExplanation, PricePosition } from '@/lib/pricing/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { Badge } from '@/app/_ui/badge';
import { PriceHistory } from '@/app/_ui/charts/price-history';
import { Waterfall } from '@/app/_ui/charts/waterfall';
import { DataTable, type Column } from '@/app/_ui/data-table';
import { formatMoney, formatPercent } from '@/app/_ui/format';
import { priceRange } from '@/app/_ui/price-range';
import { PartHeading } from './part-heading';

type PricePartProps = { readonly locale: Locale; readonly listing: ListingView; readonly position: PricePosition };

export function PricePart({ locale, listing, position }: PricePartProps) {
  const t = translator(locale, 'market.dataset.price');
  const { explanation } = position;
  return (
    <section aria-labelledby="price">
      <PartHeading id="price" title={t('title')} lead={t('lead')} />
      <Standing locale={locale} listing={listing} position={position} />
      {explanation ? <Explained locale={locale} explanation={explanation} /> : <p className="text-sm text-ink-soft">{t('notExplained')}</p>}
      <p className="mt-4 flex flex-wrap gap-x-5 text-sm">
        {explanation ? <Link href={`/${locale}/datasets/${listing.slug}/report`} prefetch={false} className="inline-flex min-h-6 items-center text-link">{translator(locale, 'studio.why')('report')}</Link> : null}
        <a href={`/api/prices/${listing.id}`} className="inline-flex min-h-6 items-center text-link">{translator(locale, 'studio.why')('json')}</a>
      </p>
      <h3 className="mt-6 mb-3 font-semibold">{t('history')}</h3>
      <PriceHistory locale={locale} prices={listing.prices} currency={listing.currency} />
    </section>
  );
}

/** The asked price against the suggestion and against the neighbours, in one sentence each. */
function Standing({ locale, listing, position }: PricePartProps) {
  const t = translator(locale, 'market.dataset.price');
  const { explanation, percentile, comparableCount } = position;
  if (listing.priceMinor === null) return explanation ? <p className="mb-5 text-sm">{t('standing.onRequest', { suggested: formatMoney(explanation.suggestedMinor, explanation.currency, locale) })}</p> : null;
  const asked = formatMoney(listing.priceMinor, listing.currency, locale);
  const difference = explanation ? listing.priceMinor - explanation.suggestedMinor : 0;
  const side = difference === 0 ? 'equal' : difference > 0 ? 'above' : listing.priceMinor === 0 ? 'free' : 'below';
  return (
    <div className="mb-5 space-y-1 text-sm">
      {explanation ? <p>{t(`standing.${side}`, { asked, suggested: formatMoney(explanation.suggestedMinor, explanation.currency, locale), difference: formatMoney(Math.abs(difference), listing.currency, locale) })}</p> : null}
      {percentile === null ? null : <p className="text-ink-soft">{t('percentile', { share: formatPercent(percentile, locale), side: percentile === 0 ? 'none' : percentile === 1 ? 'all' : 'some', count: comparableCount })}</p>}
    </div>
  );
}

function Explained({ locale, explanation }: { readonly locale: Locale; readonly explanation: PriceExplanation }) {
  const t = translator(locale, 'market.dataset.price');
  const price = translator(locale, 'common.price');
  const { currency, confidence, confidenceReason } = explanation;
  const tone = confidence === 'high' ? 'good' : confidence === 'medium' ? 'info' : 'warn';
  return (
    <>
      <div className="rounded-card border border-line bg-surface px-5 py-3 sm:px-6">
        <Waterfall explanation={explanation} locale={locale} />
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line py-3 text-sm">
          <Badge tone={tone}>{price(`confidence.${confidence}`)}</Badge>
          <span className="text-ink-soft">{price(`confidenceReason.${confidenceReason.code}`, { count: confidenceReason.count })}</span>
          <span className="text-ink-soft tabular-nums">{price('range', priceRange(explanation, (minor) => formatMoney(minor, currency, locale)))}</span>
        </div>
      </div>
      {explanation.comparables.length > 0 ? (
        <div className="mt-6">
          <h3 className="mb-3 font-semibold">{t('comparables')}</h3>
          <DataTable caption={t('comparables')} isCaptionHidden columns={comparableColumns(locale, currency)} rows={explanation.comparables} rowKey={(row) => row.listingId} isDense />
        </div>
      ) : null}
    </>
  );
}

function comparableColumns(locale: Locale, currency: string): readonly Column<Comparable>[] {
  const t = translator(locale, 'market.dataset.price');
  return [
    { key: 'title', header: t('comparable.title'), isRowHeader: true, cell: (row) => <Link href={`/${locale}/datasets/${row.slug}`} prefetch={false} className="text-link">{row.title}</Link> },
    { key: 'why', header: t('comparable.why'), cell: (row) => <span className="text-ink-soft">{whySimilar(row, locale)}</span> },
    { key: 'similarity', header: t('comparable.similarity'), align: 'end', cell: (row) => formatPercent(row.similarity, locale) },
    { key: 'price', header: t('comparable.price'), align: 'end', cell: (row) => <>{formatMoney(row.priceMinor, currency, locale)}<span className="block text-xs text-ink-faint">{row.isSold ? t('comparable.sold') : t('comparable.asked')}</span></> },
    { key: 'adjusted', header: t('comparable.adjusted'), align: 'end', cell: (row) => formatMoney(row.adjustedMinor, currency, locale) },
  ];
}

function whySimilar(row: Comparable, locale: Locale): string {
  const t = translator(locale, 'market.dataset.price.comparable');
  const reasons = [
    row.sameCategory ? t('sameCategory') : '',
    row.sameLicence ? t('sameLicence') : '',
    row.sharedWords.length > 0 ? t('words', { words: row.sharedWords.slice(0, 4).join(', ') }) : '',
  ].filter(Boolean);
  return reasons.length > 0 ? reasons.join('; ') : t('shape');
}
