'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { RevenueCurve } from '@/lib/pricing/schema';
import type { Locale } from '@/lib/shared/locale';
import { Alert } from '../alert';
import { Button } from '../button';
import { ChartTable } from '../charts/chart-table';
import { ActionFaultAlert } from '../console/action-fault.client';
import { useAction, type Action } from '../console/use-action.client';
import { useFollow } from '../console/use-follow.client';
import { formatCount, formatMoney, formatNumber } from '../format';
import { TypedInput } from '../typed-before.client';
import { expectedAt, priceAt, stepOf, stepsOf } from './curve-figures';
import { CurvePlot } from './curve-plot';

type Props = { readonly locale: Locale; readonly listingId: string; readonly curve: RevenueCurve; readonly reprice: Action<{ priceMinor: number | null }> };

/** Drag the price, or move it with the arrow keys, and see what it is expected to bring; take it with one button. */
export function RevenueStudio({ locale, listingId, curve, reprice }: Props) {
  const t = useTranslations('studio.curve');
  const router = useRouter();
  const { run, isBusy, fault } = useAction(reprice);
  const [step, setStep] = useState(() => stepOf(curve, curve.currentMinor ?? curve.suggestedMinor));
  const [takenMinor, setTakenMinor] = useState<number | null>(null);
  const money = (amountMinor: number) => formatMoney(amountMinor, curve.currency, locale);
  const exact = curve.currentMinor ?? curve.suggestedMinor;
  // A price that was set in the meantime, here or elsewhere on the page, is where the thumb goes; what was said of it stays.
  useFollow(curve.currentMinor, () => { setStep(stepOf(curve, exact)); });
  // The thumb at rest stands for the very price, not for the step beside it.
  const chosenMinor = step === stepOf(curve, exact) ? exact : step === stepOf(curve, curve.suggestedMinor) ? curve.suggestedMinor : priceAt(curve, step);
  const chosen = expectedAt(curve, chosenMinor);
  if (!chosen) return null;
  const marks = [
    { key: 'current', priceMinor: curve.currentMinor }, { key: 'suggested', priceMinor: curve.suggestedMinor }, { key: 'best', priceMinor: curve.best.priceMinor },
    { key: 'floor', priceMinor: curve.floorMinor }, { key: 'ceiling', priceMinor: curve.ceilingMinor },
  ].flatMap(({ key, priceMinor }) => (priceMinor === null || priceMinor === 0 ? [] : [{ priceMinor, label: t(`mark.${key}`, { price: money(priceMinor) }) }]));
  const isOutside = (curve.floorMinor !== null && chosenMinor < curve.floorMinor) || (curve.ceilingMinor !== null && chosenMinor > curve.ceilingMinor);
  return (
    <div className="space-y-4">
      <p className="text-sm text-ink-soft">{curve.isMeasured ? t('measured', { count: curve.viewCount }) : t('assumed', { count: curve.viewCount })} {t(`demand.${curve.demand.reason}`, { views: curve.demand.views, buys: curve.demand.buys })}</p>
      <CurvePlot curve={curve} title={t('title')} description={t('description', { best: money(curve.best.priceMinor), revenue: money(curve.best.revenueMinor) })} chosen={chosen} marks={marks} formatAmount={money} words={{ revenue: t('revenue'), band: t('key.band'), chosen: t('key.chosen'), marks: t('key.marks'), price: t('price') }} />
      <div>
        {/* The middle of the thumb goes from half its width to half its width before the end: that is from end to end of the plot. */}
        <label htmlFor="studio-price" className="block text-sm font-medium">{t('drag')}</label>
        <TypedInput id="studio-price" type="range" min={0} max={stepsOf(curve)} step={1} value={step} aria-valuetext={`${money(chosenMinor)}, ${t('revenue')}: ${money(chosen.revenueMinor)}`} onChange={(event) => { setTakenMinor(null); setStep(Number(event.target.value)); }} className="price-slider mt-1 ml-20 w-[calc(100%-5rem)]" />
      </div>
      <dl aria-live="polite" className="grid gap-3 sm:grid-cols-3">
        <Figure name={t('price')} value={money(chosenMinor)} note={isOutside ? t('outside') : ''} />
        <Figure name={t('sales')} value={formatNumber(Math.round(chosen.sales * 10) / 10, locale)} note={t('band', { low: formatNumber(Math.round(chosen.salesLow * 10) / 10, locale), high: formatNumber(Math.round(chosen.salesHigh * 10) / 10, locale) })} />
        <Figure name={t('revenue')} value={money(chosen.revenueMinor)} note={t('band', { low: money(chosen.revenueLowMinor), high: money(chosen.revenueHighMinor) })} />
      </dl>
      <ul className="flex flex-wrap gap-2">{marks.map((mark) => <li key={mark.label}><Button size="sm" onClick={() => { setTakenMinor(null); setStep(stepOf(curve, mark.priceMinor)); }}>{mark.label}</Button></li>)}</ul>
      <ActionFaultAlert fault={fault} />
      {takenMinor === null ? null : <Alert tone="good" isLive>{t('taken', { price: money(takenMinor) })}</Alert>}
      <Button variant="primary" isBusy={isBusy} disabled={curve.currentMinor === null || chosenMinor === curve.currentMinor} onClick={() => { void run({ listingId, priceMinor: chosenMinor }).then((answer) => { if (answer) { setTakenMinor(answer.value.priceMinor); router.refresh(); } }); }}>{t('take', { price: money(chosenMinor) })}</Button>
      <ChartTable summary={t('figures')} caption={t('title')} head={[t('price'), t('sales'), t('revenue')]} rows={curve.points.map((point) => [money(point.priceMinor), formatNumber(point.sales, locale), `${money(point.revenueMinor)} (${money(point.revenueLowMinor)} – ${money(point.revenueHighMinor)})`] as const)} />
      <p className="text-xs text-ink-faint">{t('note', { count: formatCount(curve.viewCount, locale) })}</p>
    </div>
  );
}

function Figure({ name, value, note }: { readonly name: string; readonly value: string; readonly note: string }) {
  return (
    <div className="rounded-lg bg-sunken px-4 py-3">
      <dt className="text-sm text-ink-soft">{name}</dt>
      <dd className="mt-0.5 text-xl font-semibold tabular-nums">{value}</dd>
      {note ? <dd className="text-xs text-ink-faint tabular-nums">{note}</dd> : null}
    </div>
  );
}
