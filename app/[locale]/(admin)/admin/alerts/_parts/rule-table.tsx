import type { RuleView } from '@/lib/monitoring/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { Messages } from '@/app/_i18n/provide-messages';
import { Badge, type Tone } from '@/app/_ui/badge';
import { DataTable, type Column } from '@/app/_ui/data-table';
import { formatDateTime } from '@/app/_ui/format';
import { formatMetric } from '@/app/_ui/format-metric';
import { saveRuleAction, silenceRuleAction, testRuleAction } from '../actions';
import { ReasonDialog } from './reason-dialog.client';
import { RuleDialog } from './rule-dialog.client';
import { ruleSentence, ruleUnit, spanText } from './rule-sentence';
import { TestRule } from './test-rule.client';

type RuleTableProps = { readonly locale: Locale; readonly rules: readonly RuleView[] };
const stateTone: Readonly<Record<RuleView['lastState'], Tone>> = { ok: 'good', firing: 'bad', 'not-enough-data': 'neutral' };

export function RuleTable({ locale, rules }: RuleTableProps) {
  const t = translator(locale, 'monitor.rules');
  return (
    <Messages locale={locale} namespaces={['monitor.rules', 'monitor.model', 'monitor.metric', 'monitor.alerts.severityName', 'common.close', 'common.cancel', 'common.unexpected', 'refusals']}>
      <div className="mb-4 flex flex-wrap items-start justify-between gap-4">
        <div>
          <h2 id="rules" className="text-xl font-semibold">{t('title')}</h2>
          <p className="mt-1 max-w-prose text-sm text-ink-soft">{t('lead')}</p>
        </div>
        <RuleDialog action={saveRuleAction} rule={null} />
      </div>
      <DataTable caption={t('caption')} isCaptionHidden columns={columnsOf(locale)} rows={rules} rowKey={(rule) => rule.id} isDense />
    </Messages>
  );
}

function columnsOf(locale: Locale): readonly Column<RuleView>[] {
  const t = translator(locale, 'monitor');
  return [
    { key: 'what', header: t('rules.what'), isRowHeader: true, cell: ({ model, metric }) => <span className="block font-normal"><span className="block font-medium">{t(`metric.${metric as 'hit'}`)}</span><span className="block text-xs text-ink-soft">{t(`model.${model as 'price'}`)}</span></span> },
    {
      key: 'when', header: t('rules.when'),
      cell: ({ model, metric, parameters, windowSeconds, forSeconds }) => (
        <span className="block max-w-xs">
          {ruleSentence(model, metric, parameters, locale)}
          <span className="block text-xs text-ink-soft">{t('rules.window', { span: spanText(windowSeconds, locale), hold: forSeconds === 0 ? t('rules.atOnce') : t('rules.for', { span: spanText(forSeconds, locale) }) })}</span>
        </span>
      ),
    },
    { key: 'severity', header: t('rules.severity'), cell: ({ severity }) => t(`alerts.severityName.${severity}`) },
    { key: 'now', header: t('rules.now'), cell: (rule) => <Now locale={locale} rule={rule} /> },
    {
      key: 'actions', header: t('rules.actions'),
      cell: (rule) => (
        <span className="flex flex-wrap gap-2">
          <RuleDialog action={saveRuleAction} rule={rule} />
          <ReasonDialog kind="silence" action={silenceRuleAction} input={{ ruleId: rule.id }} />
          <TestRule action={testRuleAction} ruleId={rule.id} />
        </span>
      ),
    },
  ];
}

function Now({ locale, rule }: { readonly locale: Locale; readonly rule: RuleView }) {
  const t = translator(locale, 'monitor.rules');
  const { lastState, lastValue, isEnabled, silencedUntil, silenceReason, model, metric, parameters } = rule;
  if (!isEnabled) return <Badge>{t('off')}</Badge>;
  return (
    <span className="block space-y-1">
      <Badge tone={stateTone[lastState]}>{t(`stateName.${lastState}`)}</Badge>
      {lastValue === null ? null : <span className="block text-xs text-ink-soft tabular-nums">{formatMetric(lastValue, ruleUnit(model, metric, parameters), locale)}</span>}
      {silencedUntil === null ? null : <span className="block text-xs text-ink-soft">{t('silenced', { at: formatDateTime(silencedUntil, locale) })}: {silenceReason}</span>}
    </span>
  );
}
