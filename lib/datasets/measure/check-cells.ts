import type { DuckDBConnection } from '@duckdb/node-api';
import type { NumberStyle } from '../core/delimited/number-style';
import { quote } from './sql-text';

/** `isNothing`: SQL of whether a cell is read as empty. `isSampled`: types come from the first rows only. */
type Cells = { readonly path: string; readonly options: string; readonly columns: readonly CheckedColumn[]; readonly isNothing: IsNothing; readonly isSampled: boolean };
type IsNothing = (cell: string) => string;
/** How the cells of a column are to be read. `isMarked`: read as text and made what they are behind it. */
export type CheckedColumn = Form & { readonly isMarked: boolean };
export type Form = { readonly type: string; readonly style: NumberStyle; readonly dateFormat: string | null; readonly timestampFormat: string | null };
/** `isOther`: no numbers at all. `misfits`: cells that the type would change or lose. `marks`: how often what is read as empty. */
export type CheckedCells = { readonly isOther: boolean; readonly misfits: number; readonly marks: readonly (readonly [marker: string, cells: number])[] };

const numeric = /INT|DOUBLE|FLOAT|DECIMAL/;
const byte = '(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])';
const address = `${byte}([.]${byte}){3}`;

/** What the types say of every row of the file, in one pass over it, as text; empty where nothing is in doubt. */
export async function checkCells(db: DuckDBConnection, { path, options, columns, isNothing, isSampled }: Cells): Promise<readonly CheckedCells[]> {
  const asked = columns.map((column, index) => {
    const cell = `c${index}`;
    // A zone behind a moment is passed over also where the types come from every row.
    const misfit = column.isMarked ? `(${misfitSql(cell, column)} or ${typedSql(cell, column)} is null)` : isSampled || column.type === 'TIMESTAMP' ? misfitSql(cell, column) : 'false';
    return [
      column.style.thousands !== '' && numeric.test(column.type) ? otherSql(cell, column, isNothing) : 'false',
      misfit === 'false' ? '0::double' : `count(case when ${column.isMarked ? `not (${isNothing(cell)}) and ` : ''}${misfit} then 1 end)::double`,
      // Never more than there are markers, whatever stands in the file. A filter on each of many columns takes time by the square of their number.
      column.isMarked ? `to_json(histogram(case when ${isNothing(cell)} then ${cell} end))::varchar` : 'null',
    ];
  });
  if (asked.every(([other, misfits]) => other === 'false' && misfits === '0::double')) return [];
  const [found = []] = (await db.runAndReadAll(`
    select ${asked.flat().join(', ')}
    from read_csv(${quote(path)}, ${options}, auto_detect = false, columns = {${columns.map((_, index) => `'c${index}': 'VARCHAR'`).join(', ')}})`)).getRows();
  return columns.map((_, index) => {
    const [other, misfits, marks] = found.slice(3 * index, 3 * index + 3);
    return { isOther: other === true, misfits: Number(misfits), marks: typeof marks === 'string' ? Object.entries(JSON.parse(marks) as Record<string, number>) : [] };
  });
}

/**
 * Whether numbers stand in a column only because the engine passes over the mark between thousands wherever it finds it: an address 10.0.0.1, a version 1.2.3 or a list
 * 1,2,3 beside amounts. Of every row, so also where the first thousands tell nothing.
 */
function otherSql(cell: string, { style: { thousands, decimal }, isMarked }: CheckedColumn, isNothing: IsNothing): string {
  const groups = thousands === ',' ? '([0-9]{1,3}(,[0-9]{3})+|[0-9]{1,2}(,[0-9]{2})+,[0-9]{3})' : `[0-9]{1,3}([${thousands}][0-9]{3})+`;
  const number = quote(`[+-]?${groups}([${decimal}][0-9]*)?([eE][+-]?[0-9]+)?`);
  const told = isMarked ? `case when not (${isNothing(cell)}) then trim(${cell}) end` : `trim(${cell})`;
  return `coalesce(bool_or(contains(${told}, ${quote(thousands)}) and not regexp_full_match(${told}, ${number})), false) or coalesce(bool_and(regexp_full_match(${told}, ${quote(address)})), false)`;
}

const day = '[0-9]{1,4}[-/ ][0-9]{1,2}[-/ ][0-9]{1,2}';
const time = '[0-9]{1,2}:[0-9]{1,2}(:[0-9]{1,2}([.][0-9]+)?)?';

/**
 * SQL of whether a cell is of another form than the type's. The engine casts what it would never take for that type: 1.5 and 007 to whole numbers, 1 to yes, a day with a
 * time to the day, a moment with a zone to one without. Where it was given a form of dates it holds cells to that itself.
 */
function misfitSql(cell: string, { isMarked, ...form }: CheckedColumn): string {
  const isNot = (text: string, pattern: string) => `not regexp_full_match(${text}, ${quote(`\\s*(${pattern})\\s*`)})`;
  const { type, dateFormat, timestampFormat } = form;
  if (/INT(EGER)?$/.test(type)) return isNot(plainSql(cell, form), '[+-]?(0|[1-9][0-9]*)');
  if (numeric.test(type)) return `regexp_matches(${plainSql(cell, form)}, ${quote('^\\s*[+-]?0[0-9]|_')})`;
  // Yes and no alone are a column of them to the engine, also to one that has seen every row; what becomes one only without its markers has to say so itself.
  if (type === 'BOOLEAN') return isNot(`lower(${cell})`, isMarked ? 'true|false' : 'true|false|t|f|yes|no');
  if (type === 'DATE' && dateFormat === null) return isNot(cell, day);
  if (type === 'TIMESTAMP' && timestampFormat === null) return `regexp_matches(${cell}, ${quote(':[0-9.]+\\s*[^0-9.:\\s]')})`;
  return type === 'TIME' ? isNot(cell, time) : 'false';
}

/** SQL of a number's text without the mark between thousands and with a point. */
function plainSql(cell: string, { type, style: { thousands, decimal } }: Form): string {
  return [[thousands, ''], [decimal, '.']].reduce((text, [mark = '', instead = '']) => (!numeric.test(type) || mark === '' || mark === instead ? text : `replace(${text}, ${quote(mark)}, ${quote(instead)})`), cell);
}

/** SQL of a cell of text as the type, null for what isn't of it. */
export function typedSql(cell: string, form: Form): string {
  const format = form.type === 'DATE' ? form.dateFormat : form.type.startsWith('TIMESTAMP') ? form.timestampFormat : null;
  return `try_cast(${format === null ? plainSql(cell, form) : `try_strptime(${cell}, ${quote(format)})`} as ${form.type})`;
}
