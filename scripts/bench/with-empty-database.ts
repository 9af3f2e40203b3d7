import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type PrismaClient } from '@/lib/db';
import { completeEnvFile } from '../start/env-file.mjs';
import { startEmbeddedPostgres } from '../start/embedded-postgres.mjs';
import { applyMigrations } from '../migrate';
import { createDatabase } from '../migrate/create-database';

/** A database of the run's own with every migration and no rows, in a folder that goes away with it; `connections` is how many the client may open. */
export async function withEmptyDatabase<Answer>(connections: number, measure: (db: PrismaClient) => Promise<Answer>): Promise<Answer> {
  const stateDir = await mkdtemp(join(tmpdir(), 'databourse-bench-'));
  await completeEnvFile(join(stateDir, '.env'), {});
  process.loadEnvFile(join(stateDir, '.env'));
  Object.assign(process.env, { STATE_DIR: stateDir });
  const database = await startEmbeddedPostgres({ stateDir });
  const url = database.url('databourse');
  process.env.DATABASE_URL = url;
  try {
    await createDatabase(url);
    await applyMigrations(url);
    const db = connect(url, connections);
    try {
      return await measure(db);
    } finally {
      await db.$disconnect();
    }
  } finally {
    await database.stop();
    await rm(stateDir, { recursive: true, force: true });
  }
}
