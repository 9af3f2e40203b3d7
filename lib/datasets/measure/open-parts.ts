import type { DuckDBConnection } from '@duckdb/node-api';
import { shortName } from '../core/check-archive';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { openTable, quoteName, type TableJob } from './open-table';

/**
 * Opens the files of one dataset as the one relation `source`: a single one as it is, several under each other. All must have the same
 * columns, in any order; where a column's type differs, the type that holds both.
 */
export async function openParts(db: DuckDBConnection, parts: readonly (TableJob & { readonly name?: string | null })[]): Promise<Result<null>> {
  const [first, ...others] = parts;
  if (!first) return refuse('archive-no-table');
  if (others.length === 0) return openTable(db, first);
  let wanted: readonly string[] = [];
  for (const [index, part] of parts.entries()) {
    const opened = await openTable(db, part);
    if (!opened.ok) return opened;
    const { names, kind } = await describeSource(db);
    if (index === 0) wanted = names;
    const stray = names.find((name) => !wanted.includes(name)) ?? wanted.find((name) => !names.includes(name));
    if (stray !== undefined) return refuse('tables-differ', { params: { name: shortName(part.name ?? ''), column: stray.slice(0, 80) } });
    await db.run(`alter ${kind} source rename to ${partName(index)}`);
  }
  await db.run(`create view source as ${parts.map((_, index) => `select * from ${partName(index)}`).join(' union all by name ')}`);
  return ok(null);
}

function partName(index: number): string {
  return quoteName(`part ${index}`);
}

async function describeSource(db: DuckDBConnection): Promise<{ names: readonly string[]; kind: 'view' | 'table' }> {
  const columns = (await db.runAndReadAll('select column_name from (describe source)')).getRows();
  const views = (await db.runAndReadAll(`select 1 from duckdb_views() where view_name = 'source' and not internal`)).getRows();
  return { names: columns.map((row) => String(row[0])), kind: views.length > 0 ? 'view' : 'table' };
}
