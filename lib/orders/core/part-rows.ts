import { rowsHeld } from '@/lib/pricing/schema';

/** How many rows a right holds of a table; null for all of them, as the file was uploaded. */
export function partRowsOf({ share, rowLimit }: { readonly share: number; readonly rowLimit: bigint | null }, rowCount: number): number | null {
  if (share === 10_000 && rowLimit === null) return null;
  const rows = rowsHeld({ share, rowLimit: rowLimit === null ? null : Number(rowLimit) }, rowCount);
  return rows >= rowCount ? null : rows;
}
