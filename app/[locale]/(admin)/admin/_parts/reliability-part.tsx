import type { NextActionReport } from '@/lib/behaviour/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { Card, CardHeader } from '@/app/_ui/card';
import { ReliabilityChart } from '@/app/_ui/charts/reliability-chart';
import { formatNumber, formatPercent } from '@/app/_ui/format';

type Props = { readonly locale: Locale; readonly report: NonNullable<NextActionReport> };

/** What was promised against what happened, bin by bin, and how far the model is ahead of its baselines; the table is the chart's text. */
export function ReliabilityPart({ locale, report }: Props) {
  const t = translator(locale, 'lists.reliability');
  const names = translator(locale, 'admin.models');
  const signed = (value: number): string => `${value < 0 ? '−' : '+'}${formatPercent(Math.abs(value), locale)}`;
  const leads = [['logistic', report.overLogistic], ['markov', report.overMarkov], ['majority', report.overMajority]] as const;
  return (
    <Card as="section" labelledBy="reliability">
      <CardHeader id="reliability" level={3} title={t('title')} lead={t('lead', { ece: formatNumber(Number(report.ece.toPrecision(2)), locale) })} />
      <ReliabilityChart locale={locale} caption={t('caption')} headers={{ promised: t('promised'), happened: t('happened'), count: t('count') }} bins={report.reliability} />
      <ul className="mt-4 space-y-1 text-sm text-ink-soft">{leads.map(([name, [low, high]]) => <li key={name}>{t('over', { other: names(name), low: signed(low), high: signed(high) })}</li>)}</ul>
    </Card>
  );
}
