import type { ColumnProfile, DictionaryEntry, ProfileView } from '@/lib/datasets/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { Badge } from '@/app/_ui/badge';
import { ColumnHistogram } from '@/app/_ui/charts/histogram';
import { DataTable, type Column } from '@/app/_ui/data-table';
import { formatCount, formatNumber, formatPercent, formatValue } from '@/app/_ui/format';
import { PartHeading } from './part-heading';

/** What is open at first; the rest of a wide table is one click away, and found by "find in page". */
const openColumns = 16;
const maxColumns = 200;

type Props = { readonly locale: Locale; readonly profile: ProfileView; /** What the seller says of columns. */ readonly entries?: readonly DictionaryEntry[]; /** Of the dataset whose dictionary can be taken along. */ readonly slug?: string };

export function ColumnDictionary({ locale, profile, entries = [], slug }: Props) {
  const t = translator(locale, 'market.dataset');
  const dictionary = translator(locale, 'dictionary');
  const { columns, revision } = profile;
  const shape = dictionaryColumns(locale, { rowCount: revision.rowCount ?? 0, said: new Map(entries.map((entry) => [entry.name, entry])) });
  const folded = columns.slice(openColumns, maxColumns);
  const hidden = columns.length - maxColumns;
  return (
    <section aria-labelledby="columns">
      <PartHeading id="columns" title={t('part.columns')} lead={t('columnsLead')} />
      <DataTable caption={t('part.columns')} isCaptionHidden columns={shape} rows={columns.slice(0, openColumns)} rowKey={(column) => column.name} isDense />
      {folded.length > 0 ? (
        <details className="mt-3">
          <summary className="mb-3 inline-flex min-h-8 items-center text-sm font-medium text-accent hover:underline">{t('otherColumns', { count: folded.length })}</summary>
          <DataTable caption={t('otherColumns', { count: folded.length })} isCaptionHidden columns={shape} rows={folded} rowKey={(column) => column.name} isDense />
        </details>
      ) : null}
      {hidden > 0 ? <p className="mt-2 text-xs text-ink-faint">{t('moreColumns', { count: hidden })}</p> : null}
      {slug === undefined ? null : (
        <p className="mt-2 flex flex-wrap gap-x-4 text-sm">
          <a href={`/api/dictionaries/${slug}?locale=${locale}`} download className="inline-flex min-h-6 items-center text-link">{dictionary('asCsv')}</a>
          <a href={`/api/dictionaries/${slug}?as=csvw&locale=${locale}`} download className="inline-flex min-h-6 items-center text-link">{dictionary('asCsvw')}</a>
        </p>
      )}
    </section>
  );
}

function dictionaryColumns(locale: Locale, { rowCount, said }: { readonly rowCount: number; readonly said: ReadonlyMap<string, DictionaryEntry> }): readonly Column<ColumnProfile>[] {
  const t = translator(locale, 'market.dataset.dictionary');
  const common = translator(locale, 'common');
  return [
    {
      key: 'name', header: t('name'), isRowHeader: true,
      cell: (column) => (
        <span className="block min-w-0">
          <span className="block font-mono text-[0.8125rem] break-all">{column.name}</span>
          <span className="block max-w-56 truncate font-mono text-[0.6875rem] font-normal text-ink-faint" title={column.type}>{column.type}</span>
          <Meaning entry={said.get(column.name)} />
        </span>
      ),
    },
    { key: 'kind', header: t('kind'), cell: (column) => <Badge>{common(`kind.${column.kind}`)}</Badge> },
    { key: 'missing', header: t('missing'), align: 'end', cell: (column) => <Missing column={column} rowCount={rowCount} locale={locale} /> },
    { key: 'distinct', header: t('distinct'), align: 'end', cell: (column) => `${column.isDistinctExact ? '' : '≈ '}${formatCount(column.distinctCount, locale)}` },
    { key: 'range', header: t('range'), cell: (column) => <Range column={column} locale={locale} /> },
    { key: 'distribution', header: t('distribution'), cell: (column) => <span className="block w-40"><ColumnHistogram histogram={column.histogram} columnName={column.name} min={column.min} max={column.max} locale={locale} size="compact" /></span> },
  ];
}

/** What the seller says of it. */
function Meaning({ entry }: { readonly entry: DictionaryEntry | undefined }) {
  if (!entry) return null;
  return <span className="mt-1 block max-w-72 text-xs font-normal break-words text-ink-soft">{entry.description}{entry.unit === '' ? '' : `${entry.description === '' ? '' : ' '}[${entry.unit}]`}</span>;
}

/** How many are empty, and what stands in those that were read so. */
function Missing({ column: { nullCount, detail }, rowCount, locale }: { readonly column: ColumnProfile; readonly rowCount: number; readonly locale: Locale }) {
  const t = translator(locale, 'market.dataset.dictionary');
  const marked = detail?.readAsEmpty;
  return (
    <>
      {formatPercent(rowCount === 0 ? 0 : nullCount / rowCount, locale)}
      {marked ? <span className="block text-[0.6875rem] text-ink-faint">{t('readAsEmpty', { count: marked.count, markers: marked.markers.join(', ') })}</span> : null}
    </>
  );
}

function Range({ column, locale }: { readonly column: ColumnProfile; readonly locale: Locale }) {
  const t = translator(locale, 'market.dataset.dictionary');
  if (column.min === null || column.max === null) return <span className="text-ink-faint">–</span>;
  const isNumber = column.kind === 'number';
  return (
    <span className="block max-w-52">
      <span className="line-clamp-2 break-words">{isNumber ? formatValue(column.min, locale) : column.min} – {isNumber ? formatValue(column.max, locale) : column.max}</span>
      {column.mean === null || !isNumber ? null : <span className="block text-[0.6875rem] text-ink-faint">{t('mean', { mean: formatNumber(column.mean, locale) })}</span>}
    </span>
  );
}
