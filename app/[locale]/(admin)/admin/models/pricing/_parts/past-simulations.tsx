import { marketShapes, type PastSimulation } from '@/lib/pricing/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { DataTable } from '@/app/_ui/data-table';
import { formatCount, formatDateTime, formatPercent } from '@/app/_ui/format';

/** Every market that was simulated here: when, with what, by which engine, and what it ended with. */
export function PastSimulations({ locale, runs }: { readonly locale: Locale; readonly runs: readonly PastSimulation[] }) {
  const t = translator(locale, 'studio.model');
  const percent = (value: number | undefined) => (value === undefined ? '–' : formatPercent(value, locale));
  const shapeName = (shape: string) => { const known = marketShapes.find((one) => one === shape); return known ? t(`shape.${known}`) : shape; };
  if (runs.length === 0) return null;
  return (
    <section aria-labelledby="past-simulations" className="mt-8 space-y-3">
      <h3 id="past-simulations" className="text-sm font-semibold">{t('past')}</h3>
      <DataTable
        caption={t('past')} isCaptionHidden isDense rows={runs} rowKey={(run) => run.id}
        columns={[
          { key: 'at', header: t('at'), isRowHeader: true, cell: (run) => <time dateTime={run.at} className="whitespace-nowrap">{formatDateTime(run.at, locale)}</time> },
          { key: 'market', header: t('market'), cell: (run) => shapeName(run.shape) },
          { key: 'size', header: t('size'), cell: (run) => t('sizeText', { listings: run.listingCount, views: run.views, seed: run.seed }) },
          { key: 'engine', header: t('policy.engine'), align: 'end', cell: (run) => percent(run.points.at(-1)?.engine) },
          { key: 'ask', header: t('policy.ask'), align: 'end', cell: (run) => percent(run.points.at(-1)?.ask) },
          { key: 'comparables', header: t('policy.comparables'), align: 'end', cell: (run) => percent(run.points.at(-1)?.comparables) },
          { key: 'version', header: t('version'), cell: (run) => run.engineVersion },
          { key: 'seconds', header: t('seconds'), align: 'end', cell: (run) => formatCount(Math.round(run.milliseconds / 100) / 10, locale) },
        ]}
      />
    </section>
  );
}
