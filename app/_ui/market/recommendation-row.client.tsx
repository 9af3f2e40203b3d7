'use client';

import Link from 'next/link';
import { useTranslations } from 'use-intl';
import type { Locale } from '@/lib/shared/locale';
import { DismissButton } from './dismiss-button.client';
import { ListingTile } from './listing-tile';
import { ReasonText } from './reason-text.client';
import type { Recommendations } from './use-recommendations.client';

const track = 'grid auto-cols-[16.5rem] grid-flow-col gap-4 overflow-x-auto scroll-smooth px-1 pt-1 pb-3 -mx-1 snap-x';

/** One row of fixed height that scrolls sideways: it is there before its content and never pushes the page about. */
export function RecommendationRow({ recommendations, locale, placeholderCount }: { readonly recommendations: Recommendations; readonly locale: Locale; readonly placeholderCount: number }) {
  const t = useTranslations('market.forYou');
  const common = useTranslations('common');
  const { list, hasFailed, dismiss } = recommendations;
  if (hasFailed) return <p className="flex min-h-[19.5rem] items-center rounded-card border border-dashed border-line-strong/60 px-6 text-sm text-ink-soft">{t('failed')}</p>;
  if (list?.items.length === 0) return <p className="rounded-card border border-dashed border-line-strong/60 px-6 py-5 text-sm text-ink-soft">{t('nothingLeft')}</p>;
  return (
    <ul className={`${track} min-h-[19.5rem]`} aria-busy={list === null}>
      {list === null ? Array.from({ length: placeholderCount }, (_, index) => (
        <li key={index} aria-hidden className="rounded-card border border-line bg-sunken" />
      )) : list.items.map(({ card, reason }) => (
        <li key={card.id} className="relative snap-start">
          <ListingTile card={card} locale={locale} t={common} note={<ReasonText reason={reason} />} />
          <DismissButton title={card.title} onClick={() => { dismiss(card.id); }} />
        </li>
      ))}
    </ul>
  );
}

/** Not made from what she looked at, yet without what she owns or waved away. */
const shapedByHer: ReadonlySet<string> = new Set(['no-history', 'all-seen', 'nothing-left']);

/** Whether the row was made from the reader's own history, and where that is decided. */
export function PersonalStatement({ recommendations, locale }: { readonly recommendations: Recommendations; readonly locale: Locale }) {
  const t = useTranslations('market.forYou.statement');
  const lists = useTranslations('lists');
  const { list, isSwitchedOff, switchTo } = recommendations;
  const isHers = list !== null && (list.isPersonal || isSwitchedOff || shapedByHer.has(list.notPersonalBecause ?? ''));
  return (
    <p className="min-h-6 text-sm text-ink-soft">
      {list === null ? ' ' : <>{t(list.isPersonal ? 'personal' : list.notPersonalBecause ?? 'no-history')}{' '}</>}
      {isHers ? <><button type="button" className="text-link inline-flex min-h-6 items-center" onClick={() => { switchTo(!isSwitchedOff); }}>{lists(isSwitchedOff ? 'personalOn' : 'personalOff')}</button>{' · '}</> : null}
      {list === null ? null : <Link href={`/${locale}/privacy`} prefetch={false} className="text-link">{t('change')}</Link>}{list === null ? null : <>{' · '}<Link href={`/${locale}/why`} prefetch={false} className="text-link">{t('why')}</Link></>}
    </p>
  );
}
