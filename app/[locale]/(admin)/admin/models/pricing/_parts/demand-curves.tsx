import Link from 'next/link';
import type { TrainingRunView } from '@/lib/monitoring/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { Card, CardHeader } from '@/app/_ui/card';
import { RunCurves } from '../../../_parts/run-curves';
import { RunsTable } from '../../../_parts/runs-table';

/** The demand model trained once per learning-rate schedule on the same rows: losses, metric and rates side by side, best first. */
export function DemandCurves({ locale, runs }: { readonly locale: Locale; readonly runs: readonly TrainingRunView[] }) {
  const t = translator(locale, 'studio.model');
  const monitor = translator(locale, 'monitor.runs');
  return (
    <Card as="section" labelledBy="schedules">
      <CardHeader id="schedules" title={t('schedules')} lead={runs.length === 0 ? t('schedulesEmpty') : t('schedulesLead', { count: runs.length })} />
      {runs.length === 0 ? <p className="text-sm"><Link href={`/${locale}/admin/models/runs`} className="text-link">{monitor('link')}</Link></p> : (
        <div className="space-y-4">
          <RunCurves locale={locale} runs={runs} />
          <RunsTable locale={locale} runs={runs} />
        </div>
      )}
    </Card>
  );
}
