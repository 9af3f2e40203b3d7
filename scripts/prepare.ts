import pg from 'pg';
import { expireEvents, retentionDays } from '@/lib/behaviour';
import { publishBundledNotices } from '@/lib/consent';
import { sweepUnfinished } from '@/lib/datasets';
import { client, type Context } from '@/lib/db';
import { loadEnvFile } from './load-env-file';
import { applyMigrations } from './migrate';

/** Brings a database up to date before anything is served: migrations, notices, what a killed run left, what is past its retention. */
loadEnvFile();
const url = process.env.DATABASE_URL ?? '';
await createDatabase(url);
const names = await applyMigrations(url);
if (names.length > 0) console.log(`applied ${names.join(', ')}`);
const ctx: Context = { db: client(), actor: { kind: 'system' }, now: () => new Date(), requestId: 'prepare', locale: 'en', hasGpcSignal: false };
await publishBundledNotices(ctx);
const swept = await sweepUnfinished(ctx);
if (swept.ok && swept.value.revisionCount + swept.value.orphanCount > 0) console.log(`removed ${swept.value.revisionCount} unfinished uploads and ${swept.value.orphanCount} orphan files`);
await expireEvents(ctx, { days: retentionDays });
await client().$disconnect();
process.exit(0);

/** The named database is made when the server has none of this name and lets us. */
async function createDatabase(address: string): Promise<void> {
  const wanted = new URL(address);
  const name = decodeURIComponent(wanted.pathname.slice(1));
  const probe = new pg.Client({ connectionString: address });
  try {
    await probe.connect();
    const { rows } = await probe.query<{ version: number }>(`select current_setting('server_version_num')::int as version`);
    if ((rows[0]?.version ?? 0) < 150_000) throw new Error('PostgreSQL 15 or newer is needed.');
  } catch (error) {
    // 3D000: there is no database of this name.
    if (!(error instanceof pg.DatabaseError) || error.code !== '3D000') throw error;
    wanted.pathname = '/postgres';
    const admin = new pg.Client({ connectionString: wanted.toString() });
    await admin.connect();
    await admin.query(`create database "${name.replaceAll('"', '""')}" encoding 'UTF8' template template0`);
    await admin.end();
  } finally {
    await probe.end().catch(() => undefined);
  }
}
