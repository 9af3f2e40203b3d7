import type { ColumnKind } from '../../schema';

type Column = { readonly name: string; readonly kind: ColumnKind; readonly distinctCount: number; readonly isDistinctExact: boolean; readonly nullCount: number };
type Table = { readonly rowCount: number; readonly columns: readonly Column[] };

/** The column that tells rows apart in both revisions: an identifier before anything else that is never empty and never repeats; none when there is none. */
export function proposeKey(before: Table, after: Table): string[] {
  const later = new Map(after.columns.map((column) => [column.name, column]));
  const fits = before.columns.filter((column) => {
    const same = later.get(column.name);
    return same !== undefined && isKey(column, before.rowCount) && isKey(same, after.rowCount);
  });
  const [best] = fits.toSorted((a, b) => rank(a) - rank(b));
  return best ? [best.name] : [];
}

function isKey(column: Column, rowCount: number): boolean {
  return column.nullCount === 0 && column.isDistinctExact && column.distinctCount === rowCount && column.kind !== 'nested';
}

function rank({ kind }: Column): number {
  if (kind === 'id') return 0;
  if (kind === 'date') return 1;
  return kind === 'text' || kind === 'category' ? 2 : 3;
}
