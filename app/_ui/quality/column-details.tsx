import type { ColumnDetail, ColumnProfile } from '@/lib/datasets/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { Badge } from '../badge';
import { DataTable, type Column } from '../data-table';
import { formatCount, formatValue } from '../format';

type Detailed = ColumnProfile & { readonly detail: ColumnDetail };
const shownColumns = 100;

/** What values mean, how long they are and which are frequent; folded, for whoever looks closely. */
export function ColumnDetails({ locale, columns }: { readonly locale: Locale; readonly columns: readonly ColumnProfile[] }) {
  const t = translator(locale, 'quality.details');
  const detailed = columns.filter((column): column is Detailed => column.detail !== undefined).slice(0, shownColumns);
  if (detailed.length === 0) return null;
  return (
    <details>
      <summary className="inline-flex min-h-8 cursor-pointer items-center text-sm font-medium text-accent hover:underline">{t('title')}</summary>
      <p className="mt-1 mb-3 text-sm text-ink-soft">{t('lead')}</p>
      <DataTable caption={t('title')} isCaptionHidden columns={shapeOf(locale)} rows={detailed} rowKey={(column) => column.name} isDense />
    </details>
  );
}

function shapeOf(locale: Locale): readonly Column<Detailed>[] {
  const t = translator(locale, 'quality');
  return [
    { key: 'name', header: t('details.column'), isRowHeader: true, cell: ({ name }) => <span className="font-mono text-[0.8125rem] break-all">{name}</span> },
    { key: 'meaning', header: t('details.meaning'), cell: ({ detail: { semantic } }) => (semantic ? <Badge>{t(`semantic.${semantic.type}`)}</Badge> : <span className="text-ink-faint">–</span>) },
    { key: 'range', header: t('details.range'), cell: ({ detail: { tails, spanDays } }) => (tails ? <>{formatValue(tails[0], locale)} – {formatValue(tails[1], locale)}{spanDays === null ? null : <span className="block text-xs text-ink-faint">{t('details.span', { days: spanDays })}</span>}</> : <span className="text-ink-faint">–</span>) },
    { key: 'lengths', header: t('details.lengths'), cell: ({ detail: { lengths } }) => (lengths ? t('details.lengthRange', { min: lengths.min, max: lengths.max, mean: Math.round(lengths.mean * 10) / 10 }) : <span className="text-ink-faint">–</span>) },
    {
      key: 'top', header: t('details.top'),
      cell: ({ detail: { topValues, isTopEstimated } }) => (topValues.length === 0 ? <span className="text-ink-faint">{t('details.none')}</span> : (
        <ul>{topValues.slice(0, 3).map(({ value, count }) => <li key={value} className="flex justify-between gap-4"><span className="max-w-48 truncate">{value}</span><span className="text-ink-faint tabular-nums">{isTopEstimated ? '≈ ' : ''}{formatCount(count, locale)}</span></li>)}</ul>
      )),
    },
  ];
}
