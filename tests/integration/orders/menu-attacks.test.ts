import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { changePrice, licenceHashes, withdrawListing } from '@/lib/catalog';
import { retractRevision } from '@/lib/delivery';
import { buyBundle, checkOutCart, findOwnership, getCart, getWallet, placeOrder, renewSubscriptions, setListed, topUpWallet } from '@/lib/orders';
import { answerRequests, getBundle, getMenu, listOwnBundles, requestOffer, saveBundle, saveMenu } from '@/lib/pricing';
import type { ChoiceInput, PlanInput } from '@/lib/pricing/schema';
import { maxAmountMinor } from '@/lib/shared/money';
import { testContext } from '@/tests/support/context';
import { createListing } from '@/tests/support/market';

const { db, contextFor, createAccount } = await testContext();
const licenceSha256 = licenceHashes('exchange-internal-1.0')[0] ?? '';
const code = (result: { ok: boolean; refusal?: { code: string } }) => result.refusal?.code ?? 'ok';
const nextMonth = () => contextFor({ kind: 'system' }, { now: () => new Date(Date.now() + 31 * 86_400_000) });
const month: PlanInput = { kind: 'SUBSCRIPTION', share: 10_000, term: 'MONTH', priceMinor: 900 };

/** A seller with a listing of a thousand rows and its menu, and a buyer with money. */
async function market(plans: PlanInput[], priceMinor = 10_000) {
  const seller = await createAccount({ roles: ['SELLER'] });
  const listing = await createListing(db, { sellerId: seller.accountId, priceMinor, rowCount: 1_000, columnNames: ['id', 'word'] });
  const sellerCtx = contextFor(seller.actor);
  const saved = await saveMenu(sellerCtx, { listingId: listing.listingId, plans });
  const ctx = contextFor((await createAccount()).actor);
  await topUpWallet(ctx, { amountMinor: 50_000, idempotencyKey: randomUUID() });
  const { plans: offered } = (await getMenu(db, listing)) ?? { plans: [] };
  const plan = (kind: string, rows: number | null = null): ChoiceInput => ({ kind: 'plan', planId: offered.find((one) => one.kind === kind)?.id ?? randomUUID(), rows });
  const buy = (choice: ChoiceInput, quotedMinor: number) => placeOrder(ctx, { listingId: listing.listingId, quotedMinor, licenceSha256, idempotencyKey: randomUUID(), choice });
  const balance = async () => { const wallet = await getWallet(ctx); return wallet.ok ? wallet.value.balanceMinor : -1; };
  const reprice = (minor: number) => changePrice(sellerCtx, { listingId: listing.listingId, priceMinor: minor }, { suggestedMinor: null });
  return { ...listing, saved, seller, sellerCtx, ctx, buy, plan, balance, reprice };
}

describe('pressing twice', () => {
  it('buys and upgrades once, also with two keys', async () => {
    const { buy, plan, balance } = await market([{ kind: 'ONE_OFF', share: 1_000, priceMinor: 2_000 }]);
    expect((await Promise.all([1, 2].map(() => buy(plan('ONE_OFF'), 2_000)))).map(code).toSorted()).toEqual(['already-owned', 'ok']);
    expect((await Promise.all([1, 2].map(() => buy({ kind: 'whole' }, 8_000)))).map(code).toSorted()).toEqual(['already-owned', 'ok']);
    expect(await balance()).toBe(40_000);
  });
});

