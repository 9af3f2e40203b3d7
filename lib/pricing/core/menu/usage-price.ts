export type UsageTerms = { /** For each thousand rows beyond the free ones. */ readonly perThousandMinor: number; readonly freeRows: number; /** Never more than this, however many rows. */ readonly capMinor: number };

/** What the first `rows` rows cost: nothing for the free ones, then by the row, rounded up once, and never more than the cap. */
export function usagePrice({ perThousandMinor, freeRows, capMinor }: UsageTerms, rows: number): number {
  if (!Number.isSafeInteger(rows) || rows < 0) throw new RangeError('No number of rows');
  const charged = BigInt(Math.max(0, rows - freeRows)) * BigInt(perThousandMinor);
  const exact = Number((charged + 999n) / 1000n);
  return Math.min(capMinor, exact);
}

/** Rows of a share of the table: at least one, never more than there are. */
export function rowsOfShare(share: number, rowCount: number): number {
  return Math.min(rowCount, Math.max(1, Math.floor((rowCount * share) / 10_000)));
}
