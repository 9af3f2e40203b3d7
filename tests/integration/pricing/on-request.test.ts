import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { draftListing, findPublishedListing, licenceHashes, searchListings } from '@/lib/catalog';
import { draftListingInput, searchInput } from '@/lib/catalog/schema';
import type { Context } from '@/lib/db';
import { checkOutCart, findOwnership, getCart, placeOrder, setListed, topUpWallet } from '@/lib/orders';
import { answerRequests, explainListing, getMenu, getPricePosition, getRevenueCurve, listOwnBundles, listRequests, proposePrices, publishWithPrice, repriceListing, requestOffer, saveBundle, saveMenu, suggestPrice } from '@/lib/pricing';
import { readDemand } from '@/lib/pricing/read-demand';
import { testContext } from '@/tests/support/context';
import { createListing, createRevision } from '@/tests/support/market';

const { db, contextFor, createAccount } = await testContext();
const licenceSha256 = licenceHashes('exchange-internal-1.0')[0] ?? '';
const code = (result: { ok: boolean; refusal?: { code: string } }) => result.refusal?.code ?? 'ok';
const words = { title: 'Rain by station', category: 'weather-environment', licenceCode: 'exchange-internal-1.0' } as const;
const columnNames = ['station', 'rain', 'wind'];

let seller: Awaited<ReturnType<typeof createAccount>>;
let sellerCtx: Context;
let buyer: Awaited<ReturnType<typeof createAccount>>;
let ctx: Context;
let revisionId: string;
let listingId: string;
let slug: string;

/** A listing that was published without a price, the whole way, and a buyer with money. */
beforeEach(async () => {
  seller = await createAccount({ roles: ['SELLER'] });
  sellerCtx = contextFor(seller.actor);
  ({ revisionId } = await createRevision(db, { ownerId: seller.accountId, rowCount: 5_000, columnNames }));
  const draft = await draftListing(sellerCtx, draftListingInput.parse({ ...words, revisionId }));
  if (!draft.ok) throw new Error(draft.refusal.code);
  ({ listingId } = draft.value);
  const published = await publishWithPrice(sellerCtx, { listingId, priceMinor: null });
  if (!published.ok) throw new Error(published.refusal.code);
  ({ slug } = published.value);
  buyer = await createAccount();
  ctx = contextFor(buyer.actor);
  await topUpWallet(ctx, { amountMinor: 50_000, idempotencyKey: randomUUID() });
});

const buy = (choice: Parameters<typeof placeOrder>[1]['choice'], quotedMinor: number, as = ctx) => placeOrder(as, { listingId, quotedMinor, licenceSha256, idempotencyKey: randomUUID(), ...(choice && { choice }) });
const ask = (as: Context, buyerClass: 'ACADEMIC' | 'COMPANY' = 'ACADEMIC') => requestOffer(as, { listingId, buyerClass, need: 'For a thesis about rain.' });
const offer = (priceMinor: number) => answerRequests(sellerCtx, { answer: 'OFFER', listingId, buyerClass: 'ACADEMIC', priceMinor, days: 30, reason: 'Research is published openly.' });

