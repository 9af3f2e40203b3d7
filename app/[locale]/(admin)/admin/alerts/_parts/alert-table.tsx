import { BellOff } from 'lucide-react';
import type { AlertView } from '@/lib/monitoring/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { Messages } from '@/app/_i18n/provide-messages';
import { Badge, type Tone } from '@/app/_ui/badge';
import { Pseudonym } from '@/app/_ui/console/pseudonym';
import { DataTable, type Column } from '@/app/_ui/data-table';
import { EmptyState } from '@/app/_ui/empty-state';
import { formatDateTime } from '@/app/_ui/format';
import { formatMetric } from '@/app/_ui/format-metric';
import { acknowledgeAlertAction } from '../actions';
import { ReasonDialog } from './reason-dialog.client';
import { ruleSentence, ruleUnit, runbookKey } from './rule-sentence';

type AlertTableProps = { readonly locale: Locale; readonly rows: readonly AlertView[] };
const stateTone: Readonly<Record<AlertView['state'], Tone>> = { FIRING: 'bad', ACKNOWLEDGED: 'warn', RESOLVED: 'good' };

export function AlertTable({ locale, rows }: AlertTableProps) {
  const t = translator(locale, 'monitor.alerts');
  return (
    <Messages locale={locale} namespaces={['monitor.alerts', 'common.close', 'common.cancel', 'common.unexpected', 'refusals']}>
      <DataTable caption={t('caption')} isCaptionHidden columns={columnsOf(locale)} rows={rows} rowKey={(row) => row.id} empty={<EmptyState icon={<BellOff />} title={t('empty')} body={t('emptyBody')} />} />
    </Messages>
  );
}

function columnsOf(locale: Locale): readonly Column<AlertView>[] {
  const t = translator(locale, 'monitor.alerts');
  return [
    { key: 'what', header: t('what'), isRowHeader: true, cell: (alert) => <What locale={locale} alert={alert} /> },
    {
      key: 'state', header: t('state'),
      cell: ({ state, severity, isTest }) => (
        <span className="flex flex-wrap gap-1.5">
          <Badge tone={stateTone[state]}>{t(`stateName.${state}`)}</Badge>
          {isTest ? <Badge tone="info">{t('test')}</Badge> : <Badge tone={severity === 'CRITICAL' ? 'bad' : 'neutral'}>{t(`severityName.${severity}`)}</Badge>}
        </span>
      ),
    },
    { key: 'raised', header: t('raised'), cell: ({ raisedAt, lastSeenAt, state }) => <span className="block whitespace-nowrap">{formatDateTime(raisedAt, locale)}{state === 'RESOLVED' ? null : <span className="block text-xs text-ink-faint">{t('seen', { at: formatDateTime(lastSeenAt, locale) })}</span>}</span> },
    { key: 'story', header: t('story'), cell: (alert) => <Story locale={locale} alert={alert} /> },
    { key: 'act', header: t('act'), align: 'end', cell: (alert) => (alert.state === 'FIRING' ? <ReasonDialog action={acknowledgeAlertAction} input={{ alertId: alert.id }} kind="acknowledge" /> : <span className="text-ink-faint">–</span>) },
  ];
}

function What({ locale, alert }: { readonly locale: Locale; readonly alert: AlertView }) {
  const t = translator(locale, 'monitor');
  const { model, metric, parameters, value, kind } = alert;
  return (
    <span className="block max-w-sm font-normal">
      <span className="block font-medium">{t(`model.${model as 'price'}`)} · {t(`metric.${metric as 'hit'}`)}{value === null ? '' : `: ${formatMetric(value, ruleUnit(model, metric, parameters), locale)}`}</span>
      <span className="block text-xs text-ink-soft">{ruleSentence(model, metric, parameters, locale)}</span>
      <details className="mt-1 text-xs text-ink-soft">
        <summary className="inline-flex min-h-6 items-center text-accent hover:underline">{t('alerts.runbook')}</summary>
        <span className="block">{t(`runbook.${runbookKey(metric, kind)}`)}</span>
      </details>
    </span>
  );
}

function Story({ locale, alert }: { readonly locale: Locale; readonly alert: AlertView }) {
  const t = translator(locale, 'monitor.alerts');
  return (
    <ol className="space-y-1 text-xs">
      {alert.events.map((event) => (
        <li key={`${event.kind} ${event.at}`}>
          {t('eventLine', { event: t(`eventName.${event.kind as 'raised'}`), at: formatDateTime(event.at, locale) })}
          {event.actor === 'system' ? null : <> · <Pseudonym value={event.actor} /></>}
          {event.reason === '' ? null : <span className="block text-ink-soft">{event.reason}</span>}
        </li>
      ))}
    </ol>
  );
}
