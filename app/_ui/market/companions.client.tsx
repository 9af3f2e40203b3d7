'use client';

import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { CompanionCard, CompanionLists } from '@/lib/behaviour/schema';
import type { Locale } from '@/lib/shared/locale';
import { requestJson } from '../request-json.client';
import { DismissButton } from './dismiss-button.client';
import { ListingTile } from './listing-tile';
import { tellDismissed } from './use-recommendations.client';

/** What others who allowed it looked at or bought with this: the same for everybody but for what was waved away, absent where too few did. */
export function Companions({ locale, listingId }: { readonly locale: Locale; readonly listingId: string }) {
  const [lists, setLists] = useState<CompanionLists | null>(null);
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set());

  useEffect(() => {
    let isCurrent = true;
    void requestJson<CompanionLists>(`/api/companions?listingId=${listingId}`).then((answer) => { if (isCurrent && answer.ok) setLists(answer.value); });
    return () => { isCurrent = false; };
  }, [listingId]);

  function dismiss(id: string) {
    setDismissed(new Set([...dismissed, id]));
    tellDismissed(id);
  }

  if (lists === null) return null;
  const left = (items: readonly CompanionCard[]) => items.filter(({ card }) => !dismissed.has(card.id));
  return (
    <>
      <CompanionRow locale={locale} name="viewedNext" items={left(lists.viewedNext)} onDismiss={dismiss} />
      <CompanionRow locale={locale} name="boughtTogether" items={left(lists.boughtTogether)} onDismiss={dismiss} />
    </>
  );
}

function CompanionRow({ locale, name, items, onDismiss }: { readonly locale: Locale; readonly name: 'viewedNext' | 'boughtTogether'; readonly items: readonly CompanionCard[]; readonly onDismiss: (listingId: string) => void }) {
  const t = useTranslations('lists');
  const common = useTranslations('common');
  if (items.length === 0) return null;
  return (
    <section aria-labelledby={name} className="mt-12">
      <h2 id={name} className="text-xl font-semibold">{t(name)}</h2>
      <p className="mb-4 text-sm text-ink-soft">{t('companionsNote')}</p>
      <ul className="-mx-1 grid snap-x auto-cols-[16.5rem] grid-flow-col gap-4 overflow-x-auto scroll-smooth px-1 pt-1 pb-3">
        {items.map(({ card, people }) => (
          <li key={card.id} className="relative snap-start">
            <ListingTile card={card} locale={locale} t={common} note={t(`${name}Why`, { count: people })} />
            <DismissButton title={card.title} onClick={() => { onDismiss(card.id); }} />
          </li>
        ))}
      </ul>
    </section>
  );
}
