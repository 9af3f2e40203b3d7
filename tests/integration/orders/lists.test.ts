import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { findLicence } from '@/lib/catalog';
import { getNotice, publishBundledNotices, recordChoice } from '@/lib/consent';
import type { Context } from '@/lib/db';
import { checkOutCart, getCart, getListCounts, getListedIds, getSaved, setListed, topUpWallet } from '@/lib/orders';
import { testContext } from '@/tests/support/context';
import { createListing, type MadeListing } from '@/tests/support/market';

const { db, contextFor, createAccount } = await testContext();
const licenceSha256 = findLicence('exchange-internal-1.0', 'en')?.sha256 ?? '';
let listings: MadeListing[];
let buyer: Context;
beforeEach(async () => {
  const { accountId: sellerId } = await createAccount({ roles: ['SELLER'] });
  listings = [];
  for (const priceMinor of [0, 400, 900]) listings.push(await createListing(db, { sellerId, priceMinor }));
  buyer = contextFor((await createAccount()).actor);
});
const idOf = (index: number): string => listings[index]?.listingId ?? '';
const put = (ctx: Context, index: number, list: 'saved' | 'cart' = 'cart', isListed = true) => setListed(ctx, { listingId: idOf(index), list, isListed });
const offer = (index: number, quotedMinor: number) => ({ listingId: idOf(index), quotedMinor, licenceSha256 });

describe('saved datasets and the cart', () => {
  it('hold a listing once however often it is put, and lose it as often as it is taken', async () => {
    for (let press = 0; press < 2; press += 1) expect(await put(buyer, 1, 'saved')).toEqual({ ok: true, value: { isListed: true } });
    expect(await getListedIds(buyer)).toEqual({ ok: true, value: { saved: [idOf(1)], cart: [] } });
    expect(await getSaved(buyer)).toMatchObject({ value: [{ id: idOf(1) }] });
    for (let press = 0; press < 2; press += 1) expect(await put(buyer, 1, 'saved', false)).toEqual({ ok: true, value: { isListed: false } });
    expect(await getSaved(buyer)).toEqual({ ok: true, value: [] });
  });

  it("are nobody else's, and nobody's without an account", async () => {
    await put(buyer, 1);
    const other = contextFor((await createAccount()).actor);
    expect(await getCart(other)).toMatchObject({ value: { cards: [] } });
    await put(other, 1, 'cart', false);
    expect(await getCart(buyer)).toMatchObject({ value: { cards: [{ id: idOf(1) }] } });
    expect(await put(contextFor(), 1)).toMatchObject({ refusal: { code: 'sign-in-needed' } });
    expect([await getListCounts(buyer), await getListCounts(other), await getListCounts(contextFor())].map((counts) => counts.ok && counts.value)).toEqual([{ saved: 0, cart: 1 }, { saved: 0, cart: 0 }, { saved: 0, cart: 0 }]);
    expect(await getListedIds(contextFor())).toEqual({ ok: true, value: { saved: [], cart: [] } });
    expect(await setListed(buyer, { listingId: randomUUID(), list: 'cart', isListed: true })).toMatchObject({ refusal: { code: 'not-found' } });
  });

  it('say what has gone from the market, and are an act of behaviour only with consent', async () => {
    await put(buyer, 1);
    await put(buyer, 2);
    await db.listing.update({ where: { id: idOf(2) }, data: { status: 'WITHDRAWN' } });
    expect(await getCart(buyer)).toMatchObject({ value: { goneCount: 1, totalMinor: 400 } });
    expect(await db.behaviourEvent.count()).toBe(0);
    await publishBundledNotices(contextFor({ kind: 'system' }));
    const { token } = await getNotice(buyer);
    await recordChoice(buyer, { noticeToken: token, choices: { personalisation: true }, surface: 'banner' });
    await put(buyer, 0);
    await put(buyer, 0);
    await put(buyer, 0, 'saved');
    expect(await db.behaviourEvent.findMany({ orderBy: { id: 'asc' }, select: { kind: true, listingId: true } })).toEqual([{ kind: 'CART', listingId: idOf(0) }, { kind: 'SAVE', listingId: idOf(0) }]);
  });
});

describe('checking out', () => {
  it('buys each under its own order, keeps what is refused with its reason, and charges nothing twice', async () => {
    for (const index of [0, 1, 2]) await put(buyer, index);
    await topUpWallet(buyer, { amountMinor: 1_000, idempotencyKey: randomUUID() });
    const wish = { items: [offer(0, 0), offer(1, 400), offer(2, 1)], idempotencyKey: randomUUID() };
    for (let press = 0; press < 2; press += 1) expect(await checkOutCart(buyer, wish)).toMatchObject({ value: { boughtCount: 2, refused: [{ listingId: idOf(2), refusal: { code: 'price-changed' } }] } });
    expect(await getCart(buyer)).toMatchObject({ value: { cards: [{ id: idOf(2) }], balanceMinor: 600 } });
    expect(await db.order.count()).toBe(2);
    expect(await checkOutCart(buyer, { items: [offer(2, 900)], idempotencyKey: randomUUID() })).toMatchObject({ value: { boughtCount: 0, refused: [{ refusal: { code: 'balance-too-low' } }] } });
    expect(await put(buyer, 0)).toMatchObject({ refusal: { code: 'already-owned' } });
  });

  it('is for buyers', async () => {
    expect(await checkOutCart(contextFor(), { items: [offer(0, 0)], idempotencyKey: randomUUID() })).toMatchObject({ refusal: { code: 'sign-in-needed' } });
  });
});
