import { getPriceModel } from '@/lib/pricing';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { requireContext } from '@/app/_server/request-context';
import { Card, CardHeader } from '@/app/_ui/card';
import { ReliabilityChart } from '@/app/_ui/charts/reliability-chart';
import { valueOrNotFound } from '@/app/_ui/console/value-or-not-found';
import { DataTable } from '@/app/_ui/data-table';
import { formatCount, formatPercent } from '@/app/_ui/format';

/** Whether what the model promises holds: its demand against what was bought, its ranges against what is asked. */
export async function HeldPromises({ locale }: { readonly locale: Locale }) {
  const report = valueOrNotFound(await getPriceModel(await requireContext(locale, 'ADMIN')));
  const t = translator(locale, 'studio.model');
  return (
    <>
      <Card as="section" labelledBy="calibration">
        <CardHeader id="calibration" title={t('calibration')} lead={t('calibrationHow')} />
        {report.hasDemand ? null : <p className="mb-4 text-sm text-ink-soft">{t('noDemandServing')}</p>}
        <div className="space-y-8">
          {report.calibrations.map(({ of, bins, error, views }) => (
            <div key={of} className="space-y-3">
              <h3 className="text-sm font-semibold">{t(`calibrationOf.${of}`)}</h3>
              <p className="text-sm text-ink-soft">{views === 0 ? t('calibrationEmpty') : t('calibrationLead', { views, error: formatPercent(error, locale) })}</p>
              {bins.length === 0 ? null : <ReliabilityChart locale={locale} caption={t(`calibrationOf.${of}`)} headers={{ promised: t('promised'), happened: t('happened'), count: t('people') }} bins={bins.map(({ views: count, ...bin }) => ({ ...bin, count }))} />}
            </div>
          ))}
        </div>
      </Card>
      <Card as="section" labelledBy="coverage">
        <CardHeader id="coverage" title={t('coverage')} lead={t('coverageLead')} />
        <DataTable
          caption={t('coverage')} isCaptionHidden isDense narrow="scroll" rows={report.coverage} rowKey={(row) => String(row.level)}
          columns={[
            { key: 'level', header: t('level'), isRowHeader: true, cell: (row) => formatPercent(row.level, locale) },
            { key: 'covered', header: t('covered'), align: 'end', cell: (row) => (row.covered === null ? t('tooFewSellers') : formatPercent(row.covered, locale)) },
            { key: 'interval', header: t('interval'), align: 'end', cell: (row) => (row.low === null || row.high === null ? '–' : <span className="whitespace-nowrap">{`${formatPercent(row.low, locale)} – ${formatPercent(row.high, locale)}`}</span>) },
            { key: 'basis', header: t('basis'), cell: (row) => (row.covered === null ? '–' : t(`basisOf.${row.basis}`)) },
            { key: 'sellers', header: t('sellers'), align: 'end', cell: (row) => formatCount(row.sellers, locale) },
            { key: 'listings', header: t('listings'), align: 'end', cell: (row) => formatCount(row.listings, locale) },
          ]}
        />
      </Card>
    </>
  );
}
