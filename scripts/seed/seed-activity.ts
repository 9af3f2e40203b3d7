import { generateDemoBehaviour } from '@/lib/behaviour';
import type { Context, PrismaClient } from '@/lib/db';
import { placeDemoOrders, topUpWallet } from '@/lib/orders';
import { seededRandom } from '@/lib/shared/seeded-random';
import { demoWishes, pastPrices, publicationDays } from './demo-past';
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
    // Generated orders are paid at today's price: they begin with it.
    const listings = (await listDemo(db)).flatMap(({ publishedAt, prices, ...listing }) => (publishedAt ? [{ ...listing, publishedAt: prices.findLast((price) => price.at < publishedLately(now()))?.at ?? publishedAt }] : []));
    const crowd = demoWishes(listings, { buyerIds: accounts.crowd, count: orderCount, now: now(), seed });
    const own = demoWishes(listings, { buyerIds: [accounts.buyer], count: Math.min(3, listings.length), now: now(), seed: seed + 1 });
    say(`${(await placeDemoOrders(system, { wishes: [...crowd, ...own] })).orderCount} demo orders`);
  }
  const buyer = { ...system, actor: { kind: 'account', accountId: accounts.buyer, sessionId: '00000000-0000-0000-0000-000000000000', roles: ['BUYER'] } } as const;
  const credit = await topUpWallet(buyer, { amountMinor: 25_000, idempotencyKey: buyerCreditKey });
  if (!credit.ok) throw new Error(`The demo buyer's wallet could not be topped up: ${credit.refusal.code}`);
  if (!(await db.behaviourEvent.findFirst({ where: { isDemo: true }, select: { id: true } }))) {
    const listings = (await listDemo(db)).map(({ id, category, salesCount, priceMinor, prices }) => ({
      id, category, salesCount, dearBefore: prices.flatMap((price, index) => {
        const until = prices[index + 1]?.at;
        return until && price.priceMinor !== null && price.priceMinor > (priceMinor ?? 0n) ? [{ secondsBefore: (now().getTime() - until.getTime()) / 1000, times: Number(price.priceMinor) / Number(priceMinor) }] : [];
      }),
    }));
    await generateDemoBehaviour(db, { listings, now: now(), seed });
    say('demo behaviour');
  }
}

function listDemo(db: PrismaClient) {
  return db.listing.findMany({ where: { isDemo: true, status: 'PUBLISHED' }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }], select: { id: true, category: true, publishedAt: true, salesCount: true, priceMinor: true, prices: { orderBy: [{ at: 'asc' }, { id: 'asc' }], select: { priceMinor: true, at: true } } } });
}

/** Prices written while seeding are of today; the generated ones before them lie at least two days back. */
function publishedLately(now: Date): Date {
  return new Date(now.getTime() - 86_400_000);
}

/**
 * A market that opened this minute has no past to show: demo listings and sellers get earlier dates, and listings earlier prices. The audit log is
 * not touched and tells when each of them was really made.
 */
async function backdate(db: PrismaClient, now: Date): Promise<void> {
  const listings = await db.listing.findMany({ where: { isDemo: true, status: 'PUBLISHED' }, orderBy: { title: 'asc' }, select: { id: true, priceMinor: true, currency: true, _count: { select: { prices: true } } } });
  const days = publicationDays(listings.length, { now, random: seededRandom(seed) });
  const random = seededRandom(seed + 2);
  const prices = listings.flatMap(({ id, priceMinor, currency, _count }, index) => {
    const past = pastPrices({ publishedAt: days[index] ?? now, priceMinor: Number(priceMinor ?? 0n) }, index, { now, random });
    return _count.prices === 1 ? past.map((price) => ({ ...price, listingId: id, currency })) : [];
  });
  await db.$transaction([
    db.priceChange.createMany({ data: prices }),
    ...listings.map(({ id }, index) => {
      const at = days[index] ?? now;
      return db.listing.update({ where: { id, isDemo: true }, data: { createdAt: at, publishedAt: at }, select: { id: true } });
    }),
    db.seller.updateMany({ where: { isDemo: true }, data: { createdAt: new Date(now.getTime() - 170 * 86_400_000) } }),
  ]);
}
