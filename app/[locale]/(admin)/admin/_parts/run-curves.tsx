import type { TrainingRunView } from '@/lib/monitoring/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { OverlayChart } from '@/app/_ui/charts/overlay-chart';
import { formatNumber } from '@/app/_ui/format';
import { scheduleName } from './runs-table';

type Read = (point: TrainingRunView['curve'][number]) => number | null;

/** Validation loss, metric and learning rate of all runs, each overlaid over the updates; a model without a metric has the other two. */
export function RunCurves({ locale, runs }: { readonly locale: Locale; readonly runs: readonly TrainingRunView[] }) {
  const t = translator(locale, 'monitor.runs');
  const format = (value: number) => formatNumber(Number(value.toPrecision(3)), locale);
  const lineOf = (read: Read) => runs.map((run) => ({
    key: run.id, label: scheduleName(run.name, locale), points: run.curve.flatMap((point) => { const y = read(point); return y === null ? [] : [{ x: point.step, y }]; }),
  }));
  const metric = runs.flatMap(({ result }) => (result.ok && result.metric ? [result.metric] : []))[0];
  const settled = settledOf(runs, (point) => point.validationLoss);
  const settledMetric = settledOf(runs, (point) => point.metric);
  const charts = [
    { key: 'losses', title: t('losses'), read: (point) => point.validationLoss, ...(settled.length > 0 ? { top: Math.max(...settled) } : {}) },
    ...(metric ? [{ key: 'metric', title: `${t(`metric.${metric.name}`)} (${t(`good.${metric.goodIs}`)})`, read: (point) => point.metric, ...cut(settledMetric, metric.goodIs) } satisfies Chart] : []),
    { key: 'rates', title: t('rates'), read: (point) => point.rate, bottom: 0 },
  ] satisfies readonly Chart[];
  return (
    <div className="grid grid-cols-1 gap-x-6 gap-y-8 md:grid-cols-2 xl:grid-cols-3">
      {charts.map(({ key, title, read, ...limits }) => (
        <div key={key} className="min-w-0">
          <h3 className="mb-2 text-sm font-semibold">{title}</h3>
          <OverlayChart title={title} lines={lineOf(read)} formatValue={format} xLabel={t('step')} {...limits} />
        </div>
      ))}
    </div>
  );
}

type Chart = { readonly key: string; readonly title: string; readonly read: Read; readonly bottom?: number; readonly top?: number };

/** The values after the steep beginning, which is cut off so that what tells the schedules apart can be seen. */
function settledOf(runs: readonly TrainingRunView[], read: Read): readonly number[] {
  return runs.flatMap(({ result, curve }) => (result.ok ? curve.filter((point) => point.step >= result.steps / 10).flatMap((point) => read(point) ?? []) : []));
}

function cut(settled: readonly number[], goodIs: 'high' | 'low'): { readonly bottom?: number; readonly top?: number } {
  if (settled.length === 0) return {};
  return goodIs === 'high' ? { bottom: Math.min(...settled) } : { top: Math.max(...settled) };
}
