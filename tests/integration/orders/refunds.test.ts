import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { recordEvent } from '@/lib/behaviour';
import { findLicence } from '@/lib/catalog';
import { getNotice, publishBundledNotices, recordChoice } from '@/lib/consent';
import { findOwned, findOwnership, getEarnings, getWallet, listAllOrders, listSales, placeOrder, refundOrder, refundSale, topUpWallet } from '@/lib/orders';
import { saveMenu } from '@/lib/pricing';
import { testContext } from '@/tests/support/context';
import { eraseSelf } from '@/lib/rights';
import { createListing } from '@/tests/support/market';
import { newPerson } from '@/tests/support/people';
import { waitUntilBlocked } from '@/tests/support/wait-until-blocked';

const test = await testContext();
const { db, contextFor, createAccount } = test;
const licenceSha256 = findLicence('exchange-internal-1.0', 'en')?.sha256 ?? '';
const code = (result: { ok: boolean; refusal?: { code: string } }) => result.refusal?.code ?? 'ok';
const reason = 'The file was cut off in the middle.';
const day = 24 * 60 * 60 * 1000;

async function bought(priceMinor = 1_999) {
  const [seller, buyer, admin] = [await createAccount({ roles: ['BUYER', 'SELLER'] }), await createAccount(), await createAccount({ roles: ['ADMIN'] })];
  const listing = await createListing(db, { sellerId: seller.accountId, priceMinor, title: 'Harbour traffic', rowCount: 1_000 });
  const ctx = contextFor(buyer.actor);
  expect(code(await topUpWallet(ctx, { amountMinor: 10_000, idempotencyKey: randomUUID() }))).toBe('ok');
  const buy = async (quotedMinor: number, choice?: Parameters<typeof placeOrder>[1]['choice']) => {
    const placed = await placeOrder(ctx, { listingId: listing.listingId, quotedMinor, licenceSha256, idempotencyKey: randomUUID(), ...(choice ? { choice } : {}) });
    if (!placed.ok) throw new Error(placed.refusal.code);
    return placed.value;
  };
  return { ...listing, buy, ctx, buyerId: buyer.accountId, sellerId: seller.accountId, sellerCtx: contextFor(seller.actor), adminCtx: contextFor(admin.actor) };
}

const balanceOf = async (kind: 'WALLET' | 'SELLER_BALANCE', ownerId: string) => Number((await db.ledgerAccount.findFirst({ where: { kind, ownerId }, select: { balanceMinor: true } }))?.balanceMinor ?? 0n);
const feesNow = async () => Number((await db.ledgerAccount.findFirst({ where: { kind: 'EXCHANGE_FEES' }, select: { balanceMinor: true } }))?.balanceMinor ?? 0n);

