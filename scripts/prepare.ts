import { deployModels, expireEvents, retentionDays } from '@/lib/behaviour';
import { publishBundledNotices } from '@/lib/consent';
import { sweepUnfinished } from '@/lib/datasets';
import { client, type Context } from '@/lib/db';
import { prepareQueue } from '@/lib/jobs';
import { ensureDefaultRules } from '@/lib/monitoring';
import { loadEnvFile } from './load-env-file';
import { applyMigrations } from './migrate';
import { createDatabase } from './migrate/create-database';
import { makeServerRole } from './migrate/make-server-role';

/** Brings a database up to date before anything is served, as its owner: migrations, the queue, the server's role, notices, what a killed run left, what is past its retention. */
loadEnvFile();
const url = process.env.DATABASE_URL ?? '';
await createDatabase(url);
const names = await applyMigrations(url);
if (names.length > 0) console.log(`applied ${names.join(', ')}`);
await prepareQueue({ databaseUrl: url });
const warning = await makeServerRole({ ownerUrl: url, appUrl: process.env.DATABASE_APP_URL, appPassword: process.env.DATABASE_APP_PASSWORD });
if (warning !== null) console.log(warning);
const ctx: Context = { db: client(), actor: { kind: 'system' }, now: () => new Date(), requestId: 'prepare', locale: 'en', hasGpcSignal: false };
await publishBundledNotices(ctx);
await ensureDefaultRules(ctx);
await deployModels(ctx);
const swept = await sweepUnfinished(ctx);
if (swept.ok && swept.value.revisionCount + swept.value.orphanCount > 0) console.log(`removed ${swept.value.revisionCount} unfinished uploads and ${swept.value.orphanCount} orphan files`);
await expireEvents(ctx, { days: retentionDays });
await client().$disconnect();
process.exit(0);
