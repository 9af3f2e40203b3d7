'use client';

import { useRouter, usePathname } from 'next/navigation';
import { useRef, useState } from 'react';
import { CircleCheck } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { BundleOffer, BuyBundleInput } from '@/lib/orders/schema';
import type { Locale } from '@/lib/shared/locale';
import { Button, LinkButton } from '../button';
import { Checkbox } from '../choice';
import { NoticeGate } from '../consent/notice-gate.client';
import { ActionFaultAlert } from '../console/action-fault.client';
import { useAction, type Action } from '../console/use-action.client';
import { formatMoney } from '../format';
import { useMe } from '../me.client';

type Props = { readonly locale: Locale; readonly offer: BundleOffer; readonly licences: BuyBundleInput['licences']; readonly action: Action<{ orderIds: readonly string[] }> };

/** One decision over the whole bundle. One key for all presses: pressing twice buys once. */
export function BuyBundle({ locale, offer, licences, action }: Props) {
  const t = useTranslations('bundles.page');
  const { me, refresh } = useMe();
  const router = useRouter();
  const path = usePathname();
  const { run, isBusy, fault } = useAction(action);
  const [hasAccepted, setHasAccepted] = useState(false);
  const [isBought, setBought] = useState(false);
  const key = useRef('');
  const { payMinor, sumMinor, balanceMinor, currency, wantedIds, isOwn, isBuyer } = offer;
  const money = (amountMinor: number) => formatMoney(amountMinor, currency, locale);

  async function buy(): Promise<void> {
    key.current ||= crypto.randomUUID();
    const answer = await run({ bundleId: offer.id, quotedMinor: payMinor, licences, idempotencyKey: key.current });
    if (!answer) return;
    setBought(true);
    router.refresh();
    void refresh();
  }

  const isWhole = wantedIds.length === offer.parts.length;
  return (
    <div className="space-y-4 rounded-card border border-line bg-surface p-5 lg:sticky lg:top-24" aria-live="polite">
      {isBought || wantedIds.length === 0 ? (
        <>
          <p role="status" className="flex items-center gap-2 text-sm text-good"><CircleCheck aria-hidden className="size-5 shrink-0" />{isBought ? t('bought') : t('owned')}</p>
          <LinkButton isWide variant="primary" href={`/${locale}/account/data`} prefetch={false}>{t('toData')}</LinkButton>
        </>
      ) : (
        <>
          <p className="text-sm text-ink-soft">{t('pay')}<span className="block text-3xl font-semibold text-ink tabular-nums">{money(payMinor)}</span>{isWhole && sumMinor > payMinor ? t('saves', { amount: money(sumMinor - payMinor) }) : null}</p>
          {isOwn ? <p className="text-sm text-ink-soft">{t('own')}</p> : !isBuyer ? (me === null || me.account === null ? <LinkButton isWide size="lg" variant="primary" href={`/${locale}/sign-in?next=${encodeURIComponent(path)}`} prefetch={false}>{t('signIn')}</LinkButton> : null) : balanceMinor < payMinor ? (
            <><p className="text-sm text-ink-soft">{t('tooLow', { missing: money(payMinor - balanceMinor) })}</p><LinkButton isWide size="lg" variant="primary" href={`/${locale}/account/wallet?next=${encodeURIComponent(path)}`} prefetch={false}>{t('topUp')}</LinkButton></>
          ) : (
            <NoticeGate locale={locale} surface="purchase">
              <div className="space-y-4">
                <Checkbox id="accept-all" label={t('accept')} checked={hasAccepted} onChange={(event) => { setHasAccepted(event.target.checked); }} />
                <Button variant="primary" size="lg" isWide isBusy={isBusy} disabled={!hasAccepted} onClick={() => { void buy(); }}>{t('buy', { price: money(payMinor) })}</Button>
              </div>
            </NoticeGate>
          )}
          <ActionFaultAlert fault={fault} />
        </>
      )}
    </div>
  );
}
