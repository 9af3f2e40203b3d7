import { Terminal } from 'lucide-react';
import type { ColumnProfile, ProfileView } from '@/lib/datasets/schema';
import type { Locale } from '@/lib/shared/locale';
import { Messages } from '@/app/_i18n/provide-messages';
import { translator } from '@/app/_i18n/translator';
import { ColumnHistogram } from '@/app/_ui/charts/histogram';
import { LinkButton } from '@/app/_ui/button';
import { formatCount, formatNumber, formatPercent, formatShortValue } from '@/app/_ui/format';
import { SampleBody, SampleExplorer, SortableHead } from '@/app/_ui/market/sample-explorer.client';
import { PartHeading } from './part-heading';

/** Wide tables stay light: the dictionary below names every column. */
const maxColumns = 40;

type SampleTableProps = { readonly locale: Locale; /** Null before it is published: then there are these rows and no more. */ readonly slug: string | null; readonly profile: ProfileView; /** Rows that can be filtered and questioned. */ readonly sampleCount: number };

export function SampleTable({ locale, slug, profile, sampleCount }: SampleTableProps) {
  const t = translator(locale, 'market.dataset');
  const questions = translator(locale, 'questions');
  const { sample, columns, revision } = profile;
  const shown = sample.columns.slice(0, maxColumns);
  const byName = new Map(columns.map((column) => [column.name, column]));
  const rowCount = revision.rowCount ?? 0;
  return (
    <section aria-labelledby="sample">
      <div className="flex flex-wrap items-end justify-between gap-x-6">
        <PartHeading id="sample" title={t('part.sample')} lead={t('sampleLead', { shown: sampleCount, total: formatCount(rowCount, locale) })} />
        {sample.rows.length > 0 && slug !== null ? <LinkButton href={`/${locale}/datasets/${slug}/questions`} prefetch={false} size="sm" className="mb-4" icon={<Terminal aria-hidden className="size-4" />}>{questions('open')}</LinkButton> : null}
      </div>
      <Messages locale={locale} namespaces={['questions.table']}>
        <SampleExplorer slug={slug} columns={shown.map((name) => ({ name, isNumber: byName.get(name)?.kind === 'number' }))} firstRows={sample.rows.map((row) => row.slice(0, maxColumns))} rowCount={sampleCount}>
          <div role="region" aria-label={t('sampleCaption')} tabIndex={0} className="max-h-[34rem] overflow-auto rounded-card border border-line bg-surface">
            <table className="min-w-full border-separate border-spacing-0 text-xs">
              <caption className="sr-only">{t('sampleCaption')}</caption>
              <thead>
                <tr>
                  {shown.map((name, index) => <HeadCell key={name} index={index} name={name} column={byName.get(name)} rowCount={rowCount} locale={locale} />)}
                </tr>
              </thead>
              <SampleBody emptyLabel={t('emptyCell')} />
            </table>
          </div>
        </SampleExplorer>
      </Messages>
      {sample.columns.length > maxColumns ? <p className="mt-2 text-xs text-ink-faint">{t('moreColumns', { count: sample.columns.length - maxColumns })}</p> : null}
    </section>
  );
}

type HeadCellProps = { readonly index: number; readonly name: string; readonly column: ColumnProfile | undefined; readonly rowCount: number; readonly locale: Locale };

function HeadCell({ index, name, column, rowCount, locale }: HeadCellProps) {
  const t = translator(locale, 'market.dataset');
  const common = translator(locale, 'common');
  const missing = column && rowCount > 0 ? column.nullCount / rowCount : 0;
  return (
    <SortableHead index={index} name={name} className="sticky top-0 z-10 min-w-36 border-r border-b border-line bg-sunken p-3 text-left align-bottom font-normal last:border-r-0">
      <span className="block max-w-56 truncate pr-6 font-mono text-xs font-semibold" title={name}>{name}</span>
      <span className="mt-0.5 flex justify-between gap-3 text-[0.6875rem] text-ink-faint">
        <span>{column ? common(`kind.${column.kind}`) : ''}</span>
        {missing > 0 ? <span>{t('missing', { share: formatPercent(missing, locale) })}</span> : null}
      </span>
      {column ? <div className="mt-2"><ColumnHistogram histogram={column.histogram} columnName={name} min={column.min} max={column.max} locale={locale} size="compact" isDecorative /></div> : null}
      {column ? <Figures column={column} locale={locale} /> : null}
    </SortableHead>
  );
}

/** The figures of one column, all rows counted; they open without scripts. */
function Figures({ column, locale }: { readonly column: ColumnProfile; readonly locale: Locale }) {
  const t = translator(locale, 'questions.table');
  const facts = [
    [t('smallest'), column.min === null ? null : formatShortValue(column.min, locale)], [t('largest'), column.max === null ? null : formatShortValue(column.max, locale)],
    [t('mean'), column.mean === null || column.kind !== 'number' ? null : formatNumber(Number(column.mean.toPrecision(4)), locale)], [t('median'), column.quartiles === null ? null : formatShortValue(column.quartiles[1], locale)],
    [t('distinct'), `${column.isDistinctExact ? '' : '≈ '}${formatCount(column.distinctCount, locale)}`], [t('empty'), formatCount(column.nullCount, locale)],
  ] as const;
  return (
    <details className="mt-1 text-[0.6875rem]">
      <summary className="inline-flex min-h-6 items-center text-ink-soft hover:text-ink">{t('figures')}<span className="sr-only">: {column.name}</span></summary>
      <dl className="grid max-w-56 grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5">
        {facts.flatMap(([name, value]) => (value === null ? [] : [<dt key={name} className="text-ink-faint">{name}</dt>, <dd key={`${name} =`} className="truncate text-right tabular-nums" title={value}>{value}</dd>]))}
      </dl>
    </details>
  );
}
