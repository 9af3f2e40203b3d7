import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { licenceHashes } from '@/lib/catalog';
import { getUserFigures } from '@/lib/identity';
import { getOrderFigures, placeOrder, topUpWallet } from '@/lib/orders';
import { testContext } from '@/tests/support/context';
import { createListing } from '@/tests/support/market';

describe('the figures of the market', () => {
  it('are for administrators only', async () => {
    const { contextFor, createAccount } = await testContext();
    const seller = await createAccount({ roles: ['BUYER', 'SELLER'] });
    expect(await getOrderFigures(contextFor(seller.actor))).toMatchObject({ ok: false, refusal: { code: 'not-allowed' } });
    expect(await getUserFigures(contextFor())).toMatchObject({ ok: false, refusal: { code: 'sign-in-needed' } });
  });

  it('are zero before anybody has bought, and add up afterwards', async () => {
    const { db, contextFor, createAccount } = await testContext();
    const admin = await createAccount({ roles: ['ADMIN'] });
    const seller = await createAccount({ roles: ['BUYER', 'SELLER'] });
    const buyer = await createAccount({ roles: ['BUYER'] });
    expect(await getOrderFigures(contextFor(admin.actor))).toMatchObject({ ok: true, value: { orderCount: 0, revenueMinor: 0, feeMinor: 0, demoOrderCount: 0 } });

    const { listingId } = await createListing(db, { sellerId: seller.accountId, priceMinor: 1_000 });
    await topUpWallet(contextFor(buyer.actor), { amountMinor: 5_000, idempotencyKey: randomUUID() });
    const order = await placeOrder(contextFor(buyer.actor), { listingId, quotedMinor: 1_000, licenceSha256: licenceHashes('exchange-internal-1.0')[0] ?? '', idempotencyKey: randomUUID() });
    expect(order.ok).toBe(true);

    const figures = await getOrderFigures(contextFor(admin.actor));
    expect(figures).toMatchObject({ ok: true, value: { orderCount: 1, revenueMinor: 1_000, demoOrderCount: 0, demoRevenueMinor: 0 } });
    if (figures.ok) expect(figures.value.feeMinor).toBe(Math.round(1_000 * figures.value.feePercent / 100));
    expect(await getUserFigures(contextFor(admin.actor))).toEqual({ ok: true, value: { accountCount: 3, sellerCount: 1, demoCount: 0 } });
  });
});
