import type { ColumnShift, RevisionDiff, SchemaChange } from '@/lib/datasets/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { Badge } from '@/app/_ui/badge';
import { BarChart } from '@/app/_ui/charts/bar-chart';
import { DataTable, type Column } from '@/app/_ui/data-table';
import { formatCount, formatNumber, formatPercent } from '@/app/_ui/format';
import { Stat } from '@/app/_ui/stat';
import { changeText } from './change-text';

type SchemaProps = { readonly locale: Locale; readonly changes: readonly SchemaChange[] };

export function SchemaPart({ locale, changes }: SchemaProps) {
  const t = translator(locale, 'revisions');
  return (
    <section aria-labelledby="schema">
      <h2 id="schema" className="mb-3 text-xl font-semibold">{t('page.schema')}</h2>
      {changes.length === 0 ? <p className="text-sm text-ink-soft">{t('page.sameSchema')}</p> : (
        <ul className="space-y-1.5 text-sm">
          {changes.map((change) => (
            <li key={`${change.kind} ${change.name}`} className="flex flex-wrap items-center gap-2"><span className="break-words">{changeText(change, locale)}</span>{change.isBreaking ? <Badge tone="warn">{t('breaking')}</Badge> : null}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

type DiffProps = { readonly locale: Locale; readonly diff: RevisionDiff | null };

export function RowsPart({ locale, diff }: DiffProps) {
  const t = translator(locale, 'revisions.page');
  if (!diff) return <p className="text-sm text-ink-soft">{t('notCompared')}</p>;
  const { rows, keyState, keyNames } = diff;
  const count = (value: number) => formatCount(value, locale);
  return (
    <section aria-labelledby="rows">
      <h2 id="rows" className="mb-3 text-xl font-semibold">{t('rowsPart')}</h2>
      <dl className="grid grid-cols-2 gap-4 sm:grid-cols-4">
        <Stat label={t('added')} value={count(rows.added)} />
        <Stat label={t('removed')} value={count(rows.removed)} />
        {rows.changed === null ? null : <Stat label={t('changed')} value={count(rows.changed)} />}
        <Stat label={t('unchanged')} value={count(rows.before - rows.removed - (rows.changed ?? 0))} />
      </dl>
      <p className="mt-3 max-w-prose text-sm text-ink-soft">{keyState !== 'unique' ? t('byWhole') : keyNames.length === 0 ? t('byHiddenKey') : t('byKey', { key: keyNames.join(', ') })}</p>
      {rows.changedCells.length > 0 ? (
        <div className="mt-4 rounded-card border border-line bg-surface p-4 sm:p-5">
          <h3 className="mb-2 text-sm font-semibold">{t('cells')}</h3>
          <BarChart caption={t('cells')} labelHeader={t('column')} valueHeader={t('count')} rows={rows.changedCells.slice(0, 20).map((cell) => ({ key: cell.name, label: <span className="font-mono text-xs break-all">{cell.name}</span>, value: cell.count, text: count(cell.count) }))} />
        </div>
      ) : null}
    </section>
  );
}

const maxColumns = 60;

export function ValuesPart({ locale, diff }: DiffProps) {
  const t = translator(locale, 'revisions.page');
  if (!diff || diff.columns.length === 0) return null;
  return (
    <section aria-labelledby="values">
      <h2 id="values" className="text-xl font-semibold">{t('values')}</h2>
      <p className="mt-1 mb-4 max-w-prose text-sm text-ink-soft">{t('valuesLead')}</p>
      <DataTable caption={t('values')} isCaptionHidden columns={shiftColumns(locale)} rows={[...diff.columns].toSorted((a, b) => Number(b.hasDrifted) - Number(a.hasDrifted)).slice(0, maxColumns)} rowKey={(column) => column.name} isDense />
    </section>
  );
}

function shiftColumns(locale: Locale): readonly Column<ColumnShift>[] {
  const t = translator(locale, 'revisions.page');
  const pair = (before: string, after: string) => (before === after ? after : `${before} → ${after}`);
  const figure = (value: number | null) => (value === null ? '–' : formatNumber(Number(value.toPrecision(4)), locale));
  return [
    { key: 'name', header: t('column'), isRowHeader: true, cell: (column) => <span className="font-mono text-xs break-all">{column.name}</span> },
    { key: 'verdict', header: t('values'), cell: (column) => (column.psi === null ? <span className="text-ink-faint">{t('tooFew')}</span> : column.hasDrifted ? <Badge tone="warn">{t('moved')}</Badge> : <Badge tone="good">{t('still')}</Badge>) },
    { key: 'psi', header: t('psi'), align: 'end', cell: (column) => (column.psi === null || column.threshold === null ? '–' : `${figure(column.psi)} / ${figure(column.threshold)}`) },
    { key: 'empty', header: t('empty'), align: 'end', cell: (column) => pair(formatPercent(column.emptyBefore, locale), formatPercent(column.emptyAfter, locale)) },
    { key: 'mean', header: t('mean'), align: 'end', cell: (column) => pair(figure(column.meanBefore), figure(column.meanAfter)) },
    { key: 'distinct', header: t('distinct'), align: 'end', cell: (column) => pair(formatCount(column.distinctBefore, locale), formatCount(column.distinctAfter, locale)) },
  ];
}
