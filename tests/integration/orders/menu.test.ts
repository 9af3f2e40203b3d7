import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it } from 'vitest';
import { changePrice, licenceHashes, withdrawListing } from '@/lib/catalog';
import { getNotice, publishBundledNotices, recordChoice } from '@/lib/consent';
import { grantDownload, openDownload } from '@/lib/delivery';
import { askForOffer, cancelSubscription, checkOutCart, findOwnership, getCart, getWallet, listOwned, placeOrder, renewSubscriptions, setListed, topUpWallet } from '@/lib/orders';
import { answerRequests, getMenu, listRequests, requestOffer, saveMenu } from '@/lib/pricing';
import type { ChoiceInput, PlanInput } from '@/lib/pricing/schema';
import { storage } from '@/lib/storage';
import { testContext } from '@/tests/support/context';
import { createListing } from '@/tests/support/market';

const { db, contextFor, createAccount } = await testContext();
const licenceSha256 = licenceHashes('exchange-internal-1.0')[0] ?? '';
const code = (result: { ok: boolean; refusal?: { code: string } }) => result.refusal?.code ?? 'ok';
const rowCount = 1_000;
const table = `id,word\n${Array.from({ length: rowCount }, (_, index) => `${index},w${index % 7}`).join('\n')}\n`;
const menu: PlanInput[] = [
  { kind: 'FREE', share: 100 },
  { kind: 'ONE_OFF', share: 1_000, priceMinor: 2_000 },
  { kind: 'ONE_OFF', share: 3_000, priceMinor: 5_000 },
  { kind: 'SUBSCRIPTION', share: 10_000, term: 'MONTH', priceMinor: 900 },
  { kind: 'USAGE', priceMinor: 25_000, capMinor: 10_000, freeRows: 10 },
  { kind: 'ON_REQUEST' },
];

/** A seller with a listing of a thousand rows at 100.00, its menu, and a buyer with money. */
async function market(plans: PlanInput[] = menu) {
  const seller = await createAccount({ roles: ['SELLER'] });
  const bytes = Buffer.from(table);
  const stored = await storage().write(Readable.from([bytes]), { maxBytes: 1_000_000 });
  if (!stored.ok) throw new Error(stored.refusal.code);
  const listing = await createListing(db, { sellerId: seller.accountId, priceMinor: 10_000, bytes, fileName: 'words.csv', rowCount, columnNames: ['id', 'word'] });
  const sellerCtx = contextFor(seller.actor);
  expect(await saveMenu(sellerCtx, { listingId: listing.listingId, plans })).toMatchObject({ ok: true });
  const buyer = await createAccount();
  const ctx = contextFor(buyer.actor);
  await topUpWallet(ctx, { amountMinor: 50_000, idempotencyKey: randomUUID() });
  const { plans: offered } = (await getMenu(db, listing)) ?? { plans: [] };
  const planId = (kind: string, share?: number) => offered.find((plan) => plan.kind === kind && (share === undefined || plan.share === share))?.id ?? '';
  const buy = (choice: ChoiceInput, quotedMinor: number, as = ctx, idempotencyKey = randomUUID()) => placeOrder(as, { listingId: listing.listingId, quotedMinor, licenceSha256, idempotencyKey, choice });
  const plan = (kind: string, { share, rows = null }: { share?: number; rows?: number | null } = {}): ChoiceInput => ({ kind: 'plan', planId: planId(kind, share), rows });
  const balance = async () => { const wallet = await getWallet(ctx); return wallet.ok ? wallet.value.balanceMinor : -1; };
  return { ...listing, sellerCtx, buyer, ctx, buy, plan, balance };
}

