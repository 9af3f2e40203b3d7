import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../start/embedded-postgres.mjs';

/** Works with the named server, or with a throw-away one. */
export async function withDatabase<T>(work: (databaseUrl: string) => Promise<T>): Promise<T> {
  const named = process.env.TEST_DATABASE_URL ?? process.env.DATABASE_URL;
  if (named) return work(named);
  const folder = await mkdtemp(join(tmpdir(), 'databourse-diff-'));
  const database = await startEmbeddedPostgres({ stateDir: folder });
  try {
    return await work(database.url('postgres'));
  } finally {
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
