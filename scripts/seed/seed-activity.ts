import { generateDemoBehaviour } from '@/lib/behaviour';
import type { Context, PrismaClient } from '@/lib/db';
import { placeDemoOrders, topUpWallet } from '@/lib/orders';
import { seededRandom } from '@/lib/shared/seeded-random';
import { demoWishes, publicationDays } from './demo-past';
import type { DemoAccounts } from './seed-accounts';
import type { SeedFrame } from './seed-listings';

const seed = 20_261_123;
/** Fixed, so that the credit is paid in once however often the seed runs. */
const buyerCreditKey = '5eed0000-0000-4000-8000-000000000001';

/** The generated past of the demo market: dates, sales and behaviour. Each row is marked isDemo. */
export async function seedActivity(frame: SeedFrame, { accounts, orderCount }: { readonly accounts: DemoAccounts; readonly orderCount: number }): Promise<void> {
  const { db, now, say } = frame;
  const system: Context = { db, now, requestId: 'seed', locale: 'en', hasGpcSignal: false, actor: { kind: 'system' } };
  if (!(await db.order.findFirst({ where: { isDemo: true }, select: { id: true } }))) {
    await backdate(db, now());
    const listings = (await listDemo(db)).flatMap(({ publishedAt, ...listing }) => (publishedAt ? [{ ...listing, publishedAt }] : []));
    const crowd = demoWishes(listings, { buyerIds: accounts.crowd, count: orderCount, now: now(), seed });
    const own = demoWishes(listings, { buyerIds: [accounts.buyer], count: Math.min(3, listings.length), now: now(), seed: seed + 1 });
    say(`${(await placeDemoOrders(system, { wishes: [...crowd, ...own] })).orderCount} demo orders`);
  }
  const buyer = { ...system, actor: { kind: 'account', accountId: accounts.buyer, sessionId: '00000000-0000-0000-0000-000000000000', roles: ['BUYER'] } } as const;
  const credit = await topUpWallet(buyer, { amountMinor: 25_000, idempotencyKey: buyerCreditKey });
  if (!credit.ok) throw new Error(`The demo buyer's wallet could not be topped up: ${credit.refusal.code}`);
  if (!(await db.behaviourEvent.findFirst({ where: { isDemo: true }, select: { id: true } }))) {
    const listings = (await listDemo(db)).map(({ id, category, salesCount }) => ({ id, category, salesCount }));
    await generateDemoBehaviour(db, { listings, now: now(), seed });
    say('demo behaviour');
  }
}

function listDemo(db: PrismaClient) {
  return db.listing.findMany({ where: { isDemo: true, status: 'PUBLISHED' }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }], select: { id: true, category: true, publishedAt: true, salesCount: true } });
}

/**
 * A market that opened this minute has no past to show: demo listings and sellers get earlier dates. The audit log is
 * not touched and tells when each of them was really made.
 */
async function backdate(db: PrismaClient, now: Date): Promise<void> {
  const listings = await db.listing.findMany({ where: { isDemo: true, status: 'PUBLISHED' }, orderBy: { title: 'asc' }, select: { id: true } });
  const days = publicationDays(listings.length, { now, random: seededRandom(seed) });
  await db.$transaction([
    ...listings.map(({ id }, index) => {
      const at = days[index] ?? now;
      return db.listing.update({ where: { id, isDemo: true }, data: { createdAt: at, publishedAt: at }, select: { id: true } });
    }),
    db.seller.updateMany({ where: { isDemo: true }, data: { createdAt: new Date(now.getTime() - 170 * 86_400_000) } }),
  ]);
}
