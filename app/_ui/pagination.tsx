import Link from 'next/link';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { classNames } from './class-names';
import { formatCount } from './format';

const step = 'inline-flex min-h-10 min-w-10 items-center justify-center gap-1 rounded-lg border px-3 text-sm font-medium tabular-nums';

type PaginationProps = {
  readonly page: number;
  readonly pageCount: number;
  readonly hrefFor: (page: number) => string;
  readonly locale: Locale;
};

/** First, last and the neighbours of the current page; the rest is a gap. */
function pagesShown(page: number, pageCount: number): (number | null)[] {
  const wanted = [1, page - 1, page, page + 1, pageCount].filter((each) => each >= 1 && each <= pageCount);
  const sorted = [...new Set(wanted)].toSorted((a, b) => a - b);
  return sorted.flatMap((each, index) => (index > 0 && each - (sorted[index - 1] ?? 0) > 1 ? [null, each] : [each]));
}

export function Pagination({ page, pageCount, hrefFor, locale }: PaginationProps) {
  const t = translator(locale, 'common');
  if (pageCount <= 1) return null;
  return (
    <nav aria-label={t('pagination.label')} className="mt-8 flex flex-wrap items-center justify-center gap-1.5">
      <Step href={page > 1 ? hrefFor(page - 1) : null} rel="prev"><ChevronLeft aria-hidden className="size-4" />{t('pagination.previous')}</Step>
      {pagesShown(page, pageCount).map((each, index) => (each === null
        ? <span key={`gap-${index}`} aria-hidden className="px-1 text-ink-faint max-sm:hidden">…</span>
        : (
          <Link key={each} href={hrefFor(each)} aria-current={each === page ? 'page' : undefined} aria-label={t('pagination.page', { page: formatCount(each, locale) })} className={classNames(step, 'max-sm:hidden', each === page ? 'border-accent bg-accent-soft text-accent-strong' : 'border-transparent text-ink-soft hover:bg-sunken')}>
            {formatCount(each, locale)}
          </Link>
        )))}
      <span className="px-2 text-sm text-ink-soft sm:hidden">{t('pagination.position', { page, pageCount })}</span>
      <Step href={page < pageCount ? hrefFor(page + 1) : null} rel="next">{t('pagination.next')}<ChevronRight aria-hidden className="size-4" /></Step>
    </nav>
  );
}

/** For lists that only know "from the start" and "what comes next" (keyset pages). */
export function KeysetPagination({ firstHref, nextHref, locale }: { readonly firstHref: string | null; readonly nextHref: string | null; readonly locale: Locale }) {
  const t = translator(locale, 'common');
  if (firstHref === null && nextHref === null) return null;
  return (
    <nav aria-label={t('pagination.label')} className="mt-6 flex items-center justify-center gap-2">
      <Step href={firstHref} rel="prev"><ChevronLeft aria-hidden className="size-4" />{t('pagination.first')}</Step>
      <Step href={nextHref} rel="next">{t('pagination.next')}<ChevronRight aria-hidden className="size-4" /></Step>
    </nav>
  );
}

function Step({ href, rel, children }: { readonly href: string | null; readonly rel: 'prev' | 'next'; readonly children: ReactNode }) {
  if (href === null) return <span aria-disabled className={classNames(step, 'border-line text-ink-faint')}>{children}</span>;
  return <Link href={href} rel={rel} className={classNames(step, 'border-line-strong bg-surface hover:bg-sunken')}>{children}</Link>;
}
