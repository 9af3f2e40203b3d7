import type { DuckDBConnection } from '@duckdb/node-api';
import { findDependencies, findKeys } from '../core/find-dependencies';
import type { TableProfile } from '../schema';
import type { Facts } from './column-summary';
import type { Sampled } from './sampled';
import { rowHash } from './sql-text';

/** Keys are checked against all rows up to here; beyond, what holds in the sample is called an estimate. */
const checkedRows = 1_000_000;
type RowFacts = { readonly rowCount: number; readonly distinctRowCount: number; readonly incompleteRows: number; readonly nearDuplicates: number; readonly frequency: TableProfile['frequency'] };

export async function profileRows(db: DuckDBConnection, facts: readonly Facts[], sampled: Sampled, { rowCount, distinctRowCount, incompleteRows, nearDuplicates, frequency }: RowFacts): Promise<TableProfile> {
  const plain = sampled.columns.filter((_, index) => facts[index]?.kind !== 'nested');
  return {
    sampledRows: sampled.rowCount, isSampled: !sampled.isWhole, incompleteRows, exactDuplicates: rowCount - distinctRowCount,
    nearDuplicates,
    // Where a row is there twice, nothing names each row.
    keys: distinctRowCount < rowCount ? [] : await checkKeys(db, findKeys(plain, { maxKeys: 5 }), { rowCount, facts, isWhole: sampled.isWhole }),
    dependencies: sampled.rowCount < 20 ? [] : findDependencies(plain).slice(0, 60).map((found) => ({ ...found, isExact: sampled.isWhole })),
    frequency,
  };
}

async function checkKeys(db: DuckDBConnection, keys: readonly string[][], { rowCount, facts, isWhole }: { readonly rowCount: number; readonly facts: readonly Facts[]; readonly isWhole: boolean }): Promise<TableProfile['keys']> {
  if (isWhole || rowCount > checkedRows || keys.length === 0) return keys.map((columns) => ({ columns, isExact: isWhole }));
  const byName = new Map(facts.map((fact) => [fact.name, fact]));
  const counts = keys.map((names) => `count(distinct ${rowHash(names.flatMap((name) => byName.get(name) ?? []))})::double`);
  const [counted = []] = (await db.runAndReadAll(`select ${counts.join(', ')} from source`)).getRows();
  return keys.filter((_, index) => Number(counted[index]) === rowCount).map((columns) => ({ columns, isExact: true }));
}
