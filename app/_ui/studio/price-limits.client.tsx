'use client';

import { useRouter } from 'next/navigation';
import { useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import type { PricePolicy } from '@/lib/pricing/schema';
import { Alert } from '../alert';
import { Button } from '../button';
import { ActionFaultAlert } from '../console/action-fault.client';
import { useAction, type Action } from '../console/use-action.client';
import { Field, SwitchInput, TextInput } from '../field';
import { ScriptForm } from '../script-form.client';
import { amountOf, textOf } from './amount-text';

type Props = { readonly listingId: string; readonly currency: string; readonly policy: PricePolicy; /** The largest change of a week, as a share. */ readonly weeklyStep: number; readonly save: Action<PricePolicy> };

/** The seller's lowest and highest price, and whether the exchange may change it or try prices out. */
export function PriceLimits({ listingId, currency, policy, weeklyStep, save }: Props) {
  const t = useTranslations('studio.policy');
  const router = useRouter();
  const { run, isBusy, fault } = useAction(save);
  const [wish, setWish] = useState({ floor: textOf(policy.floorMinor), ceiling: textOf(policy.ceilingMinor), isAutomatic: policy.isAutomatic, isExploring: policy.isExploring });
  const [isSaved, setSaved] = useState(false);
  const [floorMinor, ceilingMinor] = [amountOf(wish.floor), amountOf(wish.ceiling)];
  const isCrossed = typeof floorMinor === 'number' && typeof ceilingMinor === 'number' && floorMinor > ceilingMinor;
  const change = (part: Partial<typeof wish>) => { setSaved(false); setWish({ ...wish, ...part }); };

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (floorMinor === undefined || ceilingMinor === undefined || isCrossed) return;
    void run({ listingId, floorMinor, ceilingMinor, isAutomatic: wish.isAutomatic, isExploring: wish.isExploring }).then((answer) => { if (answer) { setSaved(true); router.refresh(); } });
  }

  return (
    <ScriptForm onSubmit={onSubmit} className="space-y-4" noValidate>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field id="floor" label={t('floor', { currency })} hint={t('none')} error={floorMinor === undefined ? t('wrong') : isCrossed ? t('crossed') : undefined}>{(wiring) => <TextInput {...wiring} inputMode="decimal" value={wish.floor} onChange={(event) => { change({ floor: event.target.value }); }} />}</Field>
        <Field id="ceiling" label={t('ceiling', { currency })} hint={t('none')} error={ceilingMinor === undefined ? t('wrong') : undefined}>{(wiring) => <TextInput {...wiring} inputMode="decimal" value={wish.ceiling} onChange={(event) => { change({ ceiling: event.target.value }); }} />}</Field>
      </div>
      <SwitchInput id="automatic" label={t('automatic')} hint={t('automaticHint', { percent: weeklyStep })} checked={wish.isAutomatic} onChange={(event) => { change({ isAutomatic: event.currentTarget.checked }); }} />
      <SwitchInput id="exploring" label={t('exploring')} hint={t('exploringHint')} checked={wish.isExploring} onChange={(event) => { change({ isExploring: event.currentTarget.checked }); }} />
      <ActionFaultAlert fault={fault} />
      {isSaved ? <Alert tone="good" isLive>{t('saved')}</Alert> : null}
      <Button type="submit" isBusy={isBusy} disabled={floorMinor === undefined || ceilingMinor === undefined || isCrossed}>{t('save')}</Button>
    </ScriptForm>
  );
}
