import { Check, Circle } from 'lucide-react';
import type { GuardView, VersionMetric, VersionView } from '@/lib/registry/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { Badge, type Tone } from '@/app/_ui/badge';
import { metricText } from '@/app/_ui/metric-text';
import { DemoBadge } from '@/app/_ui/console/demo-badge';
import { Pseudonym } from '@/app/_ui/console/pseudonym';
import { formatDate, formatDateTime, formatNumber, formatPercent } from '@/app/_ui/format';
import { scheduleName } from '../../../_parts/runs-table';
import { stageVersionAction } from '../actions';
import { StageDialog } from './stage-dialog.client';

const tones: Readonly<Record<VersionView['stage'], Tone>> = { CANDIDATE: 'info', CANARY: 'warn', LIVE: 'good', RETIRED: 'neutral' };

/** One version: what it is, where it comes from, how good it is, what happened to it, and what can be done with it. */
export function VersionCard({ locale, version }: { readonly locale: Locale; readonly version: VersionView }) {
  const t = translator(locale, 'registry');
  const { stage, canaryShare, createdAt, codeVersion, isDemo, guards, metrics } = version;
  return (
    <li className="rounded-card border border-line bg-surface p-4 sm:p-5">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <h3 className="flex flex-wrap items-center gap-2 font-mono text-base font-semibold break-all">
            {version.version} <Badge tone={tones[stage]}>{t(`stage.${stage}`)}{stage === 'CANARY' ? ` ${formatPercent(canaryShare, locale)}` : ''}</Badge><DemoBadge locale={locale} isDemo={isDemo} />
          </h3>
          <p className="mt-1 text-sm text-ink-soft">{t('versions.made', { at: formatDateTime(createdAt, locale) })} · {t('versions.code', { version: codeVersion })}</p>
          <p className="text-sm text-ink-soft">{lineage(version, locale)}{version.schedule === null ? null : ` · ${t('versions.schedule', { name: scheduleName(version.schedule, locale) })}`}</p>
        </div>
        <Actions version={version} />
      </div>
      {metrics.length > 0 ? <Figures locale={locale} metrics={metrics} /> : null}
      {guards ? <Guards locale={locale} guards={guards} /> : null}
      <details className="mt-3 text-sm">
        <summary className="inline-flex min-h-6 items-center text-accent hover:underline">{t('versions.story')}</summary>
        <ol className="mt-2 space-y-1.5">
          {version.stages.map((event) => (
            <li key={event.at + event.stage}>
              {t('versions.storyLine', { stage: t(`stage.${event.stage}`) + (event.share > 0 ? ` ${formatPercent(event.share, locale)}` : ''), at: formatDateTime(event.at, locale) })}
              {' · '}{event.actor === 'system' ? t('versions.deployed') : <Pseudonym value={event.actor} />}
              {event.actor === 'system' ? null : <span className="block text-ink-soft">{event.reason}</span>}
            </li>
          ))}
        </ol>
        <p className="mt-3 font-medium">{t('versions.parameters')}</p>
        <pre className="mt-1 max-h-48 overflow-auto rounded-lg bg-sunken p-3 text-xs break-all whitespace-pre-wrap" tabIndex={0}>{JSON.stringify(version.parameters)}</pre>
        {version.dataSha256 === null ? null : <p className="mt-2 font-mono text-xs break-all text-ink-faint">{t('versions.sha')}: {version.dataSha256}</p>}
      </details>
    </li>
  );
}

function lineage({ dataFrom, dataTo, rowCount }: VersionView, locale: Locale): string {
  const t = translator(locale, 'registry.versions');
  if (rowCount === 0) return t('noData');
  if (dataFrom === null) return t('cases', { rows: rowCount });
  return t('data', { rows: rowCount, from: formatDate(dataFrom, locale), to: dataTo === null ? '–' : formatDate(dataTo, locale) });
}

function Actions({ version: { id, stage } }: { readonly version: VersionView }) {
  return (
    <div className="flex flex-wrap gap-2">
      {stage === 'CANDIDATE' || stage === 'RETIRED' ? <StageDialog kind="canary" input={{ versionId: id, to: 'CANARY' }} action={stageVersionAction} /> : null}
      {stage === 'CANARY' ? <StageDialog kind="live" input={{ versionId: id, to: 'LIVE' }} action={stageVersionAction} /> : null}
      {stage === 'CANDIDATE' || stage === 'CANARY' ? <StageDialog kind="retire" input={{ versionId: id, to: 'RETIRED' }} action={stageVersionAction} /> : null}
    </div>
  );
}

function Figures({ locale, metrics }: { readonly locale: Locale; readonly metrics: readonly VersionMetric[] }) {
  const t = translator(locale, 'registry');
  return (
    <dl className="mt-3 grid gap-x-6 gap-y-1 text-sm sm:grid-cols-[auto_1fr]">
      {metrics.map((metric) => (
        <div key={metric.name} className="contents"><dt className="text-ink-soft">{t(`metric.${metric.name as 'accuracy'}`)}</dt><dd className="tabular-nums">{metricText(metric, locale)}</dd></div>
      ))}
    </dl>
  );
}

function Guards({ locale, guards }: { readonly locale: Locale; readonly guards: readonly GuardView[] }) {
  const t = translator(locale, 'registry.versions');
  const show = (guard: GuardView['guard'], value: number | null): string => {
    if (value === null) return t('notMeasured');
    if (guard === 'errors') return formatPercent(value, locale);
    return guard === 'latency' ? `${formatNumber(Number(value.toPrecision(3)), locale)} ms` : formatNumber(Number(value.toPrecision(3)), locale);
  };
  return (
    <div className="mt-3 text-sm">
      <p className="font-medium">{t('guards')}</p>
      <ul className="mt-1 space-y-1">
        {guards.map(({ guard, isMet, value, limit }) => (
          <li key={guard} className="flex items-center gap-2">
            {isMet ? <Check aria-hidden className="size-4 text-good" /> : <Circle aria-hidden className="size-4 text-ink-faint" />}
            <span>{t(`guardName.${guard}`, { value: show(guard, value), limit: show(guard, limit) })} <span className="text-ink-faint">({t(isMet ? 'guardMet' : 'guardUnmet')})</span></span>
          </li>
        ))}
      </ul>
    </div>
  );
}
