import { connectToServer } from './connect-to-server';

/** The named database is made when the server has none of this name and lets us. @throws Error on a server older than PostgreSQL 15. */
export async function createDatabase(address: string): Promise<void> {
  const { connection, isDatabaseThere } = await connectToServer(address);
  try {
    const { rows } = await connection.query<{ version: number }>(`select current_setting('server_version_num')::int as version`);
    if ((rows[0]?.version ?? 0) < 150_000) throw new Error('PostgreSQL 15 or newer is needed.');
    const name = decodeURIComponent(new URL(address).pathname.slice(1));
    if (!isDatabaseThere) await connection.query(`create database "${name.replaceAll('"', '""')}" encoding 'UTF8' template template0`);
  } finally {
    await connection.end();
  }
}
