import type { ColumnFinding } from '@/lib/datasets/schema';

/** Personal data, one line a finding; examples are masked. */
export function printFindings(findings: readonly ColumnFinding[]): void {
  if (findings.length === 0) {
    console.log('\nPersonal data: none found');
    return;
  }
  console.log('\nPersonal data found:');
  for (const { column, entity, count, share, confidence, isFlagged, examples } of findings) {
    console.log(`  ${(column === '' ? '(file name)' : column).padEnd(24)}${entity.padEnd(22)}${String(count).padStart(9)} rows ${(share * 100).toFixed(1).padStart(5)}%  confidence ${confidence.toFixed(2)}${isFlagged ? '' : '  single cells'}  ${examples.slice(0, 2).join(', ')}`);
  }
}
