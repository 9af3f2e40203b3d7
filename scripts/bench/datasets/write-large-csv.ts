import { DuckDBInstance } from '@duckdb/node-api';

/** Bytes of a row of the table below, as measured. */
const rowBytes = 125;

/** A table of ten columns of all kinds, each value made from its row's number: the same bytes on every machine, about as many as wished. */
export async function writeLargeCsv(path: string, bytes: number): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const db = await instance.connect();
  await db.run(`
    copy (
      select i as id, timestamp '2020-01-01' + interval (i * 7) second as "at", ['Berlin', 'Paris', '北京', 'Rome', 'Madrid', 'Oslo'][1 + (hash(i) % 6)::int] as city,
        round((hash(i * 3) % 1000000) / 100.0, 2) as amount, (hash(i * 5) % 500)::int as quantity, 'user' || (hash(i * 11) % 900000) || '@example.org' as email,
        case when hash(i * 13) % 20 = 0 then null else ['red', 'green', 'blue'][1 + (hash(i * 17) % 3)::int] end as colour, md5(i::varchar) as token, (hash(i * 19) % 2 = 0) as active,
        ((hash(i * 23) % 180000) / 1000.0 - 90) as lat
      from range(${Math.ceil(bytes / rowBytes)}) t(i)
    ) to '${path.replaceAll("'", "''")}' (format csv, header)`);
  db.closeSync();
  instance.closeSync();
}
