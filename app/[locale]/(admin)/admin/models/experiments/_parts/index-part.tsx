import type { IndexReport } from '@/lib/behaviour/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { Alert } from '@/app/_ui/alert';
import { DataTable } from '@/app/_ui/data-table';
import { formatBytes, formatCount, formatDateTime, formatNumber, formatPercent } from '@/app/_ui/format';

const faultNames = { 'cut-off': 'cutOff', 'other-version': 'otherVersion', damaged: 'damaged' } as const;
const nameOf = (fault: string): string => (fault in faultNames ? faultNames[fault as keyof typeof faultNames] : 'gone');

/** What the suggestions are made from, what each process could read of it, and what every list keeps to. */
export function IndexPart({ locale, report: { indexes, processes, leavingCount, bounds } }: { readonly locale: Locale; readonly report: IndexReport }) {
  const t = translator(locale, 'lists.index');
  const faultOf = ({ faultyId, fault, indexId }: IndexReport['processes'][number]) => t('fault', { id: faultyId ?? 0, fault: nameOf(fault), serves: indexId === null ? 'alone' : 'before' });
  const faults = [...new Set(processes.filter((each) => each.fault !== '').map(faultOf))];
  return (
    <section aria-labelledby="index" className="space-y-5">
      <div>
        <h2 id="index" className="text-xl font-semibold">{t('title')}</h2>
        <p className="mt-1 max-w-prose text-sm text-ink-soft">{t('lead')}</p>
        <p className="mt-2 max-w-prose text-sm text-ink-soft">{t('bounds', { places: bounds.newPlaces, sales: bounds.newSellerSales, share: formatPercent(bounds.maxSellerShare, locale), unlike: formatPercent(1 - bounds.relevanceShare, locale), limit: bounds.slowMilliseconds })}</p>
      </div>
      {faults.map((text) => <Alert key={text} tone="warn">{text}</Alert>)}
      {leavingCount === 0 ? null : <p className="text-sm text-ink-soft">{t('leaving', { count: leavingCount })}</p>}
      <DataTable
        caption={t('title')} isCaptionHidden rows={indexes} rowKey={(row) => String(row.id)} empty={<p className="text-sm text-ink-soft">{t('none')}</p>}
        columns={[
          { key: 'id', header: t('number'), isRowHeader: true, cell: (row) => formatCount(row.id, locale) }, { key: 'built', header: t('built'), cell: (row) => formatDateTime(row.builtAt, locale) }, { key: 'checked', header: t('checked'), cell: (row) => formatDateTime(row.checkedAt, locale) },
          { key: 'visits', header: t('visits'), align: 'end', cell: (row) => formatCount(row.sessionCount, locale) }, { key: 'items', header: t('items'), align: 'end', cell: (row) => formatCount(row.itemCount, locale) }, { key: 'events', header: t('events'), align: 'end', cell: (row) => formatCount(row.eventCount, locale) },
          { key: 'size', header: t('size'), align: 'end', cell: (row) => formatBytes(row.byteSize, locale) }, { key: 'took', header: t('took'), align: 'end', cell: (row) => t('seconds', { seconds: formatNumber(Math.round(row.buildMilliseconds / 100) / 10, locale) }) },
        ]}
      />
      <DataTable
        caption={t('processes')} rows={processes} rowKey={(row) => row.process} empty={<p className="text-sm text-ink-soft">{t('noProcess')}</p>}
        columns={[
          { key: 'process', header: t('process'), isRowHeader: true, cell: (row) => <span className="font-mono text-xs">{row.process}</span> }, { key: 'serves', header: t('serves'), cell: (row) => (row.indexId === null ? t('alone') : t('indexNumber', { id: row.indexId })) },
          { key: 'fresh', header: t('fresh'), align: 'end', cell: (row) => formatCount(Math.max(0, row.freshCount), locale) }, { key: 'loaded', header: t('loaded'), align: 'end', cell: (row) => t('milliseconds', { count: formatCount(row.loadMilliseconds, locale) }) },
          { key: 'state', header: t('state'), cell: (row) => (row.fault === '' ? t('fine') : faultOf(row)) },
        ]}
      />
    </section>
  );
}
