import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { env } from '@/lib/env';
import { storage } from '@/lib/storage';
import { writeBackup } from './backup/write-backup';
import { failWith } from './refusal-line';
import { useDatabase } from './use-database';

/** `npm run backup [-- --to FOLDER]`: the whole exchange in one folder, while it runs. Exit code 2 with one sentence when it could not be written. */
const fail = (error: unknown): never => failWith(error instanceof Error ? error.message : String(error));
const { values } = parseArgs({ options: { to: { type: 'string' } } });
const endDatabase = await useDatabase({ as: 'owner' }).catch(fail);
const now = new Date();
const stateDir = resolve(env().STATE_DIR);
const target = resolve(values.to ?? join(stateDir, 'backups', now.toISOString().replace(/[:.]/g, '-')));
await writeBackup({ databaseUrl: env().DATABASE_URL, store: storage(), stateDir, target, now, say: (line) => { console.log(`  ${line}`); } }).catch(fail);
await endDatabase();
console.log(`Backed up to ${target}.\nKeep .env apart from it and as safe: a backup without its keys can't be signed in to, and one beside its keys hides nothing.`);
process.exit(0);
