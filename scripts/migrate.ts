import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import pg from 'pg';
import { openSchemaEngine } from './migrate/schema-engine';
import { failWith } from './refusal-line';
import { useDatabase } from './use-database';

const prismaFolder = fileURLToPath(new URL('../prisma/', import.meta.url));
const noFilters = { externalTables: [], externalEnums: [] };

/** An arbitrary number: two starters of one database wait for each other on it. */
const migrationLock = 720_260_001;

/**
 * Applies the migrations a database doesn't have yet, in Prisma's own format and with Prisma's own `_prisma_migrations` table.
 * A migration that a killed process left half-way is rolled back by PostgreSQL (each runs in one transaction), so its
 * record is marked as rolled back and it is applied again. `only`: as far as a backup went, every one of which must be known.
 */
export async function applyMigrations(databaseUrl: string, only?: readonly string[]): Promise<readonly string[]> {
  const lock = new pg.Client({ connectionString: databaseUrl });
  await lock.connect();
  let closeEngine = () => Promise.resolve();
  try {
    await lock.query('select pg_advisory_lock($1)', [migrationLock]);
    const { engine, lastFault, close } = await openSchemaEngine(databaseUrl, await readFile(join(prismaFolder, 'schema.prisma'), 'utf8'));
    closeEngine = close;
    for (const name of await listUnfinished(lock)) await engine.markMigrationRolledBack({ migrationName: name });
    const applied = await engine.applyMigrations({ migrationsList: await readMigrations(only), filters: noFilters }).catch((error: unknown) => {
      throw new Error(`A migration failed and was rolled back whole: ${lastFault() ?? String(error)}`);
    });
    return applied.appliedMigrationNames;
  } finally {
    await closeEngine();
    await lock.end();
  }
}

async function listUnfinished(client: pg.Client): Promise<string[]> {
  const { rows: tables } = await client.query<{ name: string | null }>(`select to_regclass('_prisma_migrations') as name`);
  if (!tables[0]?.name) return [];
  const { rows } = await client.query<{ migration_name: string }>('select migration_name from _prisma_migrations where finished_at is null and rolled_back_at is null');
  return rows.map((row) => row.migration_name);
}

async function readMigrations(only?: readonly string[]) {
  const baseDir = join(prismaFolder, 'migrations');
  const folders = (await readdir(baseDir, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map((entry) => entry.name).filter((name) => only?.includes(name) ?? true).toSorted();
  const unknown = only?.find((name) => !folders.includes(name));
  if (unknown !== undefined) throw new Error(`The backup has the migration ${unknown}, which this version doesn't know: use the version that wrote it, or a newer one.`);
  const migrationDirectories = await Promise.all(folders.map(async (path) => ({
    path,
    migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value: await readFile(join(baseDir, path, 'migration.sql'), 'utf8') } },
  })));
  return {
    baseDir, migrationDirectories, shadowDbInitScript: '',
    lockfile: { path: 'migration_lock.toml', content: await readFile(join(baseDir, 'migration_lock.toml'), 'utf8') },
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const endDatabase = await useDatabase({ as: 'owner' }).catch((error: unknown) => failWith(error instanceof Error ? error.message : String(error)));
  const names = await applyMigrations(process.env.DATABASE_URL ?? '');
  console.log(names.length === 0 ? 'The database is up to date.' : `Applied ${names.join(', ')}.`);
  await endDatabase();
  process.exit(0);
}
