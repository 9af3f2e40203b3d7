import type { MetricSeries } from '@/lib/monitoring';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { Badge } from '@/app/_ui/badge';
import { Card, CardHeader } from '@/app/_ui/card';
import { DataTable, type Column } from '@/app/_ui/data-table';
import { formatNumber } from '@/app/_ui/format';
import { BeforeAndNow } from './before-and-now';

type DriftPartProps = { readonly locale: Locale; readonly series: readonly MetricSeries[] };

export function DriftPart({ locale, series }: DriftPartProps) {
  const t = translator(locale, 'monitor');
  const watched = series.filter((entry) => entry.isDriftWatched);
  if (watched.length === 0) return null;
  return (
    <section aria-labelledby="drift">
      <h2 id="drift" className="text-xl font-semibold">{t('detail.drift')}</h2>
      <p className="mt-1 mb-4 max-w-prose text-sm text-ink-soft">{t('detail.driftLead')}</p>
      <DataTable caption={t('detail.driftTable')} isCaptionHidden columns={columnsOf(locale)} rows={watched} rowKey={(row) => row.metric} isDense />
      <div className="mt-4 grid grid-cols-1 gap-4 lg:grid-cols-2">
        {watched.map(({ metric, unit, edges, reference, current }) => (reference && current ? (
          <Card key={metric} as="section" labelledBy={`bins-${metric}`}>
            <CardHeader id={`bins-${metric}`} level={3} title={t('detail.binsTitle', { metric: t(`metric.${metric as 'depth'}`) })} />
            <BeforeAndNow locale={locale} unit={unit} edges={edges} before={reference} now={current} />
          </Card>
        ) : null))}
      </div>
    </section>
  );
}

function columnsOf(locale: Locale): readonly Column<MetricSeries>[] {
  const t = translator(locale, 'monitor');
  const figure = (key: 'psi' | 'threshold' | 'ks' | 'wasserstein'): Column<MetricSeries> => ({
    key, header: t(`detail.${key}`), align: 'end', cell: ({ drift }) => (drift ? formatNumber(Math.round(drift[key] * 1_000) / 1_000, locale) : '–'),
  });
  return [
    { key: 'metric', header: t('detail.feature'), isRowHeader: true, cell: ({ metric }) => t(`metric.${metric as 'depth'}`) },
    figure('psi'), figure('threshold'), figure('ks'), figure('wasserstein'),
    {
      key: 'verdict', header: t('detail.verdict'),
      cell: ({ drift }) => (drift === null ? <Badge>{t('detail.tooFew')}</Badge> : drift.psi > drift.threshold ? <Badge tone="warn">{t('detail.drifted')}</Badge> : <Badge tone="good">{t('detail.stable')}</Badge>),
    },
  ];
}
