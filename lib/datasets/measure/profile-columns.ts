import type { DuckDBConnection } from '@duckdb/node-api';
import type { ColumnProfile, Histogram } from '../schema';
import { factsPerColumn, quantilesOf, summaryOf, toFacts, toQuantiles, type Column, type Facts } from './column-summary';
import type { SamplePlan } from './sampled';
import { quoteName, unusedName } from './sql-text';

/** Columns profiled by one statement: each scan of the table serves this many. */
const batch = 40;
/** Above these, distinct values are estimated and quartiles approximated. */
const exactRows = 1_000_000;
const exactCells = 20_000_000;

export async function listColumns(db: DuckDBConnection): Promise<Column[]> {
  const rows = (await db.runAndReadAll(`select column_name, column_type from (describe source)`)).getRows();
  return rows.map((row) => ({ name: String(row[0]), type: String(row[1]) }));
}

export type ScannedTable = { readonly facts: readonly Facts[]; readonly isExact: boolean; readonly incompleteRows: number };

/** Everything that one scan can say: incomplete rows with the first columns, further columns of a wide table with scans of their own. */
export async function scanTable(db: DuckDBConnection, columns: readonly Column[], { rowCount, plan }: { readonly rowCount: number; readonly plan: SamplePlan }): Promise<ScannedTable> {
  const isExact = rowCount <= exactRows && rowCount * columns.length <= exactCells;
  const facts: Facts[] = [];
  let incompleteRows = 0;
  for (let from = 0; from < columns.length; from += batch) {
    const some = columns.slice(from, from + batch);
    const rows = from === 0 ? `, count(*) filter (${columns.map(({ name }) => `${quoteName(name)} is null`).join(' or ')})::double` : '';
    const scan = `select ${some.map((column) => summaryOf(column, isExact)).join(', ')}${rows}`;
    const [values = []] = (await db.runAndReadAll(from === 0 && plan.isGathered ? await gather(db, scan, { plan, columns }) : `${scan} from source`)).getRowsJson();
    some.forEach((column, index) => { facts.push(toFacts(column, values.slice(index * factsPerColumn, (index + 1) * factsPerColumn))); });
    if (from === 0) incompleteRows = Number(values.at(-1));
  }
  return { facts, isExact, incompleteRows };
}

/** One scan brings both the figures and the sampled rows; answers the statement that reads the figures. */
async function gather(db: DuckDBConnection, scan: string, { plan, columns }: { readonly plan: SamplePlan; readonly columns: readonly Column[] }): Promise<string> {
  const row = quoteName(unusedName(columns.map(({ name }) => name), 'row_of_source'));
  await db.run(`create temp table scanned as ${scan}, list(${row}) filter (where ${plan.condition}) as "sampled rows" from source as ${row}`);
  await db.run(`create temp table sampled as select r.* from (select unnest("sampled rows") as r from scanned)`);
  return 'select * exclude ("sampled rows") from scanned';
}

/** Where quantiles aren't taken from all rows they are the sample's: exact ones of 20,000 rows are within one percent of rank, and the same every time. */
export async function withQuantiles(db: DuckDBConnection, { facts, isExact }: ScannedTable): Promise<readonly Facts[]> {
  if (isExact) return facts;
  const found: Facts[] = [];
  for (let from = 0; from < facts.length; from += batch) {
    const some = facts.slice(from, from + batch);
    const [values = []] = (await db.runAndReadAll(`select ${some.map(quantilesOf).join(', ')} from sampled`)).getRowsJson();
    found.push(...some.map((fact, index) => ({ ...fact, ...toQuantiles(fact, values[index]) })));
  }
  return found;
}

export function toColumnProfile(fact: Facts, histogram: Histogram, { rowCount, isExact }: { readonly rowCount: number; readonly isExact: boolean }): ColumnProfile {
  return {
    name: fact.name, type: fact.type, kind: fact.kind, nullCount: rowCount - fact.presentCount, distinctCount: fact.distinctCount, isDistinctExact: isExact,
    min: fact.min, max: fact.max, mean: fact.mean, stddev: fact.stddev, quartiles: fact.quartiles, histogram,
  };
}