describe('a menu that changes under those who use it', () => {
  it('typed beside another one, or beside another price, is not saved: two windows never undo each other', async () => {
    const { listingId, sellerCtx, reprice } = await market([{ kind: 'ONE_OFF', share: 1_000, priceMinor: 2_000 }]);
    const seen = { wholeMinor: 10_000, planIds: (await getMenu(db, { listingId }))?.plans.map((one) => one.id) ?? [] };
    const save = (share: number) => saveMenu(sellerCtx, { listingId, plans: [{ kind: 'ONE_OFF', share, priceMinor: 5_000 }], seen });
    expect((await Promise.all([save(3_000), save(4_000)])).map(code).toSorted()).toEqual(['menu-changed', 'ok']);
    expect((await getMenu(db, { listingId }))?.plans).toHaveLength(1);
    const fresh = { wholeMinor: 10_000, planIds: (await getMenu(db, { listingId }))?.plans.map((one) => one.id) ?? [] };
    await reprice(12_000);
    expect(code(await saveMenu(sellerCtx, { listingId, plans: [], seen: fresh }))).toBe('menu-changed');
    expect(code(await saveMenu(sellerCtx, { listingId, plans: [], seen: { ...fresh, wholeMinor: 12_000 } }))).toBe('ok');
  });

  it('has no line for money beside a free whole, so that none is free when the whole gets a price', async () => {
    const { saved, listingId, buy, reprice, sellerCtx } = await market([{ kind: 'USAGE', priceMinor: 25_000, capMinor: 10_000, freeRows: 0 }], 0);
    expect(code(saved)).toBe('menu-undercut');
    // One that was kept before that was refused.
    const plan = await db.plan.create({ data: { listingId, kind: 'USAGE', share: 10_000, priceMinor: 25_000, capMinor: 10_000, freeRows: 0, setAtMinor: 0, position: 0, createdAt: new Date() }, select: { id: true } });
    await reprice(10_000);
    expect(await getMenu(db, { listingId })).toMatchObject({ wholeMinor: 10_000, plans: [] });
    expect(code(await buy({ kind: 'plan', planId: plan.id, rows: 1_000 }, 0))).toBe('plan-not-offered');
    expect(code(await saveMenu(sellerCtx, { listingId, plans: [month], seen: { wholeMinor: 10_000, planIds: [] } }))).toBe('ok');
  });

  it('takes an old line from nobody who bought it, and sells it to nobody any more, whatever kind takes its place', async () => {
    const { listingId, ctx, sellerCtx, buy, plan, balance } = await market([{ kind: 'ONE_OFF', share: 1_000, priceMinor: 2_000 }, { kind: 'USAGE', priceMinor: 25_000, capMinor: 10_000, freeRows: 0 }]);
    expect(code(await buy(plan('ONE_OFF'), 2_000))).toBe('ok');
    for (const plans of [[month], [{ kind: 'FREE', share: 100 }], [{ kind: 'ON_REQUEST' }], []] satisfies PlanInput[][]) {
      expect(code(await saveMenu(sellerCtx, { listingId, plans }))).toBe('ok');
      expect(code(await buy(plan('USAGE', 500), 10_000))).toBe('plan-not-offered');
      expect(await findOwnership(ctx, { listingId })).toMatchObject({ value: { held: { rows: 100, isForGood: true, paidMinor: 2_000 } } });
    }
    expect(code(await buy({ kind: 'whole' }, 8_000))).toBe('ok');
    expect(await balance()).toBe(40_000);
  });

  it('sells no other listing’s line and no other class’s offer', async () => {
    const [one, other] = [await market([{ kind: 'ONE_OFF', share: 1_000, priceMinor: 2_000 }]), await market([{ kind: 'ONE_OFF', share: 1_000, priceMinor: 100 }, { kind: 'ON_REQUEST' }], 1_000)];
    expect(code(await one.buy(other.plan('ONE_OFF'), 100))).toBe('plan-not-offered');
    await requestOffer(other.ctx, { listingId: other.listingId, buyerClass: 'ACADEMIC', need: 'For a thesis about words.' });
    await answerRequests(other.sellerCtx, { answer: 'OFFER', listingId: other.listingId, buyerClass: 'ACADEMIC', priceMinor: 500, days: 3, reason: 'Research is published openly.' });
    const own = await findOwnership(other.ctx, { listingId: other.listingId });
    const offerId = own.ok ? own.value.request?.offer?.offerId ?? '' : '';
    expect(code(await one.buy({ kind: 'offer', offerId }, 500))).toBe('plan-not-offered');
    // A part is held already: the offer costs her the rest of it.
    expect(code(await other.buy(other.plan('ONE_OFF'), 100))).toBe('ok');
    expect(code(await other.buy({ kind: 'offer', offerId }, 400))).toBe('ok');
  });
});

describe('a subscription', () => {
  it('costs nothing more where its dataset has become free, and its own price where that went on request', async () => {
    const { buy, plan, balance, reprice } = await market([month]);
    expect(code(await buy(plan('SUBSCRIPTION'), 900))).toBe('ok');
    await reprice(0);
    expect(await renewSubscriptions(nextMonth())).toEqual({ renewedCount: 1, endedCount: 0 });
    expect(await balance()).toBe(50_000 - 900);
    expect(await db.order.findMany({ where: { idempotencyKey: { startsWith: 'renewal:' } }, select: { priceMinor: true } })).toEqual([{ priceMinor: 0n }]);
    const other = await market([month]);
    await other.buy(other.plan('SUBSCRIPTION'), 900);
    await db.listing.update({ where: { id: other.listingId }, data: { priceMinor: null }, select: { id: true } });
    expect(await renewSubscriptions(nextMonth())).toEqual({ renewedCount: 1, endedCount: 0 });
    expect(await other.balance()).toBe(50_000 - 1_800);
  });
});

