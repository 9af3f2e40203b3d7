import Link from 'next/link';
import { Search } from 'lucide-react';
import type { MarketFigures } from '@/lib/catalog/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { Button } from '@/app/_ui/button';
import { ColumnHistogram } from '@/app/_ui/charts/histogram';
import { formatBytes, formatCompact, formatCount, formatPercent } from '@/app/_ui/format';
import { PriceText } from '@/app/_ui/market/price-text';
import type { Showcase } from './find-showcase';

type HeroProps = {
  readonly locale: Locale;
  readonly figures: MarketFigures;
  readonly showcase: Showcase | null;
};

export function Hero({ locale, figures, showcase }: HeroProps) {
  const t = translator(locale, 'market.home');
  return (
    <section className="border-b border-line bg-surface">
      <div className="page-width grid items-center gap-x-16 gap-y-12 py-12 sm:py-16 lg:grid-cols-[1.1fr_1fr] lg:py-20">
        <div>
          <h1 className="text-4xl leading-[1.1] font-semibold tracking-tight sm:text-5xl">{t('title')}</h1>
          <p className="mt-5 max-w-xl text-lg text-ink-soft">{t('lead')}</p>
          <HeroSearch locale={locale} />
          <dl className="mt-10 grid max-w-xl grid-cols-2 gap-x-6 gap-y-5 sm:grid-cols-4">
            <Figure name={t('figures.listings')} value={formatCount(figures.listingCount, locale)} />
            <Figure name={t('figures.rows')} value={formatCompact(figures.rowCount, locale)} />
            <Figure name={t('figures.bytes')} value={formatBytes(figures.byteSize, locale)} />
            <Figure name={t('figures.sellers')} value={formatCount(figures.sellerCount, locale)} />
          </dl>
        </div>
        {showcase ? <ShowcasePanel locale={locale} showcase={showcase} /> : null}
      </div>
    </section>
  );
}

function HeroSearch({ locale }: { readonly locale: Locale }) {
  const t = translator(locale, 'market.home');
  return (
    <form action={`/${locale}/search`} className="mt-8 flex max-w-xl gap-2 max-md:hidden">
      <div className="relative min-w-0 flex-1">
        <Search aria-hidden className="pointer-events-none absolute top-1/2 left-4 size-5 -translate-y-1/2 text-ink-faint" />
        <input name="q" type="search" maxLength={200} aria-label={t('searchLabel')} placeholder={t('searchPlaceholder')} className="min-h-12 w-full rounded-lg border border-line-strong bg-surface pr-4 pl-11 text-base placeholder:text-ink-faint hover:border-ink-soft" />
      </div>
      <Button type="submit" variant="primary" size="lg">{t('searchSubmit')}</Button>
    </form>
  );
}

function Figure({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div className="flex flex-col-reverse border-l-2 border-accent-line pl-3">
      <dt className="text-sm text-ink-soft">{name}</dt>
      <dd className="text-xl font-semibold tabular-nums">{value}</dd>
    </div>
  );
}

/** A real listing as the exchange sees it: its columns measured. */
function ShowcasePanel({ locale, showcase }: { readonly locale: Locale; readonly showcase: Showcase }) {
  const t = translator(locale, 'market.home');
  const common = translator(locale, 'common');
  const { card, columns } = showcase;
  return (
    <figure className="rounded-2xl border border-line bg-canvas p-5 sm:p-6">
      <figcaption className="flex items-start justify-between gap-4">
        <div className="min-w-0">
          <p className="text-xs text-ink-faint">{t('showcase')}</p>
          <Link href={`/${locale}/datasets/${card.slug}`} prefetch={false} className="mt-0.5 block font-semibold hover:text-accent hover:underline">{card.title}</Link>
        </div>
        <p className="shrink-0 text-lg font-semibold tabular-nums"><PriceText priceMinor={card.priceMinor} currency={card.currency} locale={locale} words={common} /></p>
      </figcaption>
      <ul className="mt-5 grid grid-cols-2 gap-3">
        {columns.map((column) => (
          <li key={column.name} className="rounded-lg border border-line bg-surface p-3">
            <p className="flex items-baseline justify-between gap-2 text-xs">
              <span className="truncate font-mono font-medium">{column.name}</span>
              <span className="shrink-0 text-ink-faint">{common(`kind.${column.kind}`)}</span>
            </p>
            <div className="mt-2"><ColumnHistogram histogram={column.histogram} columnName={column.name} min={column.min} max={column.max} locale={locale} size="compact" /></div>
          </li>
        ))}
      </ul>
      <p className="mt-4 text-xs text-ink-faint">
        {t('showcaseFacts', {
          rows: formatCount(card.rowCount, locale), columns: card.columnCount, missing: formatPercent(missingShare(showcase), locale), count: columns.length,
        })}
      </p>
    </figure>
  );
}

function missingShare({ card, columns }: Showcase): number {
  const cells = card.rowCount * columns.length;
  return cells === 0 ? 0 : columns.reduce((total, column) => total + column.nullCount, 0) / cells;
}
