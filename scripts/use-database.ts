import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { loadEnvFile } from './load-env-file';
import { startEmbeddedPostgres } from './start/embedded-postgres.mjs';
import { takeStartLock } from './start/start-lock.mjs';

/**
 * Sets DATABASE_URL for a command beside the server: the one that is named, else the embedded database, running or started for
 * as long as the command takes. Answers how to end what was started.
 * @throws Error in one sentence when there is no database yet, or when it is being started at this moment.
 */
export async function useDatabase(): Promise<() => Promise<void>> {
  loadEnvFile();
  if (process.env.DATABASE_URL) return () => Promise.resolve();
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
