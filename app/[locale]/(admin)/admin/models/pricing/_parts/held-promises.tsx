import { getPriceModel } from '@/lib/pricing';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { requireContext } from '@/app/_server/request-context';
import { Card, CardHeader } from '@/app/_ui/card';
import { valueOrNotFound } from '@/app/_ui/console/value-or-not-found';
import { DataTable } from '@/app/_ui/data-table';
import { formatCount, formatPercent } from '@/app/_ui/format';

const side = 200;

/** Whether what the model promises holds: its demand against what was bought, its ranges against what is asked. */
export async function HeldPromises({ locale }: { readonly locale: Locale }) {
  const report = valueOrNotFound(await getPriceModel(await requireContext(locale, 'ADMIN')));
  const t = translator(locale, 'studio.model');
  const most = Math.max(1, ...report.calibration.map((bin) => bin.views));
  return (
    <>
      <Card as="section" labelledBy="calibration">
        <CardHeader id="calibration" title={t('calibration')} lead={report.views === 0 ? t('calibrationEmpty') : t('calibrationLead', { views: report.views, error: formatPercent(report.calibrationError, locale) })} />
        {report.calibration.length === 0 ? null : (
          <div className="grid gap-6 md:grid-cols-[14rem_1fr]">
            <svg role="img" aria-label={t('calibration')} viewBox={`-8 -8 ${side + 16} ${side + 16}`} className="w-full max-w-56">
              <rect width={side} height={side} className="fill-sunken" />
              <line x1={0} y1={side} x2={side} y2={0} className="stroke-line-strong" strokeDasharray="4 4" />
              {report.calibration.map((bin) => <circle key={bin.from} cx={bin.promised * side} cy={(1 - bin.happened) * side} r={3 + 5 * Math.sqrt(bin.views / most)} className="fill-plot-1" fillOpacity={0.8} />)}
            </svg>
            <DataTable
              caption={t('calibration')} isCaptionHidden isDense rows={report.calibration} rowKey={(bin) => String(bin.from)}
              columns={[
                { key: 'promised', header: t('promised'), isRowHeader: true, cell: (bin) => formatPercent(bin.promised, locale) },
                { key: 'happened', header: t('happened'), align: 'end', cell: (bin) => formatPercent(bin.happened, locale) },
                { key: 'views', header: t('people'), align: 'end', cell: (bin) => formatCount(bin.views, locale) },
              ]}
            />
          </div>
        )}
      </Card>
      <Card as="section" labelledBy="coverage">
        <CardHeader id="coverage" title={t('coverage')} lead={t('coverageLead')} />
        <DataTable
          caption={t('coverage')} isCaptionHidden isDense rows={report.coverage} rowKey={(row) => String(row.level)}
          columns={[
            { key: 'level', header: t('level'), isRowHeader: true, cell: (row) => formatPercent(row.level, locale) },
            { key: 'covered', header: t('covered'), align: 'end', cell: (row) => (row.covered === null ? t('tooFewSellers') : formatPercent(row.covered, locale)) },
            { key: 'sellers', header: t('sellers'), align: 'end', cell: (row) => formatCount(row.sellers, locale) },
            { key: 'listings', header: t('listings'), align: 'end', cell: (row) => formatCount(row.listings, locale) },
          ]}
        />
      </Card>
    </>
  );
}
