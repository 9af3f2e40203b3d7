import { refuse, ok, type Result } from '@/lib/shared/result';
import type { ColumnProfile, TableProfile } from '../../schema';

/** One cell in so many is looked at, and half of those change by one unit of their last digit. */
export const oneIn = 10;
/** Fewer values than these are labels or codes: a changed one would be another label. */
const fewestValues = 20;
const markable = /^(U?(TINY|SMALL|BIG)?INT(EGER)?|INTEGER|FLOAT|DOUBLE|DECIMAL.*)$/;

/** What makes marks findable again in a copy: which columns carry them, by which columns a row is known, and how many digits stand after the point. */
export type MarkPlan = { readonly columns: readonly { readonly name: string; readonly digits: number }[]; readonly identity: readonly string[] };

/** Columns that can carry marks: numbers that measure something. Never what names rows, never labels. */
export function markableColumns(columns: readonly ColumnProfile[], table: Pick<TableProfile, 'keys'> | null): string[] {
  const inKeys = new Set((table?.keys ?? []).flatMap((key) => key.columns));
  return columns.filter((column) => column.kind === 'number' && markable.test(column.type) && column.distinctCount >= fewestValues && !inKeys.has(column.name)).map((column) => column.name);
}

/** Whether these columns may carry marks; an empty choice ends the marking. */
export function decideMarking(wanted: readonly string[], columns: readonly ColumnProfile[], table: Pick<TableProfile, 'keys'> | null): Result<readonly string[]> {
  const allowed = new Set(markableColumns(columns, table));
  const stray = wanted.find((name) => !allowed.has(name));
  if (stray !== undefined) return refuse('marking-column-unfit', { field: 'columns', params: { name: stray.slice(0, 80) } });
  // Something has to be left by which a row is known again.
  if (wanted.length > 0 && identityOf(wanted, columns, table).length === 0) return refuse('marking-column-unfit', { field: 'columns', params: { name: wanted[0]?.slice(0, 80) ?? '' } });
  return ok([...new Set(wanted)]);
}

/** A key where there is one, else all that isn't marked: marks are found again whatever order the rows are in. */
export function identityOf(marked: readonly string[], columns: readonly Pick<ColumnProfile, 'name'>[], table: Pick<TableProfile, 'keys'> | null): string[] {
  const key = table?.keys.find(({ columns: names }) => names.every((name) => !marked.includes(name)));
  return key ? [...key.columns] : columns.map((column) => column.name).filter((name) => !marked.includes(name));
}
