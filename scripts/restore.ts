import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { verifyAuditChain } from '@/lib/audit';
import { client } from '@/lib/db';
import { env } from '@/lib/env';
import { storage } from '@/lib/storage';
import { restoreBackup } from './backup/restore-backup';
import { loadEnvFile } from './load-env-file';
import { createDatabase } from './migrate/create-database';
import { failWith } from './refusal-line';
import { startEmbeddedPostgres } from './start/embedded-postgres.mjs';
import { takeStartLock } from './start/start-lock.mjs';

/** `npm run restore -- FOLDER`: a backup into an empty exchange, then the audit log is verified. Exit code 1 when it doesn't hold, 2 with one sentence when nothing was restored. */
const fail = (error: unknown): never => failWith(error instanceof Error ? error.message : String(error));
const [source] = process.argv.slice(2);
if (source === undefined) failWith('Usage: npm run restore -- FOLDER');
loadEnvFile();
const stateDir = resolve(process.env.STATE_DIR ?? '.databourse');
const endDatabase = await openDatabase().catch(fail);
const manifest = await createDatabase(env().DATABASE_URL)
  .then(() => restoreBackup({ databaseUrl: env().DATABASE_URL, store: storage(), stateDir, source: resolve(source), say: (line) => { console.log(`  ${line}`); } }))
  .catch(async (error: unknown) => { await endDatabase(); return fail(error); });
const report = await verifyAuditChain(client());
await client().$disconnect();
await endDatabase();
console.log(report.isIntact ? `Restored the exchange of ${manifest.at}; its audit log is whole: ${report.rowCount} rows.` : `Restored, but the audit log is broken at row ${report.firstBadSeq}: ${report.fault}.`);
process.exit(report.isIntact ? 0 : 1);

/** The named database, or an embedded one of the state folder, made when there is none. */
async function openDatabase(): Promise<() => Promise<void>> {
  if (process.env.DATABASE_URL) return () => Promise.resolve();
  await mkdir(stateDir, { recursive: true, mode: 0o711 });
  const releaseLock = takeStartLock(join(stateDir, 'start.lock'));
  const database = await startEmbeddedPostgres({ stateDir });
  process.env.DATABASE_URL = database.url('databourse');
  return async () => { await database.stop(); releaseLock(); };
}
