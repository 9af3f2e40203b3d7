'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'use-intl';
import type { PriceProposal } from '@/lib/pricing/schema';
import type { Locale } from '@/lib/shared/locale';
import { Badge } from '../badge';
import { Button } from '../button';
import { ActionFaultAlert } from '../console/action-fault.client';
import { useAction, type Action } from '../console/use-action.client';
import { formatDate, formatMoney } from '../format';

type Props = { readonly locale: Locale; readonly proposals: readonly PriceProposal[]; readonly answer: Action<{ priceMinor: number | null }> };

/** What demand has spoken for, the newest first; an open one is taken or left here. */
export function Proposals({ locale, proposals, answer }: Props) {
  const t = useTranslations('studio.proposals');
  const router = useRouter();
  const { run, isBusy, fault } = useAction(answer);
  const say = (proposalId: string, said: 'ACCEPTED' | 'DISMISSED') => { void run({ proposalId, answer: said }).then((done) => { if (done) router.refresh(); }); };
  if (proposals.length === 0) return <p className="text-sm text-ink-soft">{t('empty')}</p>;
  return (
    <>
      <ActionFaultAlert fault={fault} />
      <ul className="divide-y divide-line">
        {proposals.map(({ id, fromMinor, toMinor, currency, state, isAutomatic, at, limit, demand }) => (
          <li key={id} className="flex flex-wrap items-center justify-between gap-3 py-3 text-sm">
            <div>
              <p className="font-medium tabular-nums">{t('change', { from: formatMoney(fromMinor, currency, locale), to: formatMoney(toMinor, currency, locale) })} <Badge tone={state === 'OPEN' ? 'info' : 'neutral'}>{isAutomatic ? t('automatic') : t(`state.${state}`)}</Badge></p>
              <p className="text-ink-soft">{formatDate(at, locale)} · {t('because', { buys: demand.buys, views: demand.views })} {limit ? t(`limit.${limit}`) : ''}</p>
            </div>
            {state === 'OPEN' ? (
              <div className="flex gap-2">
                <Button size="sm" variant="primary" isBusy={isBusy} onClick={() => { say(id, 'ACCEPTED'); }}>{t('accept', { price: formatMoney(toMinor, currency, locale) })}</Button>
                <Button size="sm" disabled={isBusy} onClick={() => { say(id, 'DISMISSED'); }}>{t('dismiss')}</Button>
              </div>
            ) : null}
          </li>
        ))}
      </ul>
    </>
  );
}
