import type { ColumnProfile, TableProfile } from '@/lib/datasets/schema';

/** One line a column. */
export function printColumns(columns: readonly ColumnProfile[]): void {
  console.table(columns.map(({ name, type, kind, nullCount, distinctCount, isDistinctExact, min, max, mean, detail }) => ({
    name, type: type.slice(0, 32), kind, meaning: detail?.semantic?.type ?? '', missing: nullCount, distinct: `${isDistinctExact ? '' : '~'}${distinctCount}`,
    min: min?.slice(0, 20) ?? '', max: max?.slice(0, 20) ?? '', mean: mean === null ? '' : Number(mean.toPrecision(5)), length: detail?.lengths ? `${detail.lengths.min}-${detail.lengths.max}` : '', top: detail?.topValues[0]?.value.slice(0, 20) ?? '',
  })));
}

/** What holds between rows and columns. */
export function printTable({ keys, dependencies, exactDuplicates, nearDuplicates, frequency, isSampled, sampledRows }: TableProfile, rowCount: number): void {
  const estimate = isSampled ? ` (in a sample of ${sampledRows} rows)` : '';
  console.log(`Copies: ${exactDuplicates} exact, ${nearDuplicates} nearly the same, of ${rowCount} rows`);
  console.log(`Keys: ${keys.length === 0 ? 'none of up to three columns' : keys.map((key) => `${key.columns.join(' + ')}${key.isExact ? '' : ' (estimated)'}`).join('; ')}`);
  if (dependencies.length > 0) console.log(`Dependencies${estimate}: ${dependencies.slice(0, 12).map(({ from, to, violations, isMutual }) => `${from} ${isMutual ? '<->' : '->'} ${to}${violations > 0 ? ` but for ${violations} rows` : ''}`).join('; ')}${dependencies.length > 12 ? '; …' : ''}`);
  if (frequency) console.log(`Rhythm: ${frequency.observed} by ${frequency.column}, newest ${frequency.newest}`);
}
