import type { WorstSlices } from '@/lib/behaviour';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { DataTable, type Column } from '@/app/_ui/data-table';
import { formatNumber, formatPercent } from '@/app/_ui/format';

type Slice = WorstSlices['slices'][number];
const words = ['view', 'save', 'buy', 'leave', 'unseen', 'rare', 'middle', 'popular', 'small', 'large'] as const;

export function WorstSlicesPart({ locale, found }: { readonly locale: Locale; readonly found: WorstSlices }) {
  const t = translator(locale, 'registry');
  const show = (value: number): string => (found.measure === 'log-error' ? formatNumber(Number(value.toPrecision(3)), locale) : formatPercent(value, locale));
  const columns: readonly Column<Slice>[] = [
    { key: 'slice', header: t('slices.slice'), isRowHeader: true, cell: (slice) => t(`slices.attribute.${slice.attribute as 'depth'}`, { value: wordOf(slice, locale) }) },
    { key: 'value', header: t('slices.value'), align: 'end', cell: (slice) => show(slice.mean) },
    { key: 'overall', header: t('slices.overall'), align: 'end', cell: (slice) => show(slice.overall) },
    { key: 'count', header: t('slices.count'), align: 'end', cell: (slice) => formatNumber(slice.count, locale) },
  ];
  return (
    <section aria-labelledby="slices">
      <h2 id="slices" className="text-xl font-semibold">{t('slices.title')}</h2>
      <p className="mt-1 mb-4 max-w-prose text-sm text-ink-soft">{t('slices.lead', { measure: t(`metric.${found.measure}`), count: found.caseCount })}</p>
      <DataTable caption={t('slices.caption')} isCaptionHidden isDense columns={columns} rows={found.slices} rowKey={(slice) => `${slice.attribute} ${slice.value}`} empty={<p className="text-sm text-ink-soft">{t('slices.none')}</p>} />
    </section>
  );
}

function wordOf({ attribute, value }: Slice, locale: Locale): string {
  if (attribute === 'size' && value === 'middle') return translator(locale, 'registry.slices')('sizeMiddle');
  if (attribute === 'category') return translator(locale, 'common.category')(value as 'mobility');
  const word = words.find((each) => each === value);
  return word ? translator(locale, 'registry.slices.word')(word) : value;
}
