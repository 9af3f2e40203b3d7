import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import type { ColumnKind, ColumnProfile } from '@/lib/datasets/schema';
import { measureLikeness } from '@/lib/datasets/measure/likeness';
import { toFigures } from '@/lib/pricing/core/to-figures';
import type { RowFigures } from '@/lib/pricing/core/effective-rows';

export type Cell = string | number | null;
export type RowTable = { readonly columns: readonly { readonly name: string; readonly type: 'BIGINT' | 'DOUBLE' | 'VARCHAR'; readonly kind: ColumnKind }[]; readonly rows: readonly (readonly Cell[])[] };

export async function openDuck(): Promise<DuckDBConnection> {
  return (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
}

function literal(cell: Cell): string {
  if (cell === null) return 'null';
  if (typeof cell === 'string') return `'${cell.replaceAll("'", "''")}'`;
  return Number.isFinite(cell) ? `${cell}::double` : `'${cell}'::double`;
}

/** The figures of a value, by the very statements that measure an upload. */
export async function figuresOf(db: DuckDBConnection, { columns, rows }: RowTable): Promise<RowFigures> {
  await db.run(`create or replace table source (${columns.map(({ name, type }) => `"${name}" ${type}`).join(', ')})`);
  await db.run(`insert into source values ${rows.map((row) => `(${row.map(literal).join(', ')})`).join(', ')}`);
  const profiles = columns.map(({ name, type, kind }, index): ColumnProfile => {
    const present = rows.map((row) => row[index] ?? null).filter((cell) => cell !== null);
    return { name, type, kind, nullCount: rows.length - present.length, distinctCount: new Set(present).size, isDistinctExact: true, min: null, max: null, mean: null, stddev: null, quartiles: null, histogram: { kind: 'none' } };
  });
  const likeness = await measureLikeness(db, profiles, { rowCount: rows.length, distinctRowCount: rows.length });
  return { rowCount: rows.length, distinctRowCount: likeness.alikeRowCount, columns: likeness.columns.map(toFigures) };
}
