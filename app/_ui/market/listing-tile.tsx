import Link from 'next/link';
import type { ReactNode } from 'react';
import type { ListingCard } from '@/lib/catalog/schema';
import { licenceKey, type LicenceKey } from '@/app/_i18n/licence-key';
import type { Locale } from '@/lib/shared/locale';
import { formatBytes, formatCompact } from '../format';
import { GradeMark } from '../quality/grade-mark';
import { CategoryIcon } from './category-icon';
import { PriceText } from './price-text';

/** The `common` messages, from `translator` on the server or `useTranslations` in an island: the tile itself imports neither. */
export type CommonWords = (key: 'free' | 'onRequest' | `category.${ListingCard['category']}` | LicenceKey | 'fact.rows' | 'fact.columns' | 'fact.size' | 'fact.grade' | 'sales', values?: Record<string, string | number>) => string;

type ListingTileProps = {
  readonly card: ListingCard;
  readonly locale: Locale;
  readonly t: CommonWords;
  readonly level?: 2 | 3;
  /** Why it is shown here. */
  readonly note?: ReactNode;
};

export function ListingTile({ card, locale, t, level = 3, note }: ListingTileProps) {
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <article className="group relative flex h-full flex-col rounded-card border border-line bg-surface p-5 transition-colors focus-within:border-accent hover:border-accent">
      <div className="flex items-center justify-between gap-3">
        <span className="inline-flex min-w-0 items-center gap-1.5 text-xs text-ink-faint">
          <CategoryIcon category={card.category} className="size-3.5 shrink-0" />
          <span className="truncate">{t(`category.${card.category}`)}</span>
        </span>
        {card.qualityGrade === null ? null : <span className="ml-auto"><GradeMark grade={card.qualityGrade} label={t('fact.grade', { grade: card.qualityGrade })} /></span>}
        <span className="shrink-0 text-base font-semibold"><PriceText priceMinor={card.priceMinor} currency={card.currency} locale={locale} words={t} /></span>
      </div>
      <Heading className="mt-2 text-base leading-snug font-semibold">
        <Link href={`/${locale}/datasets/${card.slug}`} prefetch={false} className="outline-none after:absolute after:inset-0 after:rounded-card group-hover:text-accent focus-visible:after:outline-2 focus-visible:after:outline-offset-2 focus-visible:after:outline-accent">
          {card.title}
        </Link>
      </Heading>
      <p className="mt-1 line-clamp-2 min-h-[2lh] text-sm text-ink-soft">{card.subtitle}</p>
      {note ? <div className="mt-3 border-l-2 border-accent-line pl-2.5 text-xs text-ink-soft">{note}</div> : null}
      <div className="mt-auto pt-4">
        <dl className="grid grid-cols-3 gap-2 border-t border-line pt-3 text-xs">
          <Fact name={t('fact.rows')} value={formatCompact(card.rowCount, locale)} />
          <Fact name={t('fact.columns')} value={formatCompact(card.columnCount, locale)} />
          <Fact name={card.format} value={formatBytes(card.byteSize, locale)} isFormat sizeName={t('fact.size')} />
        </dl>
        <p className="mt-3 flex items-center justify-between gap-3 text-xs text-ink-faint">
          <span className="truncate">{card.sellerName}</span>
          <span className="shrink-0">{card.salesCount > 0 ? t('sales', { count: card.salesCount }) : t(licenceKey(card.licenceCode))}</span>
        </p>
      </div>
    </article>
  );
}

function Fact({ name, value, isFormat = false, sizeName }: { readonly name: string; readonly value: string; readonly isFormat?: boolean; readonly sizeName?: string }) {
  return (
    <div className="min-w-0">
      <dt className="text-ink-faint">{isFormat ? <><span className="sr-only">{sizeName}, </span>{name}</> : name}</dt>
      <dd className="mt-0.5 truncate text-sm font-medium tabular-nums">{value}</dd>
    </div>
  );
}

export function ListingGrid({ children }: { readonly children: ReactNode }) {
  return <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3 xl:grid-cols-4">{children}</ul>;
}
