/** Below this many rows a sample says nothing. */
const smallest = 20;
const largest = 1_000;

/** Rows of the published sample: a tenth of the table, between 20 and 1,000, and never more than there are. */
export function publishedSampleSize(rowCount: number): number {
  return Math.min(rowCount, Math.max(smallest, Math.min(largest, Math.floor(rowCount / 10))));
}