describe('two currencies', () => {
  it('never meet in a sale, a cart, an offer or a bundle: a reason, nothing charged, and what is in the market’s own goes on', async () => {
    const { buy, ctx, listingId, sellerCtx, balance, plan, seller } = await market([month, { kind: 'ON_REQUEST' }]);
    const sound = await createListing(db, { sellerId: seller.accountId, priceMinor: 700 });
    expect(code(await buy(plan('SUBSCRIPTION'), 900))).toBe('ok');
    for (const id of [listingId, sound.listingId]) expect(code(await setListed(ctx, { listingId: id, list: 'cart', isListed: true }))).toBe('ok');
    await db.listing.update({ where: { id: listingId }, data: { currency: 'USD' }, select: { id: true } });
    expect(await getCart(ctx)).toMatchObject({ value: { cards: [{ id: sound.listingId }], goneCount: 1, totalMinor: 700 } });
    expect(code(await setListed(ctx, { listingId, list: 'cart', isListed: true }))).toBe('price-currency-mixed');
    expect(code(await buy({ kind: 'whole' }, 10_000))).toBe('price-currency-mixed');
    await requestOffer(ctx, { listingId, buyerClass: 'ACADEMIC', need: 'For a thesis about words.' });
    expect(code(await answerRequests(sellerCtx, { answer: 'OFFER', listingId, buyerClass: 'ACADEMIC', priceMinor: 500, days: 3, reason: 'Research is published openly.' }))).toBe('price-currency-mixed');
    const third = await createListing(db, { sellerId: seller.accountId, priceMinor: 900 });
    expect(code(await saveBundle(sellerCtx, { title: 'Both of them', listingIds: [listingId, third.listingId] }))).toBe('not-found');
    const items = [listingId, sound.listingId].map((id, index) => ({ listingId: id, quotedMinor: index === 0 ? 10_000 : 700, licenceSha256 }));
    expect(await checkOutCart(ctx, { items, idempotencyKey: randomUUID() })).toMatchObject({ value: { boughtCount: 1, refused: [{ listingId, refusal: { code: 'price-currency-mixed' } }] } });
    // The subscription began in the market's currency and goes on in it.
    expect(await renewSubscriptions(nextMonth())).toEqual({ renewedCount: 1, endedCount: 0 });
    expect(await balance()).toBe(50_000 - 900 - 700 - 900);
  });
});

describe('a bundle', () => {
  it('is not sold while a part is retracted, withdrawn, free or on request, and nothing of it is charged', async () => {
    const { ctx, sellerCtx, seller, listingId, reprice, balance } = await market([]);
    const parts = [listingId, (await createListing(db, { sellerId: seller.accountId, priceMinor: 6_000, rowCount: 500 })).listingId];
    const saved = await saveBundle(sellerCtx, { title: 'Both of them', listingIds: parts });
    const bundleId = saved.ok ? saved.value.bundleId : '';
    const quoted = (await getBundle(db, { bundleId }))?.priceMinor ?? 0;
    const refused = async () => {
      expect(await getBundle(db, { bundleId })).toBeNull();
      expect(code(await buyBundle(ctx, { bundleId, quotedMinor: quoted, licences: parts.map((part) => ({ listingId: part, licenceSha256 })), idempotencyKey: randomUUID() }))).toBe('not-found');
      expect(await listOwnBundles(sellerCtx)).toMatchObject({ value: { bundles: [], unsold: [{ id: bundleId }] } });
    };
    for (const priceMinor of [0, null]) {
      await db.listing.update({ where: { id: listingId }, data: { priceMinor }, select: { id: true } });
      await refused();
    }
    await reprice(10_000);
    expect((await getBundle(db, { bundleId }))?.priceMinor).toBe(quoted);
    const { revisionId } = await db.listing.findUniqueOrThrow({ where: { id: parts[1] ?? '' }, select: { revisionId: true } });
    expect(code(await retractRevision(sellerCtx, { revisionId, reason: 'Half of the rows were wrong.' }))).toBe('ok');
    await refused();
    await withdrawListing(sellerCtx, { listingId });
    await refused();
    expect(await balance()).toBe(50_000);
  });

  it('of the dearest datasets there are, and a menu beside them, stays whole numbers that add up', async () => {
    const { sellerCtx, seller, listingId } = await market([{ kind: 'ONE_OFF', share: 1, priceMinor: 1_000_000 }, { kind: 'USAGE', priceMinor: maxAmountMinor, capMinor: maxAmountMinor, freeRows: 0 }], maxAmountMinor);
    expect((await getMenu(db, { listingId }))?.plans).toHaveLength(2);
    const cheap = await createListing(db, { sellerId: seller.accountId, priceMinor: 1, rowCount: 1 });
    const dear = await createListing(db, { sellerId: seller.accountId, priceMinor: maxAmountMinor, rowCount: 1_000_000 });
    const saved = await saveBundle(sellerCtx, { title: 'All of them', listingIds: [listingId, cheap.listingId, dear.listingId] });
    const bundle = await getBundle(db, { bundleId: saved.ok ? saved.value.bundleId : '' });
    expect(bundle?.parts.reduce((sum, part) => sum + part.shareMinor, 0)).toBe(bundle?.priceMinor);
    expect(Number.isSafeInteger(bundle?.priceMinor)).toBe(true);
    expect(bundle?.priceMinor).toBeLessThanOrEqual(2 * maxAmountMinor + 1);
  });
});
