import type { NextActionReport } from '@/lib/behaviour/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { Card, CardHeader } from '@/app/_ui/card';
import { DataTable } from '@/app/_ui/data-table';
import { formatCount, formatNumber, formatPercent } from '@/app/_ui/format';

type Props = { readonly locale: Locale; readonly report: NonNullable<NextActionReport> };

const side = 200;

/** What was promised against what happened, bin by bin, and how far the model is ahead of its baselines; the table is the chart's text. */
export function ReliabilityPart({ locale, report }: Props) {
  const t = translator(locale, 'lists.reliability');
  const names = translator(locale, 'admin.models');
  const most = Math.max(1, ...report.reliability.map((bin) => bin.count));
  const signed = (value: number): string => `${value < 0 ? '−' : '+'}${formatPercent(Math.abs(value), locale)}`;
  const leads = [['logistic', report.overLogistic], ['markov', report.overMarkov], ['majority', report.overMajority]] as const;
  return (
    <Card as="section" labelledBy="reliability">
      <CardHeader id="reliability" level={3} title={t('title')} lead={t('lead', { ece: formatNumber(Number(report.ece.toPrecision(2)), locale) })} />
      <div className="grid gap-6 md:grid-cols-[14rem_1fr]">
        <svg role="img" aria-label={t('caption')} viewBox={`-8 -8 ${side + 16} ${side + 16}`} className="w-full max-w-56">
          <rect width={side} height={side} className="fill-sunken" />
          <line x1={0} y1={side} x2={side} y2={0} className="stroke-line-strong" strokeDasharray="4 4" />
          {report.reliability.map((bin) => <circle key={bin.from} cx={bin.promised * side} cy={(1 - bin.happened) * side} r={3 + 5 * Math.sqrt(bin.count / most)} className="fill-plot-1" fillOpacity={0.8} />)}
        </svg>
        <DataTable
          caption={t('caption')} isCaptionHidden isDense rows={report.reliability} rowKey={(bin) => String(bin.from)}
          columns={[
            { key: 'promised', header: t('promised'), isRowHeader: true, cell: (bin) => formatPercent(bin.promised, locale) },
            { key: 'happened', header: t('happened'), align: 'end', cell: (bin) => formatPercent(bin.happened, locale) },
            { key: 'count', header: t('count'), align: 'end', cell: (bin) => formatCount(bin.count, locale) },
          ]}
        />
      </div>
      <ul className="mt-4 space-y-1 text-sm text-ink-soft">{leads.map(([name, [low, high]]) => <li key={name}>{t('over', { other: names(name), low: signed(low), high: signed(high) })}</li>)}</ul>
    </Card>
  );
}
