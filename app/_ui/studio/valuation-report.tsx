import type { ReactNode } from 'react';
import type { ListingView } from '@/lib/catalog/schema';
import type { ProfileView } from '@/lib/datasets/schema';
import type { IncomeFacts, PriceExplanation } from '@/lib/pricing/schema';
import type { Locale } from '@/lib/shared/locale';
import { licenceKey } from '@/app/_i18n/licence-key';
import { translator } from '@/app/_i18n/translator';
import { Waterfall } from '../charts/waterfall';
import { formatCount, formatDate, formatMoney, formatNumber, formatPercent } from '../format';
import { priceRange } from '../price-range';
import { Approaches } from './approaches';

type ReportProps = { readonly locale: Locale; readonly listing: ListingView; readonly profile: ProfileView | null; readonly explanation: PriceExplanation; readonly income: IncomeFacts };

/** A price with everything it rests on, as a document: object, result, three approaches, steps, comparables, limits. */
export function ValuationReport({ locale, listing, profile, explanation, income }: ReportProps) {
  const t = translator(locale, 'studio.report');
  const price = translator(locale, 'common.price');
  const money = (amountMinor: number) => formatMoney(amountMinor, explanation.currency, locale);
  const { suggestedMinor, confidence, confidenceReason, interval, engineVersion } = explanation;
  const asOf = listing.prices.at(-1)?.at ?? listing.publishedAt;
  const facts: readonly (readonly [string, string])[] = [
    [t('of'), listing.title], [t('seller'), listing.sellerName], [t('date'), formatDate(asOf, locale)], [t('rows'), formatCount(listing.rowCount, locale)], [t('columns'), formatCount(listing.columnCount, locale)],
    [t('licence'), translator(locale, 'common')(licenceKey(listing.licenceCode))],
    ...(profile ? [[t('revision'), String(profile.revision.number)] as const, [t('sha256'), profile.revision.sha256] as const] : []),
    [t('asked'), listing.priceMinor === null ? translator(locale, 'common')('onRequest') : money(listing.priceMinor)],
  ];
  return (
    <article className="valuation-report mx-auto max-w-3xl space-y-8 rounded-card border border-line bg-surface p-6 sm:p-10 print:max-w-none print:border-0 print:p-0">
      <header><h2 className="text-2xl font-semibold">{t('title')}: {listing.title}</h2><p className="mt-1 text-sm text-ink-soft">{t('engine', { version: engineVersion })}</p></header>
      <Part title={t('object')}>
        <dl className="grid grid-cols-[10rem_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-sm max-sm:grid-cols-1">
          {facts.map(([name, value]) => <div key={name} className="contents"><dt className="text-ink-faint">{name}</dt><dd className="break-all max-sm:mb-1.5">{value}</dd></div>)}
        </dl>
      </Part>
      <Part title={t('purpose')}><p className="text-sm">{t('purposeText')}</p></Part>
      <Part title={t('result')}>
        <p className="text-sm">{t('resultText', { price: money(suggestedMinor), ...priceRange(explanation, money), confidence: price(`confidence.${confidence}`), reason: price(`confidenceReason.${confidenceReason.code}`, { count: confidenceReason.count }) })}</p>
      </Part>
      <Part title={t('approaches')}><Approaches locale={locale} explanation={explanation} income={income} /></Part>
      <Part title={t('steps')} lead={t('stepsLead')}><Waterfall explanation={explanation} locale={locale} /></Part>
      <Part title={t('comparables')}><Comparables locale={locale} explanation={explanation} /></Part>
      <Part title={t('limits')}><p className="text-sm">{t('limitsText', { method: interval.method === 'split-conformal' ? 'conformal' : 'prior', sellers: interval.sellerCount, level: interval.level })}</p></Part>
    </article>
  );
}

function Part({ title, lead, children }: { readonly title: string; readonly lead?: string; readonly children: ReactNode }) {
  return <section className="break-inside-avoid-page"><h3 className="mb-2 font-semibold">{title}</h3>{lead ? <p className="mb-2 text-sm text-ink-soft">{lead}</p> : null}{children}</section>;
}

function Comparables({ locale, explanation: { comparables, currency } }: { readonly locale: Locale; readonly explanation: PriceExplanation }) {
  const t = translator(locale, 'studio.report');
  const words = translator(locale, 'market.dataset.price.comparable');
  if (comparables.length === 0) return <p className="text-sm">{t('noComparables')}</p>;
  return (
    <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={t('comparables')}>
      <table className="w-full min-w-[34rem] text-xs print:min-w-0">
        <caption className="sr-only">{t('comparables')}</caption>
        <thead><tr className="border-b border-line text-left text-ink-faint">{[words('title'), words('similarity'), words('price'), t('correction'), words('adjusted')].map((head, index) => <th key={head} scope="col" className={index === 0 ? 'py-1.5 pr-3 font-medium' : 'py-1.5 pl-3 text-right font-medium'}>{head}</th>)}</tr></thead>
        <tbody>
          {comparables.map((row) => (
            <tr key={row.listingId} className="border-b border-line align-top">
              <th scope="row" className="py-1.5 pr-3 text-left font-normal">{row.title}</th>
              <td className="py-1.5 pl-3 text-right">{formatPercent(row.similarity, locale)}</td>
              <td className="py-1.5 pl-3 text-right whitespace-nowrap">{formatMoney(row.priceMinor, currency, locale)} {row.isSold ? words('sold') : words('asked')}</td>
              <td className="py-1.5 pl-3 text-right">{t('correctionText', { size: Number(formatNumber(row.corrections.size, 'en').replaceAll(',', '')), licence: row.corrections.licence })}</td>
              <td className="py-1.5 pl-3 text-right whitespace-nowrap">{formatMoney(row.adjustedMinor, currency, locale)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
