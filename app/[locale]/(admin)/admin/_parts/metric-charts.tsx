import type { MetricSeries } from '@/lib/monitoring';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { Card, CardHeader } from '@/app/_ui/card';
import { LineChart } from '@/app/_ui/charts/line-chart';
import { formatDate, formatDateTime, formatPercent } from '@/app/_ui/format';
import { formatMetric } from '@/app/_ui/format-metric';

/** What happened at a moment, drawn as a line through the charts. */
export type ChartMark = { readonly at: string; readonly kind: 'alert' | 'deployment' };

/** The point in whose span a moment lies; what came before the first belongs to it. */
function placeOf(at: string, starts: readonly string[]): number {
  return Math.max(0, starts.findLastIndex((start) => Date.parse(start) <= Date.parse(at)));
}

type MetricChartsProps = { readonly locale: Locale; readonly series: readonly MetricSeries[]; readonly isByHour: boolean; readonly marks: readonly ChartMark[] };

/** One chart a metric: the 95th percentile of times, the mean of everything else. */
export function MetricCharts({ locale, series, isByHour, marks }: MetricChartsProps) {
  const t = translator(locale, 'monitor');
  return (
    <section aria-labelledby="charts">
      <h2 id="charts" className="mb-4 text-xl font-semibold">{t('detail.charts')}</h2>
      <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
        {series.map(({ metric, unit, points, total, demoShare }) => {
          const name = t(`metric.${metric as 'hit'}`);
          const isTime = unit === 'milliseconds';
          return (
            <Card key={metric} as="section" labelledBy={`metric-${metric}`}>
              <CardHeader
                id={`metric-${metric}`} level={3} title={name}
                lead={[isTime ? t('detail.p95') : t('detail.mean'), t('detail.count', { count: total }), ...(demoShare > 0.005 ? [t('detail.demo', { share: formatPercent(demoShare, locale) })] : [])].join(' · ')}
              />
              <LineChart
                locale={locale} title={name} labelHeader={t('detail.time')} valueHeader={t('detail.value')} formatValue={(value) => formatMetric(value, unit, locale)}
                marks={marks.map((mark) => ({ kind: mark.kind, label: t(mark.kind === 'alert' ? 'detail.markAlert' : 'detail.markDeployment', { at: formatDateTime(mark.at, locale) }), index: placeOf(mark.at, points.map((point) => point.start)) }))}
                points={points.map((point) => ({ label: isByHour ? formatDateTime(point.start, locale) : formatDate(point.start, locale), value: isTime ? point.p95 : point.mean }))}
              />
            </Card>
          );
        })}
      </div>
    </section>
  );
}
