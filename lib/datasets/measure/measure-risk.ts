import type { DuckDBConnection } from '@duckdb/node-api';
import { ok, type Result } from '@/lib/shared/result';
import { checkRiskColumns } from '../core/check-risk-columns';
import { riskOf, type Risk, type SensitiveRisk } from '../core/risk';
import { quoteName } from './sql-text';

export type RiskColumns = { readonly quasi: readonly string[]; readonly sensitive: string | null };

/** Classes times values above which the ordered distance isn't computed: some seconds and a few hundred megabytes. */
const maxOrderedCells = 20_000_000;
const recursiveC = 3;

/** Risk of the relation `source` or another, counted by the engine: no row leaves it. An empty cell is a value of its own, equal to other empty cells. */
export async function measureRisk(db: DuckDBConnection, rowCount: number, { quasi, sensitive, relation = 'source' }: RiskColumns & { readonly relation?: string }): Promise<Result<Risk>> {
  const columns = (await db.runAndReadAll(`select column_name, column_type from (describe ${relation})`)).getRows().map(([name, type]) => ({ name: String(name), type: String(type) }));
  const checked = checkRiskColumns(columns.map((column) => column.name), { quasi, sensitive });
  if (!checked.ok) return checked;
  // Names of our own throughout: a column may be called n or value.
  const keys = quasi.map((_, index) => `k${index}`).join(', ');
  const named = quasi.map((name, index) => `${quoteName(name)} as k${index}`).join(', ');
  const value = sensitive === null ? '' : `, ${quoteName(sensitive)} as value`;
  await db.run(`create or replace temp table pairs as select dense_rank() over (order by ${keys}) as class, n${sensitive === null ? '' : ', value'} from (select ${named}${value}, count(*) as n from ${relation} group by all)`);
  await db.run('create or replace temp table classes as select class, sum(n)::bigint as size, count(*)::bigint as distinct_values from pairs group by class');
  const [counts = []] = (await db.runAndReadAll('select count(*)::double, min(size)::double, count(*) filter (size = 1)::double, coalesce(sum(size) filter (size < 5), 0)::double from classes')).getRows();
  const [classes = 0, smallest = 0, uniques = 0, rowsBelowFive = 0] = counts.map(Number);
  const type = columns.find((column) => column.name === sensitive)?.type ?? '';
  return ok(riskOf({ rows: rowCount, classes, smallest, uniques, rowsBelowFive }, { quasi, sensitive: sensitive === null ? null : await measureSensitive(db, { column: sensitive, type, rowCount, classes }) }));
}

async function measureSensitive(db: DuckDBConnection, { column, type, rowCount, classes }: { readonly column: string; readonly type: string; readonly rowCount: number; readonly classes: number }): Promise<SensitiveRisk> {
  await db.run(`create or replace temp table overall as select value, sum(n)::double / ${rowCount} as share, row_number() over (order by value nulls last) as place from pairs group by value`);
  const one = async (sql: string): Promise<number[]> => ((await db.runAndReadAll(sql)).getRows()[0] ?? []).map(Number);
  const [distinctL = 0, entropyL = 0] = await one(`
    select min(distinct_values)::double, min(exp(entropy)) from (
      select p.class, any_value(c.distinct_values) as distinct_values, -sum((p.n::double / c.size) * ln(p.n::double / c.size)) as entropy from pairs p join classes c using (class) group by p.class)`);
  const [t = 0] = await one(`
    select max((inside + 1 - covered) / 2) from (
      select p.class, sum(abs(p.n::double / c.size - o.share)) as inside, sum(o.share) as covered
      from pairs p join classes c using (class) join overall o on o.value is not distinct from p.value group by p.class)`);
  // r1 < c (r_l + … + r_m): of each class the largest l for which it holds, 0 when it doesn't for l = 1.
  const [recursiveL = 0] = await one(`
    select min(l)::double from (
      select class, coalesce(max(rank) filter (top < ${recursiveC} * tail), 0) as l from (
        select class, row_number() over (partition by class order by n desc) as rank, max(n) over (partition by class) as top,
          sum(n) over (partition by class order by n desc rows between current row and unbounded following) as tail from pairs) group by class)`);
  return { column, distinctL, entropyL, recursiveL, t: Math.max(0, t), tOrdered: await orderedDistance(db, { type, classes }) };
}

async function orderedDistance(db: DuckDBConnection, { type, classes }: { readonly type: string; readonly classes: number }): Promise<number | null> {
  if (!/^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL.*|DATE|TIMESTAMP.*)$/.test(type)) return null;
  const values = Number((await db.runAndReadAll('select count(*)::double from overall')).getRows()[0]?.[0] ?? 0);
  if (values < 2) return 0;
  if (values * classes > maxOrderedCells) return null;
  const [row = []] = (await db.runAndReadAll(`
    select max(distance) from (
      select class, sum(abs(gap)) / ${values - 1} as distance from (
        select c.class, o.place, sum(coalesce(p.n, 0)::double / c.size - o.share) over (partition by c.class order by o.place) as gap
        from classes c cross join overall o left join pairs p on p.class = c.class and p.value is not distinct from o.value) group by class)`)).getRows();
  return Number(row[0] ?? 0);
}