/** What a right delivers, read as a table. */
async function rowsOf(ctx: ReturnType<typeof contextFor>, entitlementId: string): Promise<string[]> {
  const grant = await grantDownload(ctx, { entitlementId });
  if (!grant.ok) throw new Error(grant.refusal.code);
  const opened = await openDownload(ctx, { token: grant.value.path.slice('/api/downloads/'.length) });
  if (!opened.ok || !opened.value.stream) throw new Error('nothing to read');
  const bytes = await buffer(opened.value.stream);
  if (opened.value.fileName.endsWith('.csv')) return bytes.toString('utf8').trim().split('\n').slice(1);
  const folder = await mkdtemp(join(tmpdir(), 'part-'));
  try {
    const path = join(folder, 'part.parquet');
    await writeFile(path, bytes);
    const connection = await (await DuckDBInstance.create()).connect();
    return (await connection.runAndReadAll(`select id, word from '${path}'`)).getRows().map((row) => row.map(String).join(','));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describe('a tier', () => {
  it('costs its price and delivers its rows, really; an upgrade costs the difference and contains what was had before', async () => {
    const { ctx, buy, plan, balance } = await market();
    const small = await buy(plan('ONE_OFF', { share: 1_000 }), 2_000);
    if (!small.ok) throw new Error(small.refusal.code);
    const tenth = await rowsOf(ctx, small.value.entitlementId);
    expect(tenth).toHaveLength(100);
    expect(new Set(tenth).size).toBe(100);
    expect(await listOwned(ctx)).toMatchObject({ value: [{ partRows: 100, fileName: 'words.100-rows.parquet', format: 'PARQUET', priceMinor: 2_000 }] });

    expect(code(await buy(plan('ONE_OFF', { share: 3_000 }), 5_000))).toBe('price-changed');
    const middle = await buy(plan('ONE_OFF', { share: 3_000 }), 3_000);
    if (!middle.ok) throw new Error(middle.refusal.code);
    const third = await rowsOf(ctx, middle.value.entitlementId);
    expect(third).toHaveLength(300);
    for (const row of tenth) expect(third).toContain(row);
    // The old right is over, its place taken.
    expect(code(await grantDownload(ctx, { entitlementId: small.value.entitlementId }))).toBe('entitlement-revoked');

    const whole = await buy({ kind: 'whole' }, 5_000);
    if (!whole.ok) throw new Error(whole.refusal.code);
    expect(await rowsOf(ctx, whole.value.entitlementId)).toEqual(table.trim().split('\n').slice(1));
    expect(await balance()).toBe(50_000 - 10_000);
    expect(await listOwned(ctx)).toMatchObject({ value: [{ partRows: null, fileName: 'words.csv' }] });
    expect((await listOwned(ctx)).ok && (await db.listing.findFirst({ select: { salesCount: true } }))?.salesCount).toBe(1);
    expect(code(await buy({ kind: 'whole' }, 0))).toBe('already-owned');
  }, 60_000);

  it('is taken off the price of the whole in the cart, too', async () => {
    const { listingId, ctx, buy, plan, balance } = await market();
    await buy(plan('ONE_OFF', { share: 1_000 }), 2_000);
    expect((await setListed(ctx, { listingId, list: 'cart', isListed: true })).ok).toBe(true);
    expect(await getCart(ctx)).toMatchObject({ value: { cards: [{ id: listingId, priceMinor: 8_000 }], totalMinor: 8_000 } });
    expect(await checkOutCart(ctx, { items: [{ listingId, quotedMinor: 8_000, licenceSha256 }], idempotencyKey: randomUUID() })).toEqual({ ok: true, value: { boughtCount: 1, refused: [] } });
    expect(await balance()).toBe(40_000);
  });

  it('is charged once for a double click, and answers the second with the first', async () => {
    const { buy, plan, balance, ctx } = await market();
    const key = randomUUID();
    const both = await Promise.all([buy(plan('ONE_OFF', { share: 1_000 }), 2_000, ctx, key), buy(plan('ONE_OFF', { share: 1_000 }), 2_000, ctx, key)]);
    expect(both[0]).toEqual(both[1]);
    expect(await balance()).toBe(48_000);
  });

  it('keeps its proportion when the price changes, and who bought before is credited what she paid', async () => {
    const { listingId, sellerCtx, buy, plan } = await market();
    expect(code(await buy(plan('ONE_OFF', { share: 1_000 }), 2_000))).toBe('ok');
    await changePrice(sellerCtx, { listingId, priceMinor: 20_000 }, { suggestedMinor: null });
    expect((await getMenu(db, { listingId }))?.plans.map((one) => one.priceMinor)).toEqual([0, 4_000, 10_000, 1_800, 50_000, 0]);
    expect(code(await buy(plan('ONE_OFF', { share: 3_000 }), 8_000))).toBe('ok');
  });
});

describe('a menu', () => {
  it('that can be got around is refused, with what undercuts what; nothing is saved', async () => {
    const { listingId, sellerCtx } = await market();
    const refused = await saveMenu(sellerCtx, { listingId, plans: [{ kind: 'ONE_OFF', share: 3_400, priceMinor: 2_000 }] });
    expect(refused).toEqual({ ok: false, refusal: { code: 'menu-undercut', field: 'plans.whole', params: { plan: '100%', by: '1 + 1 + 1', coverMinor: 6_000, priceMinor: 10_000 } } });
    expect((await getMenu(db, { listingId }))?.plans).toHaveLength(6);
    expect(code(await saveMenu(sellerCtx, { listingId, plans: [{ kind: 'ON_REQUEST' }, { kind: 'ON_REQUEST' }] }))).toBe('plan-twice');
  });

  it('is its seller’s alone, and an old line of it can’t be bought any more', async () => {
    const { listingId, sellerCtx, buy, plan } = await market();
    const other = await createAccount({ roles: ['SELLER'] });
    expect(code(await saveMenu(contextFor(other.actor), { listingId, plans: [] }))).toBe('not-found');
    const old = plan('ONE_OFF', { share: 1_000 });
    await saveMenu(sellerCtx, { listingId, plans: [] });
    expect(code(await buy(old, 2_000))).toBe('plan-not-offered');
    await expect(db.$executeRaw`update "Plan" set "priceMinor" = 1`).rejects.toThrow(/immutable/);
  });
});

describe('rows by use and for free', () => {
  it('costs by the row beyond the free ones, never more than a tier that holds as many; a further purchase costs the difference', async () => {
    const { ctx, buy, plan, balance } = await market();
    const free = await buy(plan('FREE'), 0);
    if (!free.ok) throw new Error(free.refusal.code);
    expect(await rowsOf(ctx, free.value.entitlementId)).toHaveLength(10);
    expect((await db.listing.findFirst({ select: { salesCount: true } }))?.salesCount).toBe(0);
    const some = await buy(plan('USAGE', { rows: 60 }), 1_250);
    if (!some.ok) throw new Error(some.refusal.code);
    expect(await rowsOf(ctx, some.value.entitlementId)).toHaveLength(60);
    expect(code(await buy(plan('USAGE', { rows: 250 }), 3_750))).toBe('ok');
    expect(await balance()).toBe(50_000 - 5_000);
    expect(code(await buy(plan('USAGE', { rows: 5_000 }), 0))).toBe('plan-not-offered');
  }, 60_000);
});

describe('a subscription', () => {
  const dayMs = 86_400_000;

  it('gives everything for a month, is renewed by the job at the price it began with, once a term whatever runs twice', async () => {
    const { listingId, sellerCtx, buyer, ctx, buy, plan, balance } = await market();
    expect(code(await buy(plan('SUBSCRIPTION'), 900))).toBe('ok');
    expect(code(await buy(plan('SUBSCRIPTION'), 900))).toBe('already-owned');
    await changePrice(sellerCtx, { listingId, priceMinor: 20_000 }, { suggestedMinor: null });
    const later = new Date(Date.now() + 31 * dayMs);
    const system = contextFor({ kind: 'system' }, { now: () => later });
    expect(await Promise.all([renewSubscriptions(system), renewSubscriptions(system)])).toContainEqual({ renewedCount: 1, endedCount: 0 });
    await renewSubscriptions(system);
    expect(await balance()).toBe(50_000 - 1_800);
    expect(await db.order.count({ where: { planKind: 'SUBSCRIPTION' } })).toBe(2);
    const owned = await listOwned(contextFor(buyer.actor, { now: () => later }));
    expect(owned).toMatchObject({ value: [{ isRevoked: false, partRows: null, subscription: { state: 'ACTIVE', priceMinor: 900 } }] });
    expect(await findOwnership(ctx, { listingId })).toMatchObject({ value: { held: { rows: rowCount, isForGood: false, paidMinor: 0 } } });
  });

  it('that was cancelled runs to the end of what is paid and then gives nothing', async () => {
    const { buyer, ctx, buy, plan, balance } = await market();
    const bought = await buy(plan('SUBSCRIPTION'), 900);
    if (!bought.ok) throw new Error(bought.refusal.code);
    const owned = await listOwned(ctx);
    const subscriptionId = (owned.ok && owned.value[0]?.subscription?.id) || '';
    const stranger = await createAccount();
    expect(code(await cancelSubscription(contextFor(stranger.actor), { subscriptionId }))).toBe('not-found');
    expect(code(await cancelSubscription(ctx, { subscriptionId }))).toBe('ok');
    expect(code(await cancelSubscription(ctx, { subscriptionId }))).toBe('subscription-not-running');
    expect(code(await grantDownload(ctx, { entitlementId: bought.value.entitlementId }))).toBe('ok');
    const later = { now: () => new Date(Date.now() + 32 * dayMs) };
    // Even before the job has run.
    expect(code(await grantDownload(contextFor(buyer.actor, later), { entitlementId: bought.value.entitlementId }))).toBe('entitlement-revoked');
    expect(await renewSubscriptions(contextFor({ kind: 'system' }, later))).toEqual({ renewedCount: 0, endedCount: 1 });
    expect(await balance()).toBe(50_000 - 900);
    // And can be bought again.
    expect(code(await buy(plan('SUBSCRIPTION'), 900, contextFor(buyer.actor, later)))).toBe('ok');
  });

  it('ends where the wallet is empty or the listing is gone, without taking anything', async () => {
    const { listingId, sellerCtx, buy, plan, balance } = await market();
    await buy(plan('SUBSCRIPTION'), 900);
    await withdrawListing(sellerCtx, { listingId });
    expect(await renewSubscriptions(contextFor({ kind: 'system' }, { now: () => new Date(Date.now() + 32 * dayMs) }))).toEqual({ renewedCount: 0, endedCount: 1 });
    expect(await balance()).toBe(50_000 - 900);
    expect(await db.subscription.findFirst({ select: { endReason: true } })).toEqual({ endReason: 'withdrawn' });
  });

  it.each(['CLOSED', 'ERASED'] as const)('takes nothing from an account that is %s', async (status) => {
    const { buyer, buy, plan, balance } = await market();
    await buy(plan('SUBSCRIPTION'), 900);
    await db.account.update({ where: { id: buyer.accountId }, data: { status } });
    const system = contextFor({ kind: 'system' }, { now: () => new Date(Date.now() + 32 * dayMs) });
    expect(await renewSubscriptions(system)).toEqual({ renewedCount: 0, endedCount: 1 });
    expect(await balance()).toBe(50_000 - 900);
    expect(await db.subscription.findFirst({ select: { state: true, endReason: true } })).toEqual({ state: 'ENDED', endReason: 'account-closed' });
  });

  it('that can’t be renewed holds up no other, and its fault is told', async () => {
    const [broken, sound] = [await market(), await market()];
    await broken.buy(broken.plan('SUBSCRIPTION'), 900);
    await sound.buy(sound.plan('SUBSCRIPTION'), 900);
    const { id } = await db.subscription.findFirstOrThrow({ where: { buyerId: broken.buyer.accountId }, select: { id: true } });
    // The first in turn finds the order of its next term there already, without the term.
    await db.subscription.update({ where: { id }, data: { paidUntil: new Date(Date.now() + 1_000_000) } });
    await db.order.updateMany({ where: { buyerId: broken.buyer.accountId }, data: { idempotencyKey: `renewal:${id}:2` } });
    await expect(renewSubscriptions(contextFor({ kind: 'system' }, { now: () => new Date(Date.now() + 31 * dayMs) }))).rejects.toThrow('1 of 2 subscriptions could not be renewed');
    expect(await db.order.count({ where: { buyerId: sound.buyer.accountId } })).toBe(2);
  });

  it('ends when everything is bought for good', async () => {
    const { buy, plan } = await market();
    await buy(plan('SUBSCRIPTION'), 900);
    expect(code(await buy({ kind: 'whole' }, 10_000))).toBe('ok');
    expect(await db.subscription.findFirst({ select: { state: true, endReason: true } })).toEqual({ state: 'ENDED', endReason: 'upgraded' });
  });
});

describe('terms on request', () => {
  it('asked for are an act of behaviour only with consent, and only when the asking is new', async () => {
    const [without, agreed] = [await market(), await market()];
    const ask = ({ ctx, listingId }: typeof agreed) => askForOffer(ctx, { listingId, buyerClass: 'ACADEMIC', need: 'For a thesis about words.' });
    expect(await ask(without)).toMatchObject({ value: { state: 'OPEN' } });
    expect(await db.behaviourEvent.count()).toBe(0);
    await publishBundledNotices(contextFor({ kind: 'system' }));
    const { token: noticeToken } = await getNotice(agreed.ctx);
    await recordChoice(agreed.ctx, { noticeToken, choices: { personalisation: true }, surface: 'banner' });
    const later = contextFor(agreed.buyer.actor, { now: () => new Date(Date.now() + 60_000) });
    for (const ctx of [agreed.ctx, later]) expect(await ask({ ...agreed, ctx })).toMatchObject({ value: { state: 'OPEN' } });
    expect(await db.behaviourEvent.findMany({ select: { kind: true, listingId: true } })).toEqual([{ kind: 'REQUEST', listingId: agreed.listingId }]);
  });

  it('are one answer for everybody of a class: who asks later has it at once, who is of another class doesn’t', async () => {
    const { listingId, sellerCtx, ctx, buy, balance } = await market();
    expect(await requestOffer(ctx, { listingId, buyerClass: 'ACADEMIC', need: 'For a thesis about words.' })).toMatchObject({ value: { state: 'OPEN', offer: null } });
    expect(await requestOffer(ctx, { listingId, buyerClass: 'START_UP', need: 'Asking twice changes nothing.' })).toMatchObject({ value: { state: 'OPEN', buyerClass: 'ACADEMIC' } });
    expect(await listRequests(sellerCtx, { listingId })).toMatchObject({ value: [{ buyerClass: 'ACADEMIC', openCount: 1, needs: [{ need: 'For a thesis about words.' }], offer: null }] });
    expect(code(await answerRequests(sellerCtx, { answer: 'OFFER', listingId, buyerClass: 'ACADEMIC', priceMinor: 10_001, days: 30, reason: 'Dearer than the public.' }))).toBe('price-out-of-range');
    expect(await answerRequests(sellerCtx, { answer: 'OFFER', listingId, buyerClass: 'ACADEMIC', priceMinor: 4_000, days: 30, reason: 'Research is published openly.' })).toEqual({ ok: true, value: { answeredCount: 1 } });

    const second = await createAccount();
    const secondCtx = contextFor(second.actor);
    await topUpWallet(secondCtx, { amountMinor: 20_000, idempotencyKey: randomUUID() });
    const asked = await requestOffer(secondCtx, { listingId, buyerClass: 'ACADEMIC', need: 'For another thesis.' });
    const offer = asked.ok ? asked.value.offer : null;
    expect(offer).toMatchObject({ priceMinor: 4_000, reason: 'Research is published openly.' });
    expect((await findOwnership(ctx, { listingId })).ok).toBe(true);

    const third = await createAccount();
    expect(code(await buy({ kind: 'offer', offerId: offer?.offerId ?? '' }, 4_000, contextFor(third.actor)))).toBe('plan-not-offered');
    expect(code(await buy({ kind: 'offer', offerId: offer?.offerId ?? '' }, 4_000))).toBe('ok');
    expect(code(await buy({ kind: 'offer', offerId: offer?.offerId ?? '' }, 4_000, secondCtx))).toBe('ok');
    expect(await balance()).toBe(46_000);
    expect(await db.auditEvent.count({ where: { action: { in: ['offer.requested', 'offer.made'] } } })).toBe(3);
  });

  it('can be declined with a reason, and are not there where the menu has none', async () => {
    const { listingId, sellerCtx, ctx } = await market();
    await requestOffer(ctx, { listingId, buyerClass: 'COMPANY', need: 'We would like a site licence.' });
    await answerRequests(sellerCtx, { answer: 'DECLINE', listingId, buyerClass: 'COMPANY', reason: 'The public price holds.' });
    expect(await findOwnership(ctx, { listingId })).toMatchObject({ value: { request: { state: 'DECLINED', answer: 'The public price holds.', offer: null } } });
    await saveMenu(sellerCtx, { listingId, plans: [] });
    const other = await createAccount();
    expect(code(await requestOffer(contextFor(other.actor), { listingId, buyerClass: 'COMPANY', need: 'We would like a site licence.' }))).toBe('plan-not-offered');
    expect(code(await listRequests(contextFor((await createAccount({ roles: ['SELLER'] })).actor), { listingId }))).toBe('not-found');
  });
});
