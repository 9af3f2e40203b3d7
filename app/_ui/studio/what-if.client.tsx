'use client';

import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { PriceExplanation, SuggestPriceInput } from '@/lib/pricing/schema';
import type { Locale } from '@/lib/shared/locale';
import { ActionFaultAlert } from '../console/action-fault.client';
import { useAction, type Action } from '../console/use-action.client';
import { SwitchInput } from '../field';
import { formatCount, formatMoney, formatMoneyChange, formatPercent } from '../format';
import { priceRange } from '../price-range';
import { TypedInput } from '../typed-before.client';

type Now = { readonly filledShare: number; readonly rowCount: number };
type Props = { readonly locale: Locale; readonly input: SuggestPriceInput; readonly explanation: PriceExplanation; readonly now: Now; readonly ask: Action<PriceExplanation> };

const pauseMs = 300;

/** What the suggestion would be, were the data better or more of it. Nothing is changed by asking. */
export function WhatIf({ locale, input, explanation, now, ask }: Props) {
  const t = useTranslations('studio.whatIf');
  const { run, isBusy, fault } = useAction(ask);
  const [wish, setWish] = useState({ filledShare: now.filledShare, times: 0, isDocumented: false, hasSource: false, isFresh: false });
  const [found, setFound] = useState<PriceExplanation>(explanation);
  const rowCount = Math.max(2, Math.round(now.rowCount * 2 ** wish.times));
  const isChanged = wish.filledShare !== now.filledShare || wish.times !== 0 || wish.isDocumented || wish.hasSource || wish.isFresh;

  useEffect(() => {
    if (!isChanged) { setFound(explanation); return undefined; }
    const timer = setTimeout(() => {
      void run({
        ...input, ...(wish.filledShare === now.filledShare ? {} : { filledShare: wish.filledShare }), ...(wish.times === 0 ? {} : { rowCount }),
        ...(wish.isDocumented ? { documentedShare: 1 } : {}), ...(wish.hasSource ? { hasSource: true } : {}), ...(wish.isFresh ? { ageDays: 0 } : {}),
      }).then((answer) => { if (answer) setFound(answer.value); });
    }, pauseMs);
    return () => { clearTimeout(timer); };
  }, [wish, isChanged, explanation, input, now.filledShare, rowCount, run]);

  const change = found.suggestedMinor - explanation.suggestedMinor;
  const money = (amountMinor: number) => formatMoney(amountMinor, explanation.currency, locale);
  return (
    <div className="grid gap-6 sm:grid-cols-[minmax(0,1fr)_12rem]">
      <div className="space-y-4">
        <Slider id="if-filled" label={t('filled')} text={formatPercent(wish.filledShare, locale)} min={0} max={1} step={0.01} value={wish.filledShare} onChange={(filledShare) => { setWish({ ...wish, filledShare }); }} />
        <Slider id="if-rows" label={t('rows')} text={formatCount(rowCount, locale)} min={-3} max={3} step={0.25} value={wish.times} onChange={(times) => { setWish({ ...wish, times }); }} />
        <SwitchInput id="if-documented" label={t('documented')} checked={wish.isDocumented} onChange={(event) => { setWish({ ...wish, isDocumented: event.currentTarget.checked }); }} />
        <SwitchInput id="if-source" label={t('source')} checked={wish.hasSource} onChange={(event) => { setWish({ ...wish, hasSource: event.currentTarget.checked }); }} />
        <SwitchInput id="if-fresh" label={t('fresh')} checked={wish.isFresh} onChange={(event) => { setWish({ ...wish, isFresh: event.currentTarget.checked }); }} />
        <p className="text-xs text-ink-faint">{t('copies')}</p>
        <ActionFaultAlert fault={fault} />
      </div>
      <div role="status" aria-busy={isBusy} className="h-fit rounded-lg bg-sunken p-4">
        <p className="text-sm text-ink-soft">{t('then')}</p>
        <p className="mt-1 text-2xl font-semibold tabular-nums">{money(found.suggestedMinor)}</p>
        <p className="text-sm tabular-nums">{change === 0 ? t('same') : t('change', { change: formatMoneyChange(change, explanation.currency, locale) })}</p>
        <p className="mt-1 text-xs text-ink-faint tabular-nums">{t('range', priceRange(found, money))}</p>
      </div>
    </div>
  );
}

type SliderProps = { readonly id: string; readonly label: string; readonly text: string; readonly min: number; readonly max: number; readonly step: number; readonly value: number; readonly onChange: (value: number) => void };

function Slider({ id, label, text, onChange, ...range }: SliderProps) {
  return (
    <div>
      <div className="flex justify-between gap-3 text-sm"><label htmlFor={id} className="font-medium">{label}</label><span className="tabular-nums">{text}</span></div>
      <TypedInput {...range} id={id} type="range" aria-valuetext={text} onChange={(event) => { onChange(Number(event.target.value)); }} className="price-slider mt-1 w-full" />
    </div>
  );
}
