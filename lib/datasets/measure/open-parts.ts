import type { DuckDBConnection } from '@duckdb/node-api';
import { shortName } from '../core/check-archive';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { listReadAsEmpty } from './null-markers';
import { openTable, quoteName, type TableJob } from './open-table';

type Part = TableJob & { readonly name?: string | null };

/**
 * Opens the files of one dataset as the one relation `source`: a single one as it is, several under each other. All must have the same
 * columns, in any order; where a column's type differs, the type that holds both.
 */
export async function openParts(db: DuckDBConnection, parts: readonly Part[]): Promise<Result<null>> {
  const [first, ...others] = parts;
  if (!first) return refuse('archive-no-table');
  if (others.length === 0) return openTable(db, first);
  const opened = await openEach(db, parts);
  if (!opened.ok) return opened;
  const asText = await unlikeMarked(db, opened.value);
  if (asText.length > 0) {
    // "NA" is nothing in one file and may be Namibia in the next: as one column it is text, and says what every file says.
    for (const [index, { kind }] of opened.value.entries()) await db.run(`drop ${kind} ${partName(index)}`);
    await db.run('delete from null_marks');
    const again = await openEach(db, parts.map((part) => ({ ...part, asText })));
    if (!again.ok) return again;
  }
  await db.run(`create view source as ${parts.map((_, index) => `select * from ${partName(index)}`).join(' union all by name ')}`);
  return ok(null);
}

type Opened = { readonly types: ReadonlyMap<string, string>; readonly kind: 'view' | 'table' };

async function openEach(db: DuckDBConnection, parts: readonly Part[]): Promise<Result<readonly Opened[]>> {
  const all: Opened[] = [];
  for (const [index, part] of parts.entries()) {
    const opened = await openTable(db, part);
    if (!opened.ok) return opened;
    const source = await describeSource(db);
    all.push(source);
    const [wanted, names] = [[...(all[0]?.types.keys() ?? [])], [...source.types.keys()]];
    const stray = names.find((name) => !wanted.includes(name)) ?? wanted.find((name) => !names.includes(name));
    if (stray !== undefined) return refuse('tables-differ', { params: { name: shortName(part.name ?? ''), column: stray.slice(0, 80) } });
    await db.run(`alter ${source.kind} source rename to ${partName(index)}`);
  }
  return ok(all);
}

/** Columns in which markers were read as empty in some file while another file has them of another type. Whole numbers and fractions are both numbers. */
async function unlikeMarked(db: DuckDBConnection, parts: readonly Opened[]): Promise<readonly string[]> {
  const marked = await listReadAsEmpty(db);
  const familyOf = (type: string | undefined) => (/^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DOUBLE|FLOAT|DECIMAL.*)$/.test(type ?? '') ? 'number' : type);
  return [...marked.keys()].filter((name) => new Set(parts.map(({ types }) => familyOf(types.get(name)))).size > 1);
}

function partName(index: number): string {
  return quoteName(`part ${index}`);
}

async function describeSource(db: DuckDBConnection): Promise<Opened> {
  const columns = (await db.runAndReadAll('select column_name, column_type from (describe source)')).getRows();
  const views = (await db.runAndReadAll(`select 1 from duckdb_views() where view_name = 'source' and not internal`)).getRows();
  return { types: new Map(columns.map(([name, type]) => [String(name), String(type)])), kind: views.length > 0 ? 'view' : 'table' };
}
