import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';

/** Of the server under test. */
export const stateDir = process.env.E2E_STATE_DIR ?? join(process.env.E2E_FOLDER ?? '', 'state');

/** Where the database of the server under test is: named, or the embedded one of its state. */
export const ownerUrl = () => process.env.DATABASE_URL ?? readFileSync(join(stateDir, 'database-url'), 'utf8');

/** The database of the server under test as its owner: what an operator could do to it by hand, and what a dump of it holds. */
export async function withOwner<T>(work: (db: pg.Client) => Promise<T>): Promise<T> {
  const db = new pg.Client({ connectionString: ownerUrl() });
  await db.connect();
  try {
    return await work(db);
  } finally {
    await db.end();
  }
}

/** Every row of every table as text, a table at a time. */
export async function* dumpTables(db: pg.Client): AsyncGenerator<{ readonly table: string; readonly text: string }> {
  const { rows: tables } = await db.query<{ name: string }>(`select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables where schemaname in ('public', 'pgboss') order by 1`);
  for (const { name } of tables) {
    const { rows } = await db.query<{ text: string }>(`select t::text as text from ${name} t`);
    yield { table: name, text: rows.map((row) => row.text).join('\n') };
  }
}
