import Link from 'next/link';
import type { TrainingRunView } from '@/lib/monitoring/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { Card, CardHeader } from '@/app/_ui/card';
import { OverlayChart } from '@/app/_ui/charts/overlay-chart';
import { formatNumber } from '@/app/_ui/format';
import { RunsTable, scheduleName } from '../../../_parts/runs-table';

/** The demand model trained once per learning-rate schedule on the same rows: losses and rates side by side, best first. */
export function DemandCurves({ locale, runs }: { readonly locale: Locale; readonly runs: readonly TrainingRunView[] }) {
  const t = translator(locale, 'studio.model');
  const monitor = translator(locale, 'monitor.runs');
  const format = (value: number) => formatNumber(Number(value.toPrecision(3)), locale);
  const lineOf = (read: (point: TrainingRunView['curve'][number]) => number | null) => runs.map((run) => ({
    key: run.id, label: scheduleName(run.name, locale), points: run.curve.flatMap((point) => { const y = read(point); return y === null ? [] : [{ x: point.step, y }]; }),
  }));
  return (
    <Card as="section" labelledBy="schedules">
      <CardHeader id="schedules" title={t('schedules')} lead={runs.length === 0 ? t('schedulesEmpty') : t('schedulesLead', { count: runs.length })} />
      {runs.length === 0 ? <p className="text-sm"><Link href={`/${locale}/admin/models/runs`} className="text-link">{monitor('link')}</Link></p> : (
        <div className="space-y-4">
          <div className="grid grid-cols-1 gap-6 xl:grid-cols-2">
            <div><h3 className="mb-2 text-sm font-semibold">{monitor('losses')}</h3><OverlayChart title={monitor('losses')} lines={lineOf((point) => point.validationLoss)} formatValue={format} xLabel={monitor('step')} /></div>
            <div><h3 className="mb-2 text-sm font-semibold">{monitor('rates')}</h3><OverlayChart title={monitor('rates')} lines={lineOf((point) => point.rate)} formatValue={format} xLabel={monitor('step')} bottom={0} /></div>
          </div>
          <RunsTable locale={locale} runs={runs} />
        </div>
      )}
    </Card>
  );
}
