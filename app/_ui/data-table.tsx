import type { ReactNode } from 'react';
import { classNames } from './class-names';

export type Column<Row> = {
  readonly key: string;
  readonly header: ReactNode;
  readonly align?: 'start' | 'end';
  readonly cell: (row: Row) => ReactNode;
  /** The cell that names the row. */
  readonly isRowHeader?: boolean;
  readonly className?: string;
};

type DataTableProps<Row> = {
  /** Says what the table holds; read out before it and, unless hidden, shown above it. */
  readonly caption: ReactNode;
  readonly isCaptionHidden?: boolean;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Below 640 px: every row a small card (default), or the whole table in a region that scrolls sideways. */
  readonly narrow?: 'cards' | 'scroll';
  readonly isDense?: boolean;
  /** Shown in place of the rows when there are none. */
  readonly empty?: ReactNode;
};

/** Roles are written out because a browser drops a table's own roles as soon as CSS lays its rows out as blocks. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, isCaptionHidden = false, columns, rows, rowKey, narrow = 'cards', isDense = false, empty } = props;
  const isCards = narrow === 'cards';
  if (rows.length === 0 && empty !== undefined) return <>{empty}</>;
  return (
    <div
      {...(isCards ? {} : { role: 'region', tabIndex: 0, 'aria-label': typeof caption === 'string' ? caption : undefined })}
      className={classNames('rounded-card border border-line bg-surface', isCards ? 'max-sm:rounded-none max-sm:border-0 max-sm:bg-transparent sm:overflow-x-auto' : 'overflow-x-auto')}
    >
      <table role="table" className={classNames('w-full border-collapse text-sm', isCards && 'max-sm:block')}>
        <caption className={isCaptionHidden ? 'sr-only' : classNames('px-4 py-3 text-left font-semibold', isCards && 'max-sm:block max-sm:px-0')}>{caption}</caption>
        <thead role="rowgroup" className={isCards ? 'max-sm:sr-only' : undefined}>
          <tr role="row">
            {columns.map((column) => (
              <th key={column.key} role="columnheader" scope="col" className={classNames('border-b border-line bg-sunken px-4 py-2.5 text-xs font-medium whitespace-nowrap text-ink-soft first:rounded-tl-card last:rounded-tr-card', column.align === 'end' ? 'text-right' : 'text-left')}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" className={isCards ? 'max-sm:block max-sm:space-y-3' : undefined}>
          {rows.map((row) => (
            <tr key={rowKey(row)} role="row" className={classNames('border-b border-line last:border-b-0 sm:hover:bg-sunken/60', isCards && 'max-sm:block max-sm:rounded-card max-sm:border max-sm:bg-surface max-sm:p-4 max-sm:last:border-b')}>
              {columns.map((column) => <BodyCell key={column.key} column={column} row={row} isCards={isCards} isDense={isDense} />)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function BodyCell<Row>({ column, row, isCards, isDense }: { readonly column: Column<Row>; readonly row: Row; readonly isCards: boolean; readonly isDense: boolean }) {
  const isHeader = column.isRowHeader === true;
  const Cell = isHeader ? 'th' : 'td';
  return (
    <Cell
      role={isHeader ? 'rowheader' : 'cell'}
      {...(isHeader ? { scope: 'row' as const } : {})}
      className={classNames(
        'align-middle', isDense ? 'px-4 py-2' : 'px-4 py-3', column.align === 'end' ? 'text-right' : 'text-left', isHeader ? 'font-medium' : 'font-normal',
        isCards && 'max-sm:flex max-sm:items-start max-sm:justify-between max-sm:gap-4 max-sm:px-0 max-sm:py-1',
        isCards && isHeader && 'max-sm:mb-1 max-sm:text-base', column.className,
      )}
    >
      {isCards && !isHeader ? <span aria-hidden className="shrink-0 text-xs text-ink-faint sm:hidden">{column.header}</span> : null}
      {isCards ? <span className={isHeader ? 'min-w-0' : 'min-w-0 max-sm:text-right'}>{column.cell(row)}</span> : column.cell(row)}
    </Cell>
  );
}
