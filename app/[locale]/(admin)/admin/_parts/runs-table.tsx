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
  const metric = runs.flatMap(({ result }) => (result.ok && result.metric ? [result.metric] : []))[0];
  const columns: readonly Column<Row>[] = [
    { key: 'name', header: t('schedule'), isRowHeader: true, cell: ({ index, run }) => <span className="inline-flex items-center gap-2"><LineKey index={index} /><span>{scheduleName(run.name, locale)}<span className="block font-mono text-xs font-normal text-ink-faint">{parametersOf(run.schedule, locale)}</span></span></span> },
    { key: 'loss', header: t('loss'), align: 'end', cell: ({ run: { result } }) => (result.ok ? formatNumber(Number(result.validationLoss.toPrecision(5)), locale) : t('diverged', { step: result.step })) },
    ...(metric ? [{ key: 'metric', header: t(`metric.${metric.name}`), align: 'end', cell: ({ run: { result } }) => (result.ok && result.metric ? formatNumber(Number(result.metric.value.toPrecision(4)), locale) : '–') } satisfies Column<Row>] : []),
    { key: 'best', header: t('toBest'), align: 'end', cell: ({ run: { result } }) => (!result.ok ? '–' : result.stepsToBest === null ? t('never') : formatCount(result.stepsToBest, locale)) },
    { key: 'steps', header: t('steps'), align: 'end', cell: ({ run: { result } }) => (result.ok ? formatCount(result.steps, locale) : formatCount(result.step, locale)) },
  ];
  return <DataTable caption={t('table')} isCaptionHidden columns={columns} rows={runs.map((run, index) => ({ run, index }))} rowKey={({ run }) => run.id} isDense />;
}

/** What decides a schedule, by the names that `npm run schedule` takes: `rate 0.42 · gamma 0.997`. Parts of a sequence come one after the other. */
function parametersOf(schedule: TrainingRunView['schedule'], locale: Locale): string {
  const parts = Array.isArray(schedule.parts) ? schedule.parts.flatMap((part: unknown) => (isRecord(part) && isRecord(part.schedule) ? [part.schedule] : [])) : [schedule];
  return parts.map((part) => Object.entries(part).flatMap(([name, value]) => (typeof value === 'number' ? [`${name} ${formatNumber(Number(value.toPrecision(3)), locale)}`] : [])).join(' · ')).join(' → ');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
