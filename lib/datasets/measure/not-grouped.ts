import type { DuckDBConnection } from '@duckdb/node-api';
import type { NumberStyle } from '../core/delimited/number-style';
import { quote } from './sql-text';

type Marked = { readonly path: string; readonly options: string; readonly types: readonly string[]; readonly style: NumberStyle };

const numeric = /INT|DOUBLE|FLOAT|DECIMAL/;
const byte = '(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])';
const address = `${byte}([.]${byte}){3}`;

/**
 * By column, whether numbers stand in it only because the engine passes over the mark between thousands wherever it finds it: an address 10.0.0.1, a version 1.2.3 or a list
 * 1,2,3 beside amounts. Of every row, so also where the first thousands tell nothing.
 */
export async function notGrouped(db: DuckDBConnection, { path, options, types, style: { thousands, decimal } }: Marked): Promise<readonly boolean[]> {
  if (thousands === '' || !types.some((type) => numeric.test(type))) return [];
  const groups = thousands === ',' ? '([0-9]{1,3}(,[0-9]{3})+|[0-9]{1,2}(,[0-9]{2})+,[0-9]{3})' : `[0-9]{1,3}([${thousands}][0-9]{3})+`;
  const number = quote(`[+-]?${groups}([${decimal}][0-9]*)?([eE][+-]?[0-9]+)?`);
  const isOther = (name: string) => `coalesce(bool_or(contains(trim(${name}), ${quote(thousands)}) and not regexp_full_match(trim(${name}), ${number})), false) or coalesce(bool_and(regexp_full_match(trim(${name}), ${quote(address)})), false)`;
  const names = types.map((_, index) => `c${index}`);
  const [found] = (await db.runAndReadAll(`
    select ${names.map((name, index) => (numeric.test(types[index] ?? '') ? isOther(name) : 'false')).join(', ')}
    from read_csv(${quote(path)}, ${options}, auto_detect = false, columns = {${names.map((name) => `${quote(name)}: 'VARCHAR'`).join(', ')}})`)).getRows();
  return (found ?? []).map((value) => value === true);
}
