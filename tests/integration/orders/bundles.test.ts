import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { declareTerms, licenceHashes } from '@/lib/catalog';
import type { Context } from '@/lib/db';
import { buyBundle, findBundleOffer, placeOrder, topUpWallet } from '@/lib/orders';
import { getBundle, listBundlesOfListing, listOwnBundles, retireBundle, saveBundle, saveMenu } from '@/lib/pricing';
import { testContext } from '@/tests/support/context';
import { createListing } from '@/tests/support/market';
import { waitUntilBlocked } from '@/tests/support/wait-until-blocked';

const { db, contextFor, createAccount } = await testContext();
const code = (result: { ok: boolean; refusal?: { code: string } }) => result.refusal?.code ?? 'ok';

async function market(prices: readonly number[] = [4_000, 6_000, 1_000]) {
  const seller = await createAccount({ roles: ['SELLER'] });
  const listings = [];
  for (const [index, priceMinor] of prices.entries()) listings.push(await createListing(db, { sellerId: seller.accountId, title: `Part ${index}`, rowCount: 1_000 * (index + 1), priceMinor }));
  const ctx = contextFor(seller.actor);
  const ids = listings.map((listing) => listing.listingId);
  const saved = await saveBundle(ctx, { title: 'All of it', listingIds: ids });
  if (!saved.ok) throw new Error(saved.refusal.code);
  const licences = await Promise.all(ids.map(async (listingId) => ({ listingId, licenceSha256: licenceHashes((await db.listing.findUniqueOrThrow({ where: { id: listingId }, select: { licenceCode: true } })).licenceCode)[0] ?? '' })));
  return { ctx, sellerId: seller.accountId, ids, bundleId: saved.value.bundleId, licences };
}

async function buyer(amountMinor = 50_000): Promise<{ ctx: Context; buyerId: string }> {
  const account = await createAccount();
  const ctx = contextFor(account.actor);
  expect(code(await topUpWallet(ctx, { amountMinor, idempotencyKey: randomUUID() }))).toBe('ok');
  return { ctx, buyerId: account.accountId };
}

const balanceOf = async (kind: 'WALLET' | 'SELLER_BALANCE', ownerId: string) => Number((await db.ledgerAccount.findFirst({ where: { kind, ownerId }, select: { balanceMinor: true } }))?.balanceMinor ?? 0n);

