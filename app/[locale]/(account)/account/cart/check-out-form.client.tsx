'use client';

import { useRouter } from 'next/navigation';
import { useRef, useState, type ReactNode } from 'react';
import { CircleCheck } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { CheckedOut, CheckOutInput } from '@/lib/orders/schema';
import type { Locale } from '@/lib/shared/locale';
import { Alert } from '@/app/_ui/alert';
import { Button, LinkButton } from '@/app/_ui/button';
import { Checkbox } from '@/app/_ui/choice';
import { NoticeGate } from '@/app/_ui/consent/notice-gate.client';
import { ActionFaultAlert } from '@/app/_ui/console/action-fault.client';
import { useAction, type Action } from '@/app/_ui/console/use-action.client';
import { useMe } from '@/app/_ui/me.client';
import { RefusalText } from '@/app/_ui/refusal-text.client';

type Item = CheckOutInput['items'][number] & { readonly title: string };
type Props = { readonly locale: Locale; readonly items: readonly Item[]; readonly total: string; /** Null when the balance is enough. */ readonly missing: string | null; readonly action: Action<CheckedOut>; /** What stands instead of an empty cart, and below any: not below a receipt. */ readonly rest: ReactNode; readonly children: ReactNode };

type Done = CheckedOut & { readonly titles: ReadonlyMap<string, string> };

/** One decision over what is listed above it. One key for all presses until something was bought: pressing twice buys once. */
export function CheckOutForm({ locale, items, total, missing, action, rest, children }: Props) {
  const t = useTranslations('lists.cartPage');
  const router = useRouter();
  const { refresh } = useMe();
  const [hasAccepted, setHasAccepted] = useState(false);
  const [done, setDone] = useState<Done | null>(null);
  const { run, isBusy, fault } = useAction(action);
  const key = useRef('');

  async function buy(): Promise<void> {
    key.current ||= crypto.randomUUID();
    const answer = await run({ items: items.map(({ title: _title, ...item }) => item), idempotencyKey: key.current });
    if (!answer) return;
    key.current = '';
    setHasAccepted(false);
    setDone({ ...answer.value, titles: new Map(items.map((item) => [item.listingId, item.title])) });
    router.refresh();
    void refresh();
  }

  return (
    <div className="space-y-5">
      {done && done.boughtCount > 0 ? <Bought locale={locale} {...done} /> : null}
      {done && done.refused.length > 0 ? (
        <Alert tone="bad" title={t('refusedTitle')}>
          <ul className="list-disc pl-5">{done.refused.map(({ listingId, refusal }) => <li key={listingId}>{done.titles.get(listingId)}: <RefusalText refusal={refusal} /></li>)}</ul>
        </Alert>
      ) : null}
      {children}
      {items.length === 0 ? null : (
        <NoticeGate locale={locale} surface="purchase">
          <div className="space-y-4">
            <Checkbox id="accept-licences" label={t('accept')} checked={hasAccepted} onChange={(event) => { setHasAccepted(event.target.checked); }} />
            <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
              <Button variant="primary" size="lg" disabled={!hasAccepted || missing !== null} isBusy={isBusy} onClick={() => { void buy(); }}>{t('buy', { count: items.length, price: total })}</Button>
              {missing === null ? null : <p className="flex items-center gap-3 text-sm text-ink-soft">{t('tooLow', { missing })}<LinkButton size="sm" href={`/${locale}/account/wallet?next=${encodeURIComponent(`/${locale}/account/cart`)}`}>{t('topUp')}</LinkButton></p>}
            </div>
            <ActionFaultAlert fault={fault} />
          </div>
        </NoticeGate>
      )}
      {done && done.boughtCount > 0 && items.length === 0 ? null : rest}
    </div>
  );
}

/** The receipt of what was just paid, with the way to the files. */
function Bought({ locale, boughtCount, refused, titles }: Done & { readonly locale: Locale }) {
  const t = useTranslations('lists.cartPage');
  const kept = new Set(refused.map(({ listingId }) => listingId));
  return (
    <div role="status" className="rounded-card border border-good/30 bg-good-soft p-5 sm:p-6">
      <h2 className="flex items-center gap-2 text-lg font-semibold"><CircleCheck aria-hidden className="size-5 shrink-0 text-good" />{t('bought', { count: boughtCount })}</h2>
      <ul className="mt-3 list-disc space-y-1 pl-7 text-sm">{[...titles].filter(([listingId]) => !kept.has(listingId)).map(([listingId, title]) => <li key={listingId}>{title}</li>)}</ul>
      <p className="mt-3 text-sm text-ink-soft">{t('boughtLead')}</p>
      <LinkButton variant="primary" href={`/${locale}/account/data`} className="mt-4">{t('toMyData')}</LinkButton>
    </div>
  );
}
