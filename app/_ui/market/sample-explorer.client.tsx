'use client';

import { ArrowDown, ArrowUp, ArrowUpDown } from 'lucide-react';
import { createContext, useContext, useMemo, useState, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { classNames } from '../class-names';
import { Button } from '../button';
import { Field, SelectInput, TextInput } from '../field';
import { requestJson } from '../request-json.client';
import { chooseRows, type RowOrder, type SampleRow } from './sample-rows';

export type ExplorerColumn = { readonly name: string; readonly isNumber: boolean };
type State = { readonly columns: readonly ExplorerColumn[]; readonly shown: readonly SampleRow[]; readonly order: RowOrder; readonly setOrder: (order: RowOrder) => void };

const Explorer = createContext<State | null>(null);
const step = 20;

type Props = { /** Null: nothing more is to be fetched. */ readonly slug: string | null; readonly columns: readonly ExplorerColumn[]; readonly firstRows: readonly SampleRow[]; readonly rowCount: number; readonly children: ReactNode };

/** Filter and order for the table inside: it begins with the rows of the page and fetches the rest of the sample when somebody asks. Without scripts the table stays as it is. */
export function SampleExplorer({ slug, columns, firstRows, rowCount, children }: Props) {
  const t = useTranslations('questions.table');
  const [all, setAll] = useState<readonly SampleRow[] | null>(null);
  const [order, setOrder] = useState<RowOrder>(null);
  const [text, setText] = useState('');
  const [column, setColumn] = useState<number | null>(null);
  const [most, setMost] = useState(step);
  const [isFailed, setIsFailed] = useState(false);

  async function load() {
    if (all !== null || slug === null) return;
    const answer = await requestJson<{ readonly rows: readonly SampleRow[] }>(`/api/samples/${slug}`);
    setIsFailed(!answer.ok);
    if (answer.ok) setAll(answer.value.rows);
  }

  const chosen = useMemo(() => chooseRows(all ?? firstRows, { filter: { text, column }, order, isNumber: (index) => columns[index]?.isNumber === true }), [all, firstRows, text, column, order, columns]);
  const shown = chosen.slice(0, most);
  const state = { columns, shown, order, setOrder: (next: RowOrder) => { void load(); setOrder(next); } };
  return (
    <Explorer.Provider value={state}>
      <div className="mb-3 flex flex-wrap items-end gap-3">
        <Field id="sample-filter" label={t('filter')} className="min-w-0 flex-1 basis-56">
          {(control) => <TextInput {...control} type="search" value={text} placeholder={t('filterHint')} maxLength={200} onFocus={() => { void load(); }} onChange={(event) => { void load(); setText(event.target.value); }} />}
        </Field>
        <Field id="sample-column" label={t('column')} className="w-44">
          {(control) => (
            <SelectInput {...control} value={column ?? ''} onChange={(event) => { void load(); setColumn(event.target.value === '' ? null : Number(event.target.value)); }}>
              <option value="">{t('all')}</option>
              {columns.map((each, index) => <option key={each.name} value={index}>{each.name}</option>)}
            </SelectInput>
          )}
        </Field>
      </div>
      {children}
      <div className="mt-2 flex flex-wrap items-center justify-between gap-3 text-xs text-ink-faint">
        <p role="status">{isFailed ? t('failed') : chosen.length === 0 ? t('none') : t('shown', { shown: shown.length, count: text.trim() === '' ? rowCount : chosen.length })}</p>
        {(all === null && rowCount > firstRows.length) || chosen.length > most ? <Button size="sm" onClick={() => { void load(); setMost(most + 5 * step); }}>{t('more')}</Button> : null}
      </div>
    </Explorer.Provider>
  );
}

/** A column's head with its own button to sort by. What stands in it comes from the server. */
export function SortableHead({ index, name, className, children }: { readonly index: number; readonly name: string; readonly className: string; readonly children: ReactNode }) {
  const t = useTranslations('questions.table');
  const state = useContext(Explorer);
  const order = state?.order?.column === index ? state.order : null;
  const next: RowOrder = order === null ? { column: index, isDown: false } : order.isDown ? null : { column: index, isDown: true };
  const Icon = order === null ? ArrowUpDown : order.isDown ? ArrowDown : ArrowUp;
  return (
    <th scope="col" aria-sort={order === null ? undefined : order.isDown ? 'descending' : 'ascending'} className={classNames(className, 'relative')}>
      <button type="button" onClick={() => { state?.setOrder(next); }} aria-label={next === null ? t('sortOff') : next.isDown ? t('sortDown', { column: name }) : t('sortUp', { column: name })} className={classNames('absolute top-1.5 right-1.5 inline-grid size-6 place-items-center rounded hover:bg-surface hover:text-ink', order === null ? 'text-ink-faint' : 'text-accent')}>
        <Icon aria-hidden className="size-3.5" />
      </button>
      {children}
    </th>
  );
}

export function SampleBody({ emptyLabel }: { readonly emptyLabel: string }) {
  const state = useContext(Explorer);
  const box = 'max-w-72 truncate border-r border-b border-line px-3 py-1.5 last:border-r-0';
  return (
    <tbody>
      {state?.shown.map((row, index) => (
        <tr key={index} className="hover:bg-sunken/60">
          {state.columns.map((column, position) => {
            const value = row[position] ?? null;
            return value === null
              ? <td key={column.name} className={classNames(box, 'text-ink-faint italic')}>{emptyLabel}</td>
              : <td key={column.name} className={classNames(box, column.isNumber && 'text-right tabular-nums')} title={value.length > 40 ? value : undefined}>{value}</td>;
          })}
        </tr>
      ))}
    </tbody>
  );
}
