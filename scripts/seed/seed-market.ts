import { record } from '@/lib/audit';
import { publishBundledNotices, recordDemoNotices } from '@/lib/consent';
import { sweepUnfinished } from '@/lib/datasets';
import { buildIndex, evaluateModels, trainModels } from '@/lib/behaviour';
import type { Context, PrismaClient } from '@/lib/db';
import { countAsDemo, flushMetrics } from '@/lib/monitoring';
import { refreshSuggestions } from '@/lib/pricing';
import { pseudonym } from '@/lib/shared/pseudonym';
import { giveUpInterrupted } from './give-up-interrupted';
import { seedAccounts } from './seed-accounts';
import { seedActivity } from './seed-activity';
import { seedListings, type SeedFrame } from './seed-listings';
import { seedRevisions } from './seed-revisions';
import { seedVersion } from './seed-version';
import { demoTables, type DemoTable } from './tables';

export type SeedOptions = SeedFrame & { readonly tables?: readonly DemoTable[]; readonly crowdSize?: number; readonly orderCount?: number };

/**
 * Fills an empty market with the demo. Killed at any point and run again, it goes on where it was; run after it is
 * complete, it does nothing. @returns false when there was nothing to do.
 */
export async function seedMarket({ db, now, say, tables = demoTables, crowdSize = 40, orderCount = 250 }: SeedOptions): Promise<boolean> {
  if (await isSeeded(db)) return false;
  countAsDemo();
  const system: Context = { db, now, requestId: 'seed', locale: 'en', hasGpcSignal: false, actor: { kind: 'system' } };
  const notices = await publishBundledNotices(system);
  if (!notices.ok) throw new Error(`The notices could not be published: ${notices.refusal.code}`);
  await giveUpInterrupted(db, now());
  // Before there is a market nobody else uploads: what lies there is of a seed that was killed, however young.
  await sweepUnfinished(system, { graceMilliseconds: 0 });
  const accounts = await seedAccounts(db, { crowdSize });
  await recordDemoNotices(db, { subjects: [accounts.buyer, ...Object.values(accounts.sellers), ...accounts.crowd].map((accountId) => pseudonym('consent', accountId)), at: now() });
  await seedListings({ db, now, say }, { accounts, tables });
  await seedRevisions({ db, now, say }, { accounts, tables });
  // What was listed first was priced in an empty market.
  say(`${(await refreshSuggestions(system)).written} prices explained again`);
  await seedActivity({ db, now, say }, { accounts, orderCount });
  await buildIndex(system);
  say(`${(await evaluateModels(system)).dayCount} days of predictions measured`);
  await flushMetrics(db);
  const trained = await trainModels(system);
  if (trained.ok) say(`${trained.value.runCount} schedules compared`);
  const counts = { listingCount: tables.length, orderCount: await db.order.count({ where: { isDemo: true } }) };
  await record(db, system, { action: 'demo.seeded', objectType: 'market', objectId: seedVersion, detail: counts });
  return true;
}

async function isSeeded(db: PrismaClient): Promise<boolean> {
  return (await db.auditEvent.findFirst({ where: { action: 'demo.seeded', objectId: seedVersion }, select: { seq: true } })) !== null;
}
