import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { loadEnvFile } from './load-env-file';
import { startEmbeddedPostgres } from './start/embedded-postgres.mjs';
import { chooseServerDatabase, serverEnvironment } from './start/server-role.mjs';
import { takeStartLock } from './start/start-lock.mjs';

/**
 * Sets DATABASE_URL for a command beside the server: the one that is named, else the embedded database, running or started for
 * as long as the command takes; as the server's role, or as the owner for what only an owner may do. Answers how to end what was started.
 * @throws Error in one sentence when there is no database yet, or when it is being started at this moment.
 */
export async function useDatabase({ as = 'server' }: { readonly as?: 'server' | 'owner' } = {}): Promise<() => Promise<void>> {
  loadEnvFile();
  const end = await openDatabase();
  if (as === 'owner') return end;
  try {
    const { url, warning } = await chooseServerDatabase(process.env);
    if (warning !== null) console.error(warning);
    Object.assign(process.env, serverEnvironment(process.env, url));
    return end;
  } catch (error) {
    await end();
    throw error;
  }
}

async function openDatabase(): Promise<() => Promise<void>> {
  if (process.env.DATABASE_URL || process.env.DATABASE_APP_URL) return () => Promise.resolve();
  const stateDir = resolve(process.env.STATE_DIR ?? '.databourse');
  const note = join(stateDir, 'database-url');
  if (!existsSync(note)) throw new Error('There is no database yet: run npm start once, or set DATABASE_URL.');
  const running = await readFile(note, 'utf8');
  if (await answers(running)) {
    process.env.DATABASE_URL = running;
    return () => Promise.resolve();
  }
  const releaseLock = takeStartLock(join(stateDir, 'start.lock'));
  const database = await startEmbeddedPostgres({ stateDir });
  process.env.DATABASE_URL = database.url('databourse');
  return async () => {
    await database.stop();
    releaseLock();
  };
}

async function answers(connectionString: string): Promise<boolean> {
  const probe = new pg.Client({ connectionString });
  return probe.connect().then(async () => { await probe.end(); return true; }, () => false);
}