describe('a refund', () => {
  it('gives every cent back, ends the right, counts the sale no more, tells the buyer and is in the log; asked twice at once it happens once', async () => {
    const { buy, ctx, buyerId, sellerId, sellerCtx, adminCtx, listingId } = await bought();
    const feesBefore = await feesNow();
    const { orderId } = await buy(1_999);
    const listed = await listAllOrders(adminCtx, { size: 5 });
    expect(listed.ok && listed.value.items.find((row) => row.id === orderId)?.refundableUntil).toBeTruthy();
    const [first, second] = await Promise.all([refundSale(sellerCtx, { orderId, reason }), refundOrder(adminCtx, { orderId, reason })]);
    expect([code(first), code(second)]).toEqual(['ok', 'ok']);
    expect(await refundOrder(adminCtx, { orderId, reason })).toEqual(first);
    expect([await balanceOf('WALLET', buyerId), await balanceOf('SELLER_BALANCE', sellerId), await feesNow()]).toEqual([10_000, 0, feesBefore]);
    expect(await db.ledgerTransaction.count({ where: { kind: 'refund', reference: orderId } })).toBe(1);
    expect(await db.refund.count({ where: { orderId } })).toBe(1);
    expect(await db.auditEvent.count({ where: { action: 'order.refunded', objectId: orderId } })).toBe(1);
    expect(await db.listing.findUnique({ where: { id: listingId }, select: { salesCount: true } })).toEqual({ salesCount: 0 });
    expect(await db.outboxMail.count({ where: { kind: 'order-refunded' } })).toBe(1);
    expect(await findOwned(ctx, { listingId })).toMatchObject({ ok: true, value: { isRevoked: true, refund: { amountMinor: 1_999, reason } } });
    expect(await getWallet(ctx)).toMatchObject({ value: { entries: [{ kind: 'refund', amountMinor: 1_999, reference: 'Harbour traffic' }, { kind: 'purchase' }, { kind: 'top-up' }] } });
    expect(await getEarnings(sellerCtx)).toMatchObject({ value: { balanceMinor: 0, orderCount: 0, revenueMinor: 0 } });
    // And she may buy it again.
    await buy(1_999);
    expect(await findOwned(ctx, { listingId })).toMatchObject({ value: { isRevoked: false, refund: null } });
    await expect(db.order.update({ where: { id: orderId }, data: { status: 'PAID' } })).rejects.toThrow(/stays refunded/);
    await expect(db.refund.deleteMany({ where: { orderId } })).rejects.toThrow();
  });

  it('of an upgrade gives the part before it back to her, and the part itself only after that', async () => {
    const { buy, ctx, buyerId, sellerCtx, adminCtx, listingId } = await bought(4_000);
    expect(code(await saveMenu(sellerCtx, { listingId, plans: [{ kind: 'ONE_OFF', share: 3_000, priceMinor: 1_500 }] }))).toBe('ok');
    const plan = await db.plan.findFirstOrThrow({ where: { listingId }, select: { id: true } });
    const part = await buy(1_500, { kind: 'plan', planId: plan.id, rows: null });
    const whole = await buy(2_500);
    // Neither list offers what would be refused; it does once its turn has come.
    const offered = async () => { const [sales, orders] = [await listSales(sellerCtx, {}), await listAllOrders(adminCtx, { size: 5 })]; return [sales, orders].map((list) => (list.ok ? list.value.items.filter((row) => row.refundableUntil !== null).map((row) => row.id) : null)); };
    expect(await offered()).toEqual([[whole.orderId], [whole.orderId]]);
    expect(code(await refundSale(sellerCtx, { orderId: part.orderId, reason }))).toBe('refund-superseded');
    expect(code(await refundSale(sellerCtx, { orderId: whole.orderId, reason }))).toBe('ok');
    expect(await findOwned(ctx, { listingId })).toMatchObject({ value: { entitlementId: part.entitlementId, isRevoked: false, partRows: 300 } });
    expect(await findOwnership(ctx, { listingId })).toMatchObject({ value: { held: { paidMinor: 1_500 } } });
    expect(await offered()).toEqual([[part.orderId], [part.orderId]]);
    expect(await db.listing.findUnique({ where: { id: listingId }, select: { salesCount: true } })).toEqual({ salesCount: 1 });
    expect(code(await refundSale(sellerCtx, { orderId: part.orderId, reason }))).toBe('ok');
    expect(await balanceOf('WALLET', buyerId)).toBe(10_000);
    expect(await db.entitlement.count({ where: { buyerId, revokedAt: null } })).toBe(0);
    expect(await db.listing.findUnique({ where: { id: listingId }, select: { salesCount: true } })).toEqual({ salesCount: 0 });
  });

  it('reaches the oldest of many sales: her list goes on page by page, each once, and a cursor that none was given for is refused', async () => {
    const seller = await createAccount({ roles: ['SELLER'] });
    const sellerCtx = contextFor(seller.actor);
    const buyer = await createAccount();
    const ctx = contextFor(buyer.actor);
    expect(code(await topUpWallet(ctx, { amountMinor: 10_000, idempotencyKey: randomUUID() }))).toBe('ok');
    const orders: string[] = [];
    // Two of them in the same millisecond.
    for (let index = 0; index < 12; index += 1) {
      const { listingId } = await createListing(db, { sellerId: seller.accountId, priceMinor: 100 + index });
      const placed = await placeOrder({ ...ctx, now: () => new Date(1_790_000_000_000 + Math.floor(index / 2)) }, { listingId, quotedMinor: 100 + index, licenceSha256, idempotencyKey: randomUUID() });
      if (!placed.ok) throw new Error(placed.refusal.code);
      orders.push(placed.value.orderId);
    }
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = await listSales(sellerCtx, { size: 5, ...(cursor && { cursor }) });
      if (!page.ok) throw new Error(page.refusal.code);
      seen.push(...page.value.items.map((row) => row.id));
      cursor = page.value.nextCursor;
    }
    expect(seen).toHaveLength(12);
    expect(seen.toSorted()).toEqual(orders.toSorted());
    expect(seen.at(-1) === orders[0] || seen.at(-2) === orders[0]).toBe(true);
    for (const cursor of ['whatever', 'x'.repeat(200), `${'9'.repeat(15)}_x`]) expect(code(await listSales(sellerCtx, { cursor }))).toBe('input-invalid');
    expect(await listSales(contextFor((await createAccount({ roles: ['SELLER'] })).actor), {})).toMatchObject({ value: { items: [] } });
    expect(code(await listSales(ctx, {}))).toBe('not-allowed');
  });

  it('of a subscription ends it, so that nothing is charged again', async () => {
    const { buy, buyerId, sellerCtx, listingId } = await bought(4_000);
    expect(code(await saveMenu(sellerCtx, { listingId, plans: [{ kind: 'SUBSCRIPTION', share: 10_000, term: 'MONTH', priceMinor: 500 }] }))).toBe('ok');
    const plan = await db.plan.findFirstOrThrow({ where: { listingId }, select: { id: true } });
    const { orderId } = await buy(500, { kind: 'plan', planId: plan.id, rows: null });
    expect(code(await refundSale(sellerCtx, { orderId, reason }))).toBe('ok');
    expect(await db.subscription.findFirst({ where: { buyerId }, select: { state: true, endReason: true } })).toEqual({ state: 'ENDED', endReason: 'refunded' });
    expect(await balanceOf('WALLET', buyerId)).toBe(10_000);
  });

  it('is for the seller of the order and for administrators, within the window, and only while the seller can return it', async () => {
    const { buy, ctx, sellerCtx, adminCtx, sellerId } = await bought();
    const { orderId } = await buy(1_999);
    const other = contextFor((await createAccount({ roles: ['SELLER'] })).actor);
    const theirs = await refundSale(other, { orderId, reason });
    expect(theirs).toMatchObject({ refusal: { code: 'not-found' } });
    expect(await refundSale(other, { orderId: randomUUID(), reason })).toEqual(theirs);
    expect(code(await refundOrder(sellerCtx, { orderId, reason }))).toBe('not-allowed');
    expect(code(await refundSale(ctx, { orderId, reason }))).toBe('not-allowed');
    expect(code(await refundSale(contextFor(), { orderId, reason }))).toBe('sign-in-needed');
    const late = { ...adminCtx, now: () => new Date(Date.now() + 15 * day) };
    expect(code(await refundOrder(late, { orderId, reason }))).toBe('refund-too-late');
    // What the seller earned is gone: nobody is overdrawn.
    const [balance, source] = [await db.ledgerAccount.findFirstOrThrow({ where: { kind: 'SELLER_BALANCE', ownerId: sellerId }, select: { id: true, balanceMinor: true } }), await db.ledgerAccount.findFirstOrThrow({ where: { kind: 'DEMO_CREDIT' }, select: { id: true } })];
    await db.ledgerTransaction.create({ data: { kind: 'given-up', reference: '', idempotencyKey: randomUUID(), at: new Date(), entries: { createMany: { data: [{ accountId: balance.id, amountMinor: -balance.balanceMinor, at: new Date() }, { accountId: source.id, amountMinor: balance.balanceMinor, at: new Date() }] } } } });
    expect(code(await refundOrder(adminCtx, { orderId, reason }))).toBe('refund-not-covered');
    expect(await db.refund.count({ where: { orderId } })).toBe(0);
  });

  it('of somebody who erased herself there is none: no money goes into a wallet that is nobody’s, and no row bears her id again', async () => {
    const seller = await createAccount({ roles: ['BUYER', 'SELLER'] });
    const sellerCtx = contextFor(seller.actor);
    const { listingId } = await createListing(db, { sellerId: seller.accountId, priceMinor: 1_999, rowCount: 1_000 });
    const buyAs = async (person: { readonly ctx: ReturnType<typeof contextFor> }) => {
      expect(code(await topUpWallet(person.ctx, { amountMinor: 2_000, idempotencyKey: randomUUID() }))).toBe('ok');
      const placed = await placeOrder(person.ctx, { listingId, quotedMinor: 1_999, licenceSha256, idempotencyKey: randomUUID() });
      if (!placed.ok) throw new Error(placed.refusal.code);
      return placed.value.orderId;
    };
    const gone = await newPerson(test);
    const orderId = await buyAs(gone);
    expect(code(await eraseSelf(gone.ctx, { confirmation: 'ERASE', walletMinor: 1, sellerBalanceMinor: 0, subscriptionCount: 0 }))).toBe('ok');
    const earned = await balanceOf('SELLER_BALANCE', seller.accountId);
    expect(code(await refundSale(sellerCtx, { orderId, reason }))).toBe('refund-buyer-gone');
    expect(await getEarnings(sellerCtx)).toMatchObject({ value: { balanceMinor: earned } });
    expect(await listSales(sellerCtx, {})).toMatchObject({ value: { items: [{ id: orderId, refundableUntil: null }] } });

    // While the refund waits for her wallet she goes.
    const going = await newPerson(test);
    const second = await buyAs(going);
    let refund: ReturnType<typeof refundSale> | undefined;
    await db.$transaction(async (tx) => {
      await tx.$queryRaw`select 1 from "LedgerAccount" where kind = 'WALLET' and "ownerId" = ${going.accountId}::uuid for update`;
      refund = refundSale(sellerCtx, { orderId: second, reason });
      await waitUntilBlocked(db);
      await tx.account.update({ where: { id: going.accountId }, data: { status: 'ERASED' } });
      await tx.$queryRaw`select 1 from (select replace_account_id(${going.accountId}::uuid, ${randomUUID()}::uuid)) done`;
    }, { timeout: 30_000 });
    expect(await refund).toMatchObject({ refusal: { code: 'refund-buyer-gone' } });
    expect(await db.ledgerAccount.count({ where: { ownerId: going.accountId } })).toBe(0);
    expect(await db.refund.count({ where: { orderId: { in: [orderId, second] } } })).toBe(0);
  });

  it('makes no demand: what was bought and given back is in no figure of what people buy, and what was looked at stays', async () => {
    const { buy, ctx, sellerCtx, listingId } = await bought();
    await publishBundledNotices(contextFor({ kind: 'system' }));
    expect(code(await recordChoice(ctx, { noticeToken: (await getNotice(ctx)).token, choices: { personalisation: true, 'market-statistics': true }, surface: 'privacy-page' }))).toBe('ok');
    expect(code(await recordEvent(ctx, { kind: 'VIEW', listingId }))).toBe('ok');
    const kinds = async () => (await db.behaviourEvent.findMany({ where: { listingId }, orderBy: { id: 'asc' }, select: { kind: true } })).map((event) => event.kind);
    const { orderId } = await buy(1_999);
    expect(await kinds()).toEqual(['VIEW', 'BUY']);
    expect(code(await refundSale(sellerCtx, { orderId, reason }))).toBe('ok');
    expect(await kinds()).toEqual(['VIEW']);
  });
});
