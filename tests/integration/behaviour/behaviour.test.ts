import { randomBytes, randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { expireEvents, forgetActivity, getNextActionReport, getSellerSignals, listOwnEvents, predictNextAction, recommend, recordEvent } from '@/lib/behaviour';
import { behaviourSubject } from '@/lib/behaviour/behaviour-subject';
import { inventVisits } from '@/lib/behaviour/core/invent-visits';
import { recordEventInput, type NextActionReport } from '@/lib/behaviour/schema';
import { dropModels } from '@/lib/behaviour/models';
import { findLicence } from '@/lib/catalog';
import { getNotice, publishBundledNotices, recordChoice, showNotice } from '@/lib/consent';
import type { Context } from '@/lib/db';
import { placeOrder } from '@/lib/orders';
import { pseudonym } from '@/lib/shared/pseudonym';
import { seededRandom } from '@/lib/shared/seeded-random';
import { testContext } from '@/tests/support/context';
import { createListing, type MadeListing } from '@/tests/support/market';

const { db, contextFor, createAccount } = await testContext();
const visitor = (overrides: Partial<Context> = {}) => contextFor({ kind: 'visitor', visitorId: randomBytes(16).toString('base64url') }, overrides);
const titles = ['Harbour depth and tide', 'Harbour waves', 'Flight delays', 'Airport weather', 'Rain by station', 'Football results', 'Company prices', 'Census of towns'];

let sellerId: string;
let sellerCtx: Context;
let listings: MadeListing[];
beforeEach(async () => {
  dropModels();
  await publishBundledNotices(contextFor({ kind: 'system' }));
  const seller = await createAccount({ roles: ['SELLER'] });
  sellerId = seller.accountId;
  sellerCtx = contextFor(seller.actor);
  listings = [];
  for (const [index, title] of titles.entries()) listings.push(await createListing(db, { sellerId, title, priceMinor: 0, salesCount: index, publishedAt: new Date(Date.now() - index * 86_400_000) }));
});

const idOf = (index: number): string => listings[index]?.listingId ?? '';

async function agree<T extends Context>(ctx: T, choices: { personalisation?: boolean; 'market-statistics'?: boolean } = { personalisation: true, 'market-statistics': true }): Promise<T> {
  const { token } = await getNotice(ctx);
  const result = await recordChoice(ctx, { noticeToken: token, choices, surface: 'banner' });
  if (!result.ok) throw new Error(result.refusal.code);
  return ctx;
}

async function view(ctx: Context, ...indexes: number[]): Promise<boolean[]> {
  const stored: boolean[] = [];
  for (const index of indexes) {
    const result = await recordEvent(ctx, { kind: 'VIEW', listingId: idOf(index) });
    stored.push(result.ok && result.value.stored);
  }
  return stored;
}

async function listFor(ctx: Context, input: { listingId?: string; size?: number } = {}) {
  const result = await recommend(ctx, { size: 6, ...input });
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value;
}

describe('what people do is kept', () => {
  it('never before a choice, never after a refusal, never without an id to answer for it', async () => {
    const { actor } = await createAccount();
    for (const ctx of [visitor(), contextFor(), contextFor(actor), contextFor({ kind: 'system' })]) expect(await view(ctx, 0, 1)).toEqual([false, false]);
    expect(await view(await agree(visitor(), {}), 0)).toEqual([false]);
    expect(await db.behaviourEvent.count()).toBe(0);
  });

  it('of what a search led to without what was searched for, and as a visit to nothing', async () => {
    const ctx = await agree(visitor());
    expect(await recordEvent(ctx, { kind: 'SEARCH', listingId: idOf(0) })).toEqual({ ok: true, value: { stored: true } });
    expect(await recordEvent(visitor(), { kind: 'SEARCH', listingId: idOf(0) })).toEqual({ ok: true, value: { stored: false } });
    expect(await db.behaviourEvent.findMany({ select: { kind: true, listingId: true } })).toEqual([{ kind: 'SEARCH', listingId: idOf(0) }]);
    expect(recordEventInput.safeParse({ kind: 'SEARCH', listingId: idOf(0), q: 'weather' }).success).toBe(false);
  });

  it('never under Global Privacy Control, although it was agreed to', async () => {
    const agreed = await agree(visitor());
    expect(await view({ ...agreed, hasGpcSignal: true }, 0)).toEqual([false]);
    expect(await view(agreed, 0)).toEqual([true]);
  });

  it('under a pseudonym, with the purposes and the notice it was agreed under', async () => {
    const { actor, accountId } = await createAccount();
    await view(await agree(contextFor(actor), { personalisation: true }), 2);
    const event = await db.behaviourEvent.findFirstOrThrow();
    expect(event).toMatchObject({ subject: pseudonym('behaviour', accountId), kind: 'VIEW', listingId: idOf(2), purposes: ['personalisation'], noticeVersion: 1, isDemo: false });
    expect(JSON.stringify({ ...event, id: '' })).not.toContain(accountId);
  });

  it("not of one's own listing, not of one that is not published, and a reload is one look", async () => {
    expect(await view(await agree(sellerCtx), 0)).toEqual([false]);
    const ctx = await agree(visitor());
    const draft = await createListing(db, { sellerId, status: 'DRAFT' });
    expect(await recordEvent(ctx, { kind: 'VIEW', listingId: draft.listingId })).toMatchObject({ value: { stored: false } });
    expect(await recordEvent(ctx, { kind: 'VIEW', listingId: randomUUID() })).toMatchObject({ value: { stored: false } });
    expect(await view(ctx, 0, 0, 0)).toEqual([true, false, false]);
  });

  it('of a purchase only with consent, in the transaction of the purchase', async () => {
    const licenceSha256 = findLicence('exchange-internal-1.0', 'en')?.sha256 ?? '';
    const buy = async (ctx: Context) => placeOrder(ctx, { listingId: idOf(0), quotedMinor: 0, licenceSha256, idempotencyKey: randomUUID() });
    const silent = contextFor((await createAccount()).actor);
    await showNotice(silent, { noticeToken: (await getNotice(silent)).token, surface: 'purchase' });
    expect(await buy(silent)).toMatchObject({ ok: true });
    expect(await db.behaviourEvent.count()).toBe(0);
    expect(await buy(await agree(contextFor((await createAccount()).actor)))).toMatchObject({ ok: true });
    expect(await db.behaviourEvent.findMany({ select: { kind: true } })).toEqual([{ kind: 'BUY' }]);
  });
});

describe('what is kept is gone', () => {
  it('at once when consent is taken back, and from the lists too', async () => {
    const ctx = await agree(visitor());
    await view(ctx, 0, 2);
    expect((await listFor(ctx)).notPersonalBecause).toBeNull();
    await agree(ctx, {});
    expect(await forgetActivity(ctx)).toMatchObject({ value: { deletedCount: 2 } });
    expect(await db.behaviourEvent.count()).toBe(0);
    expect(await listFor(ctx)).toEqual(await listFor(visitor()));
    expect(await listOwnEvents(ctx)).toMatchObject({ value: [] });
  });

  it('for one purpose while it stays for the other', async () => {
    const ctx = await agree(visitor());
    await view(ctx, 0);
    await agree(ctx, { 'market-statistics': true });
    await forgetActivity(ctx);
    expect(await db.behaviourEvent.findMany({ select: { purposes: true } })).toEqual([{ purposes: ['market-statistics'] }]);
    expect(await listFor(ctx)).toMatchObject({ isPersonal: false, notPersonalBecause: 'no-consent' });
  });

  it('when its time is over', async () => {
    const past = await agree(visitor({ now: () => new Date(Date.now() - 181 * 86_400_000) }));
    await view(past, 0);
    await view({ ...past, now: () => new Date() }, 1);
    expect(await expireEvents(contextFor({ kind: 'system' }), { days: 180 })).toBe(1);
    expect(await db.behaviourEvent.findMany({ select: { listingId: true } })).toEqual([{ listingId: idOf(1) }]);
  });

  it("is seen by nobody else: one person's record never appears in another's", async () => {
    const [one, other] = [await agree(visitor()), await agree(visitor())];
    await view(one, 0);
    expect(await listOwnEvents(other)).toMatchObject({ ok: true, value: [] });
    expect(await listOwnEvents(one)).toMatchObject({ value: [{ kind: 'VIEW', title: titles[0] }] });
  });
});

describe('recommendations', () => {
  it('are the same for everyone who agreed to nothing, whatever they did', async () => {
    const [one, other] = [visitor(), contextFor((await createAccount()).actor)];
    await view(one, 0, 1, 2);
    expect(await listFor(one)).toEqual(await listFor(other));
    expect(await listFor(one, { listingId: idOf(0) })).toEqual(await listFor(other, { listingId: idOf(0) }));
    expect(await listFor(one)).toMatchObject({ isPersonal: false, notPersonalBecause: 'no-consent' });
  });

  it('come from what others looked at together, and name what this person really viewed', async () => {
    for (let person = 0; person < 6; person += 1) await view(await agree(visitor()), 0, 7);
    for (let person = 0; person < 3; person += 1) await view(await agree(visitor()), 2, 3);
    const ctx = await agree(visitor());
    await view(ctx, 0);
    dropModels();
    const list = await listFor(ctx);
    expect(list).toMatchObject({ isPersonal: true, notPersonalBecause: null });
    expect(list.items[0]).toMatchObject({ card: { id: idOf(7) }, reason: { code: 'because-you-viewed', anchorTitle: titles[0], supporterCount: 6 } });
    expect(list.items.map(({ card }) => card.id)).not.toContain(idOf(0));
    expect(await listFor({ ...ctx, hasGpcSignal: true })).toMatchObject({ isPersonal: false, notPersonalBecause: 'gpc' });
  });

  it('R13 name a dataset only where the place of an item is owed to it: had she not opened that one, the score would be lower', async () => {
    // Habits that overlap, so that what is left over weighs more when something is taken away.
    const habits = [[0, 1, 4], [0, 4], [1, 4, 5], [2, 4], [0, 2, 5], [1, 2, 4, 6], [0, 1, 2, 6], [2, 5], [1, 5, 6], [0, 6]];
    for (const habit of habits) await view(await agree(visitor()), ...habit);
    const ctx = await agree(visitor());
    await view(ctx, 0, 1, 2);
    dropModels();
    const whole = await listFor(ctx);
    const viewed = whole.items.filter(({ reason }) => reason.code === 'because-you-viewed' || reason.code === 'because-of-several');
    expect(viewed.length).toBeGreaterThan(1);
    const mine = (await db.behaviourEvent.findMany({ where: { subject: behaviourSubject(ctx) ?? '' }, orderBy: { id: 'asc' } }));
    for (const left of [0, 1, 2]) {
      await db.behaviourEvent.deleteMany({ where: { subject: behaviourSubject(ctx) ?? '', listingId: idOf(left) } });
      dropModels();
      const without = new Map((await listFor(ctx, { size: 12 })).items.map(({ card, reason, why }) => [card.id, reason.code.startsWith('because') ? why.score : 0]));
      for (const { card, reason, why } of viewed) if (reason.code === 'because-you-viewed' && reason.anchorTitle === titles[left]) expect([card.title, (without.get(card.id) ?? 0) < why.score]).toEqual([card.title, true]);
      await db.behaviourEvent.deleteMany({ where: { subject: behaviourSubject(ctx) ?? '' } });
      await db.behaviourEvent.createMany({ data: mine });
    }
  });

  it('leave out what is owned, sold by oneself, waved away or being looked at', async () => {
    const ctx = await agree(contextFor((await createAccount()).actor));
    const licenceSha256 = findLicence('exchange-internal-1.0', 'en')?.sha256 ?? '';
    await placeOrder(ctx, { listingId: idOf(7), quotedMinor: 0, licenceSha256, idempotencyKey: randomUUID() });
    await recordEvent(ctx, { kind: 'DISMISS', listingId: idOf(6) });
    const shown = (await listFor(ctx, { listingId: idOf(5), size: 12 })).items.map(({ card }) => card.id);
    for (const index of [5, 6, 7]) expect(shown).not.toContain(idOf(index));
    expect((await listFor(await agree(sellerCtx), { size: 12 })).items).toEqual([]);
  });

  it('learn nothing from people who agreed to statistics alone', async () => {
    for (let person = 0; person < 6; person += 1) await view(await agree(visitor(), { 'market-statistics': true }), 0, 7);
    const ctx = await agree(visitor());
    await view(ctx, 0);
    dropModels();
    expect((await listFor(ctx)).items.filter(({ reason }) => reason.code === 'because-you-viewed')).toEqual([]);
  });
});

describe('what a seller sees', () => {
  it('is a number of people, and only from five on', async () => {
    for (let person = 0; person < 4; person += 1) await view(await agree(visitor()), 0);
    expect(await getSellerSignals(sellerCtx)).toMatchObject({ value: [{ listingId: idOf(0), viewers: null }] });
    await view(await agree(visitor()), 0);
    await view(await agree(visitor(), { personalisation: true }), 0);
    expect(await getSellerSignals(sellerCtx)).toMatchObject({ value: [{ listingId: idOf(0), viewers: 5, savers: null, buyers: null }] });
  });

  it("is of the seller's own listings", async () => {
    for (let person = 0; person < 5; person += 1) await view(await agree(visitor()), 0);
    expect(await getSellerSignals(contextFor((await createAccount({ roles: ['SELLER'] })).actor))).toMatchObject({ ok: true, value: [] });
    expect(await getSellerSignals(contextFor((await createAccount()).actor))).toMatchObject({ refusal: { code: 'not-allowed' } });
  });
});

describe('the next action', () => {
  it('is predicted from the own past, with consent, and is a distribution', async () => {
    const ctx = await agree(visitor());
    expect(await predictNextAction(ctx)).toEqual({ ok: true, value: null });
    await view(ctx, 0, 1);
    dropModels();
    const predicted = await predictNextAction(ctx);
    const shares = predicted.ok && predicted.value ? Object.values(predicted.value) : [];
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
    expect(await predictNextAction({ ...ctx, hasGpcSignal: true })).toEqual({ ok: true, value: null });
    expect(await predictNextAction(visitor())).toEqual({ ok: true, value: null });
  });

  it('is judged for administrators only, by the newest fifth of what happened: every count of its table can be counted again', async () => {
    const admin = contextFor((await createAccount({ roles: ['ADMIN'] })).actor);
    expect(await getNextActionReport(admin)).toEqual({ ok: true, value: null });
    const visits = inventVisits(await db.listing.findMany({ orderBy: { title: 'asc' }, select: { id: true, category: true, salesCount: true } }), 24, seededRandom(1)).toSorted((a, b) => b.secondsBefore - a.secondsBefore);
    await db.behaviourEvent.createMany({ data: visits.map(({ person, visit, kind, listingId, secondsBefore }) => ({ subject: `p${person}`, visit: `p${person} v${visit}`, kind, listingId, purposes: ['personalisation'], noticeVersion: 1, at: new Date(Date.now() - secondsBefore * 1_000) })) });
    dropModels();
    // Pages are served meanwhile: of all the time it takes no half passes in one piece.
    const turns = [performance.now()];
    const watching = setInterval(() => { turns.push(performance.now()); }, 5);
    const { value: report } = (await getNextActionReport(admin)) as { readonly value: NonNullable<NextActionReport> };
    clearInterval(watching);
    turns.push(performance.now());
    expect(Math.max(...turns.slice(1).map((at, index) => at - (turns[index] ?? 0)))).toBeLessThan(((turns.at(-1) ?? 0) - (turns[0] ?? 0)) / 2);
    const actionOf: Readonly<Record<string, number>> = { VIEW: 0, PREVIEW: 0, SAVE: 1, BUY: 2 };
    const rows = (await db.behaviourEvent.findMany({ orderBy: [{ at: 'asc' }, { id: 'asc' }], select: { visit: true, kind: true } })).filter(({ kind }) => kind in actionOf);
    const happened = rows.map(({ visit }, index) => actionOf[rows.slice(index + 1).find((later) => later.visit === visit)?.kind ?? ''] ?? 3);
    const newest = happened.slice(Math.floor(happened.length * 0.8));
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    expect(report.confusion.map(sum)).toEqual([0, 1, 2, 3].map((action) => newest.filter((label) => label === action).length));
    expect(report).toMatchObject({ testCount: newest.length, trainCount: happened.length - newest.length, demoShare: 0, modelVersion: expect.stringMatching(/\(ml-knn, k = \d+\)$/) });
    expect(report.accuracy).toBeCloseTo(sum(report.confusion.map((row, action) => row[action] ?? 0)) / newest.length, 12);
    const frequent = [0, 1, 2, 3].toSorted((a, b) => happened.slice(0, -newest.length).filter((label) => label === b).length - happened.slice(0, -newest.length).filter((label) => label === a).length)[0];
    expect(report.majorityAccuracy).toBeCloseTo(newest.filter((label) => label === frequent).length / newest.length, 12);
    for (const [over, other] of [[report.overMajority, report.majorityAccuracy], [report.overMarkov, report.markovAccuracy], [report.overLogistic, report.logisticAccuracy]] as const) {
      expect(over[0]).toBeLessThanOrEqual(report.accuracy - other);
      expect(over[1]).toBeGreaterThanOrEqual(report.accuracy - other);
    }
    expect(sum(report.reliability.map(({ count }) => count))).toBeGreaterThan(0);
    expect(await getNextActionReport(sellerCtx)).toMatchObject({ refusal: { code: 'not-allowed' } });
    expect(await getNextActionReport(contextFor())).toMatchObject({ refusal: { code: 'sign-in-needed' } });
  });
});
