import type { ColumnProfile, ProfileView } from '@/lib/datasets/schema';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { ColumnHistogram } from '@/app/_ui/charts/histogram';
import { classNames } from '@/app/_ui/class-names';
import { formatCount, formatPercent } from '@/app/_ui/format';
import { PartHeading } from './part-heading';

/** Wide tables stay light: the dictionary below names every column. */
const maxColumns = 40;

export function SampleTable({ locale, profile }: { readonly locale: Locale; readonly profile: ProfileView }) {
  const t = translator(locale, 'market.dataset');
  const { sample, columns, revision } = profile;
  const shown = sample.columns.slice(0, maxColumns);
  const byName = new Map(columns.map((column) => [column.name, column]));
  const rowCount = revision.rowCount ?? 0;
  return (
    <section aria-labelledby="sample">
      <PartHeading id="sample" title={t('part.sample')} lead={t('sampleLead', { shown: sample.rows.length, total: formatCount(rowCount, locale) })} />
      <div role="region" aria-label={t('sampleCaption')} tabIndex={0} className="max-h-[34rem] overflow-auto rounded-card border border-line bg-surface">
        <table className="border-separate border-spacing-0 text-xs">
          <caption className="sr-only">{t('sampleCaption')}</caption>
          <thead>
            <tr>
              {shown.map((name) => <HeadCell key={name} name={name} column={byName.get(name)} rowCount={rowCount} locale={locale} />)}
            </tr>
          </thead>
          <tbody>
            {sample.rows.map((row, index) => (
              <tr key={index} className="hover:bg-sunken/60">
                {shown.map((name, position) => <BodyCell key={name} value={row[position] ?? null} kind={byName.get(name)?.kind} emptyLabel={t('emptyCell')} />)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {sample.columns.length > maxColumns ? <p className="mt-2 text-xs text-ink-faint">{t('moreColumns', { count: sample.columns.length - maxColumns })}</p> : null}
    </section>
  );
}

type HeadCellProps = { readonly name: string; readonly column: ColumnProfile | undefined; readonly rowCount: number; readonly locale: Locale };

function HeadCell({ name, column, rowCount, locale }: HeadCellProps) {
  const t = translator(locale, 'market.dataset');
  const common = translator(locale, 'common');
  const missing = column && rowCount > 0 ? column.nullCount / rowCount : 0;
  return (
    <th scope="col" className="sticky top-0 z-10 min-w-36 border-r border-b border-line bg-sunken p-3 text-left align-bottom font-normal last:border-r-0">
      <span className="block max-w-56 truncate font-mono text-xs font-semibold" title={name}>{name}</span>
      <span className="mt-0.5 flex justify-between gap-3 text-[0.6875rem] text-ink-faint">
        <span>{column ? common(`kind.${column.kind}`) : ''}</span>
        {missing > 0 ? <span>{t('missing', { share: formatPercent(missing, locale) })}</span> : null}
      </span>
      {column ? <div className="mt-2"><ColumnHistogram histogram={column.histogram} columnName={name} locale={locale} size="compact" isDecorative /></div> : null}
    </th>
  );
}

function BodyCell({ value, kind, emptyLabel }: { readonly value: string | null; readonly kind: ColumnProfile['kind'] | undefined; readonly emptyLabel: string }) {
  const box = 'max-w-72 truncate border-r border-b border-line px-3 py-1.5 last:border-r-0';
  if (value === null) return <td className={classNames(box, 'text-ink-faint italic')}>{emptyLabel}</td>;
  return <td className={classNames(box, kind === 'number' && 'text-right tabular-nums')} title={value.length > 40 ? value : undefined}>{value}</td>;
}
