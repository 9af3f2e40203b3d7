import type { ExperimentView } from '@/lib/behaviour/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { Badge } from '@/app/_ui/badge';
import { Card } from '@/app/_ui/card';
import { DataTable } from '@/app/_ui/data-table';
import { formatCount, formatDate, formatNumber, formatPercent } from '@/app/_ui/format';
import { stopExperimentAction } from '../actions';
import { StopButton } from './stop-button.client';

const splitLimit = 0.001;
const alpha = 0.05;

/** Both arms side by side, and what may be concluded from them. */
export function ExperimentCard({ locale, experiment }: { readonly locale: Locale; readonly experiment: ExperimentView }) {
  const t = translator(locale, 'lists.experiments');
  const { verdict, stoppedAt } = experiment;
  const signed = (value: number): string => `${value < 0 ? '−' : '+'}${formatPercent(Math.abs(value), locale)}`;
  const figure = (value: number): string => formatNumber(Number(value.toPrecision(2)), locale);
  const conclusion = verdict.pValue >= alpha ? 'open' : verdict.difference > 0 ? 'better' : 'worse';
  const arms = [
    { key: 'control' as const, version: experiment.control, figures: experiment.controlFigures }, { key: 'treatment' as const, version: experiment.treatment, figures: experiment.treatmentFigures },
  ];
  return (
    <Card as="section" labelledBy={`experiment-${experiment.id}`}>
      <div className="mb-3 flex flex-wrap items-start justify-between gap-3">
        <div>
          <h2 id={`experiment-${experiment.id}`} className="text-base font-semibold">{stoppedAt === null ? t('running', { date: formatDate(experiment.startedAt, locale) }) : t('ended', { from: formatDate(experiment.startedAt, locale), to: formatDate(stoppedAt, locale) })}</h2>
          <p className="text-sm text-ink-soft">{experiment.reason}</p>
        </div>
        {stoppedAt === null ? <StopButton experimentId={experiment.id} action={stopExperimentAction} /> : null}
      </div>
      <DataTable
        caption={t('title')} isCaptionHidden isDense rows={arms} rowKey={(row) => row.key}
        columns={[
          { key: 'arm', header: t('arm'), isRowHeader: true, cell: (row) => <>{t(row.key)} <span className="font-mono text-xs text-ink-soft">{row.version}</span></> },
          { key: 'people', header: t('people'), align: 'end', cell: (row) => formatCount(row.figures.people, locale) }, { key: 'lists', header: t('lists'), align: 'end', cell: (row) => formatCount(row.figures.lists, locale) },
          { key: 'rate', header: t('rate'), align: 'end', cell: (row) => (row.figures.people === 0 ? '–' : formatPercent(row.figures.mean, locale)) },
        ]}
      />
      <dl className="mt-4 grid gap-x-6 gap-y-3 text-sm sm:grid-cols-3">
        <div><dt className="text-ink-soft">{t('difference')}</dt><dd className="font-medium tabular-nums">{signed(verdict.difference)}{verdict.interval ? ` (${signed(verdict.interval[0])} … ${signed(verdict.interval[1])})` : ''}</dd></div>
        <div><dt className="text-ink-soft">{t('pValue')}</dt><dd className="font-medium tabular-nums">{figure(verdict.pValue)}</dd></div>
        <div><dt className="text-ink-soft">{t('srm')}</dt><dd>{verdict.splitPValue < splitLimit ? <Badge tone="bad">{t('srmBad', { p: figure(verdict.splitPValue) })}</Badge> : t('srmGood', { p: figure(verdict.splitPValue) })}</dd></div>
      </dl>
      <p className="mt-3 text-sm font-medium">{t(conclusion)}</p>
    </Card>
  );
}
