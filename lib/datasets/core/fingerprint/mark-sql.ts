import { createHash } from 'node:crypto';
import { quoteName } from '../quote-name';
import { oneIn, type MarkPlan } from './plan-marks';

const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;
const firstByte = 256;

/** SQL that knows a row by the plan's identity, keyed: without the key nobody can tell which cells are looked at. */
export function rowMark({ identity }: MarkPlan, keyHex: string): string {
  return `sha256(concat_ws(chr(31), ${[text(keyHex), ...identity.map((name) => `coalesce(${quoteName(name)}::varchar, chr(30))`)].join(', ')}))`;
}

/** SQL: whether the cell of this column is one of those that are looked at. `row` is what `rowMark` gives. */
export function isLookedAt(row: string, column: string): string {
  return `(('0x' || substr(sha256(concat(${row}, ${text(column)})), 1, 8))::ubigint % ${oneIn} = 0)`;
}

/** SQL: the number as whole units of its last digit. */
export function unitsOf(column: string, digits: number): string {
  const value = `${quoteName(column)}::double`;
  return `(case when isfinite(${value}) and abs(${value}) < 1e12 then round(${value} * 1e${digits})::bigint end)`;
}

/** The bit that one right's copy carries in one cell; the same in SQL and here, which a test holds them to. */
export function bitOf(rightKeyHex: string, row: string, column: string): 0 | 1 {
  return ((createHash('sha256').update(`${rightKeyHex}${row}${column}`).digest()[0] ?? 0) % 2) as 0 | 1;
}

/**
 * SQL of a copy's columns: where a looked-at number's last digit isn't of the right's parity it moves by one unit, up or down as the key says; everything else stays. The moved
 * number keeps its column's type.
 */
export function markedSelect(columns: readonly { readonly name: string; readonly type: string }[], plan: MarkPlan, { keyHex, rightKeyHex }: { readonly keyHex: string; readonly rightKeyHex: string }): string {
  const row = rowMark(plan, keyHex);
  const cells = columns.map(({ name, type }) => {
    const marked = plan.columns.find((column) => column.name === name);
    if (!marked) return quoteName(name);
    const units = unitsOf(name, marked.digits);
    const bit = `(('0x' || substr(sha256(concat(${text(rightKeyHex)}, ${row}, ${text(name)})), 1, 2))::integer % 2)`;
    const step = `(case when ${units} = 0 or ('0x' || substr(sha256(concat(${row}, ${text(name)})), 9, 2))::integer < ${firstByte / 2} then 1 else -1 end)`;
    const moved = marked.digits === 0 ? `(${units} + ${step})` : `round((${units} + ${step}) / 1e${marked.digits}, ${marked.digits})`;
    return `case when ${units} is not null and ${isLookedAt(row, name)} and abs(${units}) % 2 <> ${bit} then coalesce(try_cast(${moved} as ${type}), ${quoteName(name)}) else ${quoteName(name)} end as ${quoteName(name)}`;
  });
  return `select ${cells.join(', ')} from source`;
}
