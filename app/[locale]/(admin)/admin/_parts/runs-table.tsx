import type { TrainingRunView } from '@/lib/monitoring/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { LineKey } from '@/app/_ui/charts/overlay-chart';
import { DataTable, type Column } from '@/app/_ui/data-table';
import { formatCount, formatNumber } from '@/app/_ui/format';

const known = ['constant', 'step', 'exponential', 'cosine', 'warm-up + cosine', 'cosine-restarts', 'one-cycle', 'plateau'] as const;

export function scheduleName(name: string, locale: Locale): string {
  const found = known.find((entry) => entry === name);
  return found ? translator(locale, 'monitor.runs.name')(found) : name;
}

type Row = { readonly index: number; readonly run: TrainingRunView };

/** The key of the charts and their figures: best first. */
export function RunsTable({ locale, runs }: { readonly locale: Locale; readonly runs: readonly TrainingRunView[] }) {
  const t = translator(locale, 'monitor.runs');
  const columns: readonly Column<Row>[] = [
    { key: 'name', header: t('schedule'), isRowHeader: true, cell: ({ index, run }) => <span className="inline-flex items-center gap-2"><LineKey index={index} />{scheduleName(run.name, locale)}</span> },
    { key: 'loss', header: t('loss'), align: 'end', cell: ({ run: { result } }) => (result.ok ? formatNumber(Number(result.validationLoss.toPrecision(5)), locale) : t('diverged', { step: result.step })) },
    { key: 'best', header: t('toBest'), align: 'end', cell: ({ run: { result } }) => (!result.ok ? '–' : result.stepsToBest === null ? t('never') : formatCount(result.stepsToBest, locale)) },
    { key: 'steps', header: t('steps'), align: 'end', cell: ({ run: { result } }) => (result.ok ? formatCount(result.steps, locale) : formatCount(result.step, locale)) },
  ];
  return <DataTable caption={t('table')} isCaptionHidden columns={columns} rows={runs.map((run, index) => ({ run, index }))} rowKey={({ run }) => run.id} isDense />;
}
