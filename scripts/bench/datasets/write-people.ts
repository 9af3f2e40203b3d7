import { DuckDBInstance } from '@duckdb/node-api';

/** People by age, sex and postcode with a sensitive value, each made from its row's number. */
export async function writePeople(path: string, rows: number): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const db = await instance.connect();
  await db.run(`
    copy (
      select (18 + hash(i) % 70)::int as age, ['f', 'm'][1 + (hash(i * 3) % 2)::int] as sex, (10000 + hash(i * 5) % 9000)::int as zip, ['a', 'b', 'c', 'd'][1 + (hash(i * 7) % 4)::int] as condition
      from range(${rows}) t(i)
    ) to '${path.replaceAll("'", "''")}' (format parquet)`);
  db.closeSync();
  instance.closeSync();
}
