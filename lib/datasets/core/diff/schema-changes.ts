import type { SchemaChange } from '../../schema';

type Column = { readonly name: string; readonly type: string; readonly nullCount: number };
type Shape = { readonly format: string; readonly columns: readonly Column[] };

/**
 * What changed between two schemas, in the order of the columns, the gone ones last. A change is breaking when a program that reads the
 * first one can fail on the second: a column is gone, its type can no longer hold or mean the same, or the file is of another format.
 * A type that holds every old value exactly (integer to wider integer, float to double) is not.
 */
export function schemaChanges(before: Shape, after: Shape): SchemaChange[] {
  const old = new Map(before.columns.map((column) => [column.name, column]));
  const now = new Set(after.columns.map((column) => column.name));
  const changes: SchemaChange[] = before.format === after.format ? [] : [{ kind: 'format', name: '', from: before.format, to: after.format, isBreaking: true }];
  for (const column of after.columns) {
    const was = old.get(column.name);
    if (!was) changes.push({ kind: 'added', name: column.name, from: '', to: column.type, isBreaking: false });
    else if (was.type !== column.type) changes.push({ kind: 'type', name: column.name, from: was.type, to: column.type, isBreaking: !isWidening(was.type, column.type) });
    else if (was.nullCount === 0 && column.nullCount > 0) changes.push({ kind: 'now-empty', name: column.name, from: '', to: '', isBreaking: false });
  }
  for (const column of before.columns) if (!now.has(column.name)) changes.push({ kind: 'removed', name: column.name, from: column.type, to: '', isBreaking: true });
  if (!changes.some((change) => change.kind === 'added' || change.kind === 'removed') && before.columns.some((column, index) => column.name !== after.columns[index]?.name)) {
    changes.push({ kind: 'order', name: '', from: '', to: '', isBreaking: false });
  }
  return changes;
}

const integers = ['TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'HUGEINT'];
const unsigned = ['UTINYINT', 'USMALLINT', 'UINTEGER', 'UBIGINT', 'UHUGEINT'];

/** Whether the second type holds every value of the first exactly and prints it the same way. */
export function isWidening(from: string, to: string): boolean {
  const [a, b] = [integers.indexOf(from), integers.indexOf(to)];
  if (a !== -1 && b !== -1) return b > a;
  const [c, d] = [unsigned.indexOf(from), unsigned.indexOf(to)];
  if (c !== -1 && d !== -1) return d > c;
  // An unsigned integer fits into a signed one of twice its width.
  if (c !== -1 && b !== -1) return b > c;
  if (from === 'FLOAT' && to === 'DOUBLE') return true;
  // A double holds integers up to 2^53 exactly: of 8, 16 and 32 bits, not of 64.
  if (to === 'DOUBLE' && ((a !== -1 && a < 3) || (c !== -1 && c < 3))) return true;
  const [wasDecimal, isDecimal] = [decimalOf(from), decimalOf(to)];
  return wasDecimal !== null && isDecimal !== null && isDecimal.scale === wasDecimal.scale && isDecimal.width > wasDecimal.width;
}

function decimalOf(type: string): { width: number; scale: number } | null {
  const found = /^DECIMAL\((\d+),\s*(\d+)\)$/.exec(type);
  return found ? { width: Number(found[1]), scale: Number(found[2]) } : null;
}