describe('a bundle by the cheapest cover', () => {
  it('is bought at once: a right and an order for each part, the money divided to the cent, and nothing charged twice', async () => {
    const { bundleId, licences, ids, sellerId } = await market();
    const view = await getBundle(db, { bundleId });
    if (!view) throw new Error('No bundle');
    expect(view.priceMinor).toBeLessThan(view.sumMinor);
    expect(view.priceMinor).toBeGreaterThanOrEqual(6_000);
    expect(view.parts.reduce((sum, part) => sum + part.shareMinor, 0)).toBe(view.priceMinor);
    const { ctx, buyerId } = await buyer();
    const key = randomUUID();
    const input = { bundleId, quotedMinor: view.priceMinor, licences, idempotencyKey: key };
    const [first, second] = await Promise.all([buyBundle(ctx, input), buyBundle(ctx, input)]);
    expect([code(first), code(second)]).toEqual(['ok', 'ok']);
    expect(await buyBundle(ctx, input)).toMatchObject({ ok: true });
    const orders = await db.order.findMany({ where: { buyerId }, select: { listingId: true, priceMinor: true, feeMinor: true, listMinor: true, bundleId: true, entitlement: { select: { share: true, endsAt: true } } } });
    expect(orders.map((order) => order.listingId).toSorted()).toEqual(ids.toSorted());
    expect(orders.reduce((sum, order) => sum + Number(order.priceMinor), 0)).toBe(view.priceMinor);
    expect(orders.every((order) => order.bundleId === bundleId && order.entitlement?.share === 10_000 && order.entitlement.endsAt === null)).toBe(true);
    expect(await balanceOf('WALLET', buyerId)).toBe(50_000 - view.priceMinor);
    expect(await balanceOf('SELLER_BALANCE', sellerId)).toBe(view.priceMinor - orders.reduce((sum, order) => sum + Number(order.feeMinor), 0));
    expect(await db.auditEvent.count({ where: { action: 'order.placed' } })).toBe(3);
    expect(code(await buyBundle(ctx, { ...input, idempotencyKey: randomUUID() }))).toBe('already-owned');
    expect(await findBundleOffer(ctx, { bundleId })).toMatchObject({ wantedIds: [], payMinor: 0 });
  });

  it('is refused whole where the terms of one part do not cover the buyer', async () => {
    const { bundleId, licences, ids } = await market();
    await db.listing.update({ where: { id: ids[1] ?? '' }, data: { regions: ['DE'] } });
    const { ctx } = await buyer();
    const input = { bundleId, quotedMinor: (await getBundle(db, { bundleId }))?.priceMinor ?? 0, licences, idempotencyKey: randomUUID() };
    expect(code(await buyBundle(ctx, input))).toBe('country-needed');
    await declareTerms(ctx, { country: 'US', uses: [] });
    expect(code(await buyBundle(ctx, input))).toBe('region-not-allowed');
    expect(await db.order.count()).toBe(0);
    await declareTerms(ctx, { country: 'DE', uses: [] });
    expect(code(await buyBundle(ctx, input))).toBe('ok');
  });

  it('waits for nobody’s money while it holds the head of the log, also where its first part costs nothing more', async () => {
    const { ctx: sellerCtx, bundleId, licences, ids } = await market([4_000, 6_000]);
    const { ctx } = await buyer();
    const [first = ''] = ids.toSorted();
    expect(code(await saveMenu(sellerCtx, { listingId: first, plans: [{ kind: 'ONE_OFF', share: 3_000, priceMinor: 1_500 }] }))).toBe('ok');
    const plan = await db.plan.findFirstOrThrow({ where: { listingId: first }, select: { id: true } });
    const licence = licences.find((each) => each.listingId === first);
    if (!licence) throw new Error('No licence');
    expect(code(await placeOrder(ctx, { ...licence, quotedMinor: 1_500, idempotencyKey: randomUUID(), choice: { kind: 'plan', planId: plan.id, rows: null } }))).toBe('ok');
    // Cheaper today than what she paid for a part of it: the rest of it is hers for nothing.
    await db.listing.update({ where: { id: first }, data: { priceMinor: 1_000n } });
    const quotedMinor = (await findBundleOffer(ctx, { bundleId }))?.payMinor ?? 0;
    let bought: ReturnType<typeof buyBundle> | undefined;
    await db.$transaction(async (tx) => {
      await tx.$queryRaw`select 1 from "LedgerAccount" where kind = 'EXCHANGE_FEES' for update`;
      bought = buyBundle(ctx, { bundleId, quotedMinor, licences, idempotencyKey: randomUUID() });
      await waitUntilBlocked(db);
      await tx.$queryRaw`select 1 from "AuditHead" where id = 1 for update nowait`;
    }, { timeout: 30_000 });
    expect(await bought).toMatchObject({ ok: true });
    expect(await db.order.findFirst({ where: { listingId: first }, orderBy: { placedAt: 'desc' }, select: { priceMinor: true } })).toEqual({ priceMinor: 0n });
  });

  it('charges nothing for what is held already, and never more than the rest alone', async () => {
    const { bundleId, licences, ids } = await market();
    const { ctx, buyerId } = await buyer();
    const [first] = licences;
    if (!first) throw new Error('No part');
    expect(code(await placeOrder(ctx, { ...first, quotedMinor: 4_000, idempotencyKey: randomUUID() }))).toBe('ok');
    const offer = await findBundleOffer(ctx, { bundleId });
    expect(offer?.wantedIds.toSorted()).toEqual(ids.slice(1).toSorted());
    expect(offer?.payMinor).toBeLessThanOrEqual(7_000);
    expect(code(await buyBundle(ctx, { bundleId, quotedMinor: offer?.payMinor ?? 0, licences, idempotencyKey: randomUUID() }))).toBe('ok');
    expect(await db.order.count({ where: { buyerId } })).toBe(3);
  });

  it('is all or nothing: a changed price, an empty wallet, a licence not accepted and a part withdrawn buy nothing', async () => {
    const { bundleId, licences, ctx: seller, ids } = await market();
    const { priceMinor = 0 } = (await getBundle(db, { bundleId })) ?? {};
    const { ctx, buyerId } = await buyer(100);
    const input = { bundleId, quotedMinor: priceMinor, licences, idempotencyKey: randomUUID() };
    expect(code(await buyBundle(ctx, input))).toBe('balance-too-low');
    const rich = await buyer();
    expect(code(await buyBundle(rich.ctx, { ...input, quotedMinor: priceMinor - 1 }))).toBe('price-changed');
    expect(code(await buyBundle(rich.ctx, { ...input, licences: licences.map((part) => ({ ...part, licenceSha256: '0'.repeat(64) })) }))).toBe('licence-not-accepted');
    await db.listing.update({ where: { id: ids[0] ?? '' }, data: { status: 'WITHDRAWN' } });
    expect(code(await buyBundle(rich.ctx, input))).toBe('not-found');
    expect(await db.order.count({ where: { buyerId: { in: [buyerId, rich.buyerId] } } })).toBe(0);
    expect(await listOwnBundles(seller)).toMatchObject({ value: { bundles: [], unsold: [{ id: bundleId }] } });
  });

  it('is made and taken back by its seller alone, of her own datasets, once', async () => {
    const { ctx, bundleId, ids, licences } = await market();
    expect(await saveBundle(ctx, { title: 'The same', listingIds: ids.toReversed() })).toEqual({ ok: true, value: { bundleId } });
    const other = contextFor((await createAccount({ roles: ['SELLER'] })).actor);
    expect(code(await saveBundle(other, { title: 'Not mine', listingIds: ids }))).toBe('not-found');
    expect(code(await retireBundle(other, { bundleId }))).toBe('not-found');
    expect((await listBundlesOfListing(db, { listingId: ids[0] ?? '' })).map((bundle) => bundle.id)).toEqual([bundleId]);
    expect(code(await retireBundle(ctx, { bundleId }))).toBe('ok');
    expect(code(await retireBundle(ctx, { bundleId }))).toBe('not-found');
    expect(await getBundle(db, { bundleId })).toBeNull();
    const { ctx: buying } = await buyer();
    expect(code(await buyBundle(buying, { bundleId, quotedMinor: 1, licences, idempotencyKey: randomUUID() }))).toBe('not-found');
  });
});
