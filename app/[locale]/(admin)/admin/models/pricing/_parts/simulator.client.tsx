'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { FlaskConical } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { marketShapes, type SimulatedMarket } from '@/lib/pricing/schema';
import type { Locale } from '@/lib/shared/locale';
import { Button } from '@/app/_ui/button';
import { LineKey, OverlayChart } from '@/app/_ui/charts/overlay-chart';
import { ActionFaultAlert } from '@/app/_ui/console/action-fault.client';
import { useAction, type Action } from '@/app/_ui/console/use-action.client';
import { DataTable } from '@/app/_ui/data-table';
import { formatPercent } from '@/app/_ui/format';
import { ProgressBar } from '@/app/_ui/progress-bar';

const policies = ['engine', 'ask', 'comparables'] as const;
const shownViews = [1, 10, 20];

/** Runs one kind of buyers after the other, and shows each as soon as it is there. */
export function Simulator({ locale, latest, simulate }: { readonly locale: Locale; /** What was run last, by whomever. */ readonly latest: readonly SimulatedMarket[]; readonly simulate: Action<SimulatedMarket> }) {
  const t = useTranslations('studio.model');
  const { run, fault } = useAction(simulate);
  const router = useRouter();
  const [markets, setMarkets] = useState(latest);
  const [isRunning, setIsRunning] = useState(false);
  const [seed, setSeed] = useState(() => ((latest[0]?.seed ?? 0) % 1_000) + 1);

  async function start() {
    setIsRunning(true);
    setMarkets([]);
    for (const shape of marketShapes) {
      const answer = await run({ shape, seed });
      if (!answer) break;
      setMarkets((before) => [...before, answer.value]);
    }
    setSeed((before) => (before % 1_000) + 1);
    setIsRunning(false);
    router.refresh();
  }

  return (
    <div className="space-y-6">
      <div className="flex flex-wrap items-center gap-4">
        <Button variant="primary" isBusy={isRunning} icon={<FlaskConical aria-hidden className="size-4" />} onClick={() => { void start(); }}>{t('run')}</Button>
        <p role="status" className="text-sm text-ink-soft">{isRunning ? t('progress', { done: markets.length, total: marketShapes.length }) : markets.length === 0 ? t('simulatorEmpty') : t('seed', { seed: markets[0]?.seed ?? 1 })}</p>
      </div>
      {isRunning ? <ProgressBar label={t('running')} share={markets.length / marketShapes.length} /> : null}
      <ActionFaultAlert fault={fault} />
      {markets.length > 0 ? <ul className="flex flex-wrap gap-x-6 gap-y-1 text-sm">{policies.map((policy, index) => <li key={policy} className="inline-flex items-center gap-2"><LineKey index={index} />{t(`policy.${policy}`)}</li>)}</ul> : null}
      <div className="grid grid-cols-1 gap-8">{markets.map((market) => <Market key={market.shape} locale={locale} market={market} />)}</div>
    </div>
  );
}

function Market({ locale, market }: { readonly locale: Locale; readonly market: SimulatedMarket }) {
  const t = useTranslations('studio.model');
  const name = t(`shape.${market.shape}`);
  const percent = (value: number) => formatPercent(value, locale);
  return (
    <section aria-label={name} className="min-w-0 space-y-3">
      <h3 className="text-sm font-semibold">{name}</h3>
      <OverlayChart title={t('ratioOf', { shape: name })} formatValue={percent} xLabel={t('views')} top={1} lines={policies.map((policy) => ({ key: policy, label: t(`policy.${policy}`), points: market.points.map((point) => ({ x: point.views, y: point[policy] })) }))} />
      <DataTable
        caption={t('ratioOf', { shape: name })} isCaptionHidden isDense narrow="scroll" rows={market.points.filter((point) => shownViews.includes(point.views))} rowKey={(point) => String(point.views)}
        columns={[{ key: 'views', header: t('views'), isRowHeader: true, cell: (point) => point.views }, ...policies.map((policy) => ({ key: policy, header: t(`policy.${policy}`), align: 'end' as const, cell: (point: SimulatedMarket['points'][number]) => percent(point[policy]) }))]}
      />
    </section>
  );
}