describe('a listing on request', () => {
  it('shows no price anywhere, and what the exchange thinks of it all the same', async () => {
    expect(await findPublishedListing(db, { slug })).toMatchObject({ priceMinor: null, prices: [{ priceMinor: null }] });
    expect(await getMenu(db, { listingId })).toMatchObject({ wholeMinor: null, plans: [] });
    const explained = await explainListing({ db }, { listingId });
    expect(explained).toMatchObject({ value: { askedMinor: null, percentile: null, history: [{ priceMinor: null }], menu: { wholeMinor: null } } });
    expect((await getPricePosition(db, { listingId })).explanation?.suggestedMinor).toBeGreaterThan(0);
    expect(await getRevenueCurve(sellerCtx, { listingId })).toMatchObject({ value: { currentMinor: null } });
    expect(await db.auditEvent.count({ where: { action: 'listing.published', objectId: listingId } })).toBe(1);
  });

  it('is found by its own filter and comes after everything that has a price, whichever way prices are sorted', async () => {
    const other = await createAccount({ roles: ['SELLER'] });
    for (const priceMinor of [0, 900, 90_000]) await createListing(db, { sellerId: other.accountId, title: `Rain for ${priceMinor}`, priceMinor });
    const search = async (wanted: object) => searchListings(db, searchInput.parse({ q: 'rain', ...wanted }));
    expect((await search({ price: 'request' })).cards.map((card) => card.id)).toEqual([listingId]);
    const all = await search({ sort: 'price-up' });
    expect(all.cards.map((card) => card.priceMinor)).toEqual([0, 900, 90_000, null]);
    expect((await search({ sort: 'price-down' })).cards.map((card) => card.priceMinor)).toEqual([90_000, 900, 0, null]);
    expect(Object.fromEntries(all.facets.price.map(({ value, count }) => [value, count]))).toEqual({ free: 1, paid: 2, request: 1 });
    expect((await search({ price: 'paid' })).cards).toHaveLength(2);
    expect((await search({ price: 'free' })).cards).toHaveLength(1);
  });

  it('can’t be bought, put into a cart, or given a menu before there is a price', async () => {
    expect(code(await buy(undefined, 0))).toBe('price-on-request');
    expect(code(await buy({ kind: 'offer', offerId: randomUUID() }, 0))).toBe('price-on-request');
    expect(code(await setListed(ctx, { listingId, list: 'cart', isListed: true }))).toBe('price-on-request');
    expect(code(await setListed(ctx, { listingId, list: 'saved', isListed: true }))).toBe('ok');
    expect(code(await saveMenu(sellerCtx, { listingId, plans: [{ kind: 'FREE', share: 100 }] }))).toBe('price-on-request');
    expect(await db.order.count()).toBe(0);
  });

  it('is bought by an offer: who asked is written to, every buyer of the class has the same one, nobody else has any', async () => {
    expect(await ask(ctx)).toMatchObject({ value: { state: 'OPEN', offer: null } });
    expect(await listRequests(sellerCtx, { listingId })).toMatchObject({ value: [{ buyerClass: 'ACADEMIC', openCount: 1 }] });
    expect(JSON.stringify(await listRequests(sellerCtx, { listingId }))).not.toContain(buyer.accountId);
    expect(await offer(12_000)).toEqual({ ok: true, value: { answeredCount: 1 } });
    expect((await db.outboxMail.findMany({ orderBy: { createdAt: 'asc' }, select: { kind: true } })).map((mail) => mail.kind)).toEqual(['offer-requested', 'offer-answered']);

    const own = await findOwnership(ctx, { listingId });
    const offerId = own.ok ? own.value.request?.offer?.offerId ?? '' : '';
    const company = contextFor((await createAccount()).actor);
    await ask(company, 'COMPANY');
    expect(code(await buy({ kind: 'offer', offerId }, 12_000, company))).toBe('price-on-request');
    expect(code(await buy({ kind: 'offer', offerId }, 11_999))).toBe('price-changed');
    expect(code(await buy({ kind: 'offer', offerId }, 12_000))).toBe('ok');
    expect(code(await buy({ kind: 'offer', offerId }, 12_000))).toBe('already-owned');

    const second = contextFor((await createAccount()).actor);
    await topUpWallet(second, { amountMinor: 50_000, idempotencyKey: randomUUID() });
    expect(await ask(second)).toMatchObject({ value: { state: 'OFFERED', offer: { priceMinor: 12_000 } } });
    expect(code(await buy({ kind: 'offer', offerId }, 12_000, second))).toBe('ok');
    expect(await db.listing.findUnique({ where: { id: listingId }, select: { salesCount: true, priceMinor: true } })).toEqual({ salesCount: 2, priceMinor: null });
  });

  it('is nobody’s comparable, no part of a bundle, and no price is proposed for it, even once it has sold', async () => {
    await ask(ctx);
    await offer(50_000);
    const own = await findOwnership(ctx, { listingId });
    expect(code(await buy({ kind: 'offer', offerId: own.ok ? own.value.request?.offer?.offerId ?? '' : '' }, 50_000))).toBe('ok');
    const rival = await createAccount({ roles: ['SELLER'] });
    const theirs = await createRevision(db, { ownerId: rival.accountId, rowCount: 5_000, columnNames });
    expect(await suggestPrice(contextFor(rival.actor), { ...words, revisionId: theirs.revisionId })).toMatchObject({ value: { comparables: [] } });
    const beside = await createListing(db, { sellerId: seller.accountId, priceMinor: 1_000 });
    expect(await listOwnBundles(sellerCtx)).toMatchObject({ value: { onSale: [{ listingId: beside.listingId }] } });
    expect(code(await saveBundle(sellerCtx, { title: 'Both of them', listingIds: [listingId, beside.listingId] }))).toBe('not-found');
    expect(await proposePrices(contextFor({ kind: 'system' }))).toEqual({ proposed: 0, changed: 0 });
  });

  it('may get a price and lose it again: menu and cart follow, and who looked meanwhile was shown none', async () => {
    const at = (minutes: number) => new Date(Date.now() + minutes * 60_000);
    expect(await repriceListing(contextFor(seller.actor, { now: () => at(10) }), { listingId, priceMinor: 5_000 })).toEqual({ ok: true, value: { priceMinor: 5_000 } });
    expect(code(await saveMenu(sellerCtx, { listingId, plans: [{ kind: 'ONE_OFF', share: 1_000, priceMinor: 1_000 }] }))).toBe('ok');
    expect(code(await setListed(ctx, { listingId, list: 'cart', isListed: true }))).toBe('ok');
    expect(await repriceListing(contextFor(seller.actor, { now: () => at(20) }), { listingId, priceMinor: null })).toEqual({ ok: true, value: { priceMinor: null } });
    expect(await getCart(ctx)).toMatchObject({ value: { cards: [], goneCount: 1, totalMinor: 0 } });
    expect(await checkOutCart(ctx, { items: [{ listingId, quotedMinor: 5_000, licenceSha256 }], idempotencyKey: randomUUID() })).toMatchObject({ value: { boughtCount: 0, refused: [{ refusal: { code: 'price-on-request' } }] } });
    expect((await getMenu(db, { listingId }))?.plans).toEqual([]);

    const other = await createAccount({ roles: ['SELLER'] });
    const elsewhere = await createListing(db, { sellerId: other.accountId });
    await db.behaviourEvent.createMany({ data: [5, 15, 25].flatMap((minutes, period) => Array.from({ length: 6 + period }, (_, person) => [listingId, elsewhere.listingId].map((id) => ({ subject: `p${period} ${person}`, visit: 'v', kind: 'VIEW' as const, listingId: id, purposes: ['market-statistics'], noticeVersion: 1, at: at(minutes) }))).flat()) });
    // Forty visitors of one address are one.
    await db.behaviourEvent.createMany({ data: Array.from({ length: 40 }, (_, person) => [listingId, elsewhere.listingId].map((id) => ({ subject: `new ${person}`, visit: 'v', kind: 'VIEW' as const, listingId: id, purposes: ['market-statistics'], noticeVersion: 1, origin: 'address of the day', at: at(15) }))).flat() });
    const demand = (await readDemand(db, [{ id: listingId, sellerId: seller.accountId }], at(30))).get(listingId);
    expect(demand?.periods).toEqual([{ priceMinor: 5_000, views: 8, buys: 0 }]);
    expect(await repriceListing(contextFor(seller.actor, { now: () => at(40) }), { listingId, priceMinor: 10_000 })).toMatchObject({ ok: true });
    expect((await getMenu(db, { listingId }))?.plans).toMatchObject([{ priceMinor: 2_000 }]);
  });
});
