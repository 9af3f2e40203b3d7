import { describe, expect, it } from 'vitest';
import { listOrderWeeks } from '@/lib/orders';
import { countContests } from '@/lib/registry';
import { countRights } from '@/lib/rights';
import { testContext } from '@/tests/support/context';
import { createListing } from '@/tests/support/market';

const { db, contextFor, createAccount } = await testContext();
const admin = async (now = () => new Date()) => contextFor((await createAccount({ roles: ['ADMIN'] })).actor, { now });

describe('revenue by week', () => {
  it('has twelve weeks from their Monday, what was refunded or in another currency left out', async () => {
    const { accountId: sellerId } = await createAccount({ roles: ['SELLER'] });
    const { listingId } = await createListing(db, { sellerId, priceMinor: 500 });
    const { revisionId, currency } = await db.listing.findUniqueOrThrow({ where: { id: listingId }, select: { revisionId: true, currency: true } });
    const order = async (at: string, priceMinor: number, more: { status?: 'PAID' | 'REFUNDED'; currency?: string } = {}) => db.order.create({
      data: { buyerId: (await createAccount()).accountId, listingId, revisionId, priceMinor, feeMinor: 0, currency, licenceCode: 'CC0-1.0', licenceSha256: 'a'.repeat(64), idempotencyKey: `${at} ${priceMinor}`, status: 'PAID', placedAt: new Date(at), ...more },
    });
    // 2026-11-23 is a Monday.
    await order('2026-11-23T00:00:00Z', 100);
    await order('2026-11-25T12:00:00Z', 200);
    await order('2026-11-22T23:59:59Z', 1_000);
    await order('2026-11-24T00:00:00Z', 5_000, { status: 'REFUNDED' });
    await order('2026-11-24T00:00:01Z', 7_000, { currency: currency === 'USD' ? 'EUR' : 'USD' });
    await order('2026-09-07T00:00:00Z', 40);
    await order('2026-09-06T23:59:59Z', 9_000);
    const weeks = await listOrderWeeks(await admin(() => new Date('2026-11-27T02:00:00Z')));
    if (!weeks.ok) throw new Error(weeks.refusal.code);
    expect(weeks.value.map(({ weekStart }) => weekStart)).toEqual(['2026-09-07', '2026-09-14', '2026-09-21', '2026-09-28', '2026-10-05', '2026-10-12', '2026-10-19', '2026-10-26', '2026-11-02', '2026-11-09', '2026-11-16', '2026-11-23']);
    expect(weeks.value.map(({ revenueMinor, orderCount }) => [revenueMinor, orderCount])).toEqual([[40, 1], ...Array.from({ length: 9 }, () => [0, 0]), [1_000, 1], [300, 2]]);
  });

  it('and what waits are for administrators', async () => {
    const buyer = contextFor((await createAccount()).actor);
    for (const ask of [listOrderWeeks, countContests, countRights]) expect(await ask(buyer)).toEqual({ ok: false, refusal: { code: 'not-allowed' } });
  });

  it('what waits too long is told apart', async () => {
    const { accountId } = await createAccount();
    const day = 86_400_000;
    for (const [state, days] of [['OPEN', 3], ['OPEN', -3], ['UPHELD', -3]] as const) await db.contest.create({ data: { accountId, kind: 'PRICE', objectId: 'x', statement: 'Too low, I think.', state, openedAt: new Date(Date.now() - 10 * day), dueAt: new Date(Date.now() + days * day), ...(state === 'OPEN' ? {} : { answer: 'It stands as it is.', answeredBy: 'p1_somebody', answeredAt: new Date() }) } });
    expect(await countContests(await admin())).toEqual({ ok: true, value: { openCount: 2, overdueCount: 1 } });
    expect(await countRights(await admin())).toEqual({ ok: true, value: { openCount: 0, overdueCount: 0 } });
  });
});
