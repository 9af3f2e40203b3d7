import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { buildIndex, expireEvents, forgetActivity, getSellerSignals, listCompanions, listOwnEvents, predictNextAction, readHistory, recommend, recordEvents, settleActivity } from '@/lib/behaviour';
import { behaviourSubject } from '@/lib/behaviour/behaviour-subject';
import { dropModels } from '@/lib/behaviour/models';
import { getServing, refreshServing } from '@/lib/behaviour/serving';
import { getNotice, recordChoice } from '@/lib/consent';
import { insertNotice } from '@/lib/consent/store';
import type { Context } from '@/lib/db';
import { listPeople } from '@/lib/pricing/store-demand';
import { listRecentDecisions, replayDecision } from '@/lib/registry';
import { answerRight, askRight, eraseSelf, withdrawRight } from '@/lib/rights';
import { storage } from '@/lib/storage';
import { testContext } from '@/tests/support/context';
import { freshMarket } from '@/tests/support/fresh-market';
import { newPerson } from '@/tests/support/people';

const test = await testContext();
const { db, contextFor, createAccount } = test;
const later = (seconds: number) => contextFor({ kind: 'system' }, { now: () => new Date(Date.now() + seconds * 1_000) });
const both = { personalisation: true, 'market-statistics': true };
let listingIds: string[];
let seller: Context;
beforeEach(async () => {
  const made = await freshMarket(test, ['Depth', 'Waves', 'Flights', 'Rain', 'Football', 'Prices'].map((title) => ({ title })));
  [seller, listingIds] = [contextFor(made.seller.actor), made.listingIds];
});

const visitor = () => contextFor({ kind: 'visitor', visitorId: randomBytes(16).toString('base64url') });
/** As the route does: what follows from a choice is in its transaction. */
async function choose<T extends Context>(ctx: T, choices: Partial<typeof both>): Promise<T> {
  const { token } = await getNotice(ctx);
  const chosen = await recordChoice(ctx, { noticeToken: token, choices, surface: 'banner' }, async (tx) => { await settleActivity(tx, ctx); });
  if (!chosen.ok) throw new Error(chosen.refusal.code);
  return ctx;
}
const look = async (ctx: Context, ...indexes: number[]) => { await recordEvents(ctx, { events: indexes.map((index) => ({ kind: 'VIEW' as const, listingId: listingIds[index] ?? '' })) }); return ctx; };
const because = async (ctx: Context) => {
  const list = await recommend(ctx, { size: 4, surface: 'home' });
  if (!list.ok) throw new Error(list.refusal.code);
  return list.value.items.filter(({ reason }) => reason.code === 'because-you-viewed').map(({ card }) => listingIds.indexOf(card.id)).toSorted();
};
const demandOf = async (index: number) => new Set((await listPeople(db, { listingIds: [listingIds[index] ?? ''], since: new Date(0) })).map((row) => row.subject)).size;
const viewersOf = async (index: number) => { const signals = await getSellerSignals(seller); return signals.ok ? signals.value.find((each) => each.listingId === listingIds[index])?.viewers : undefined; };

describe('whoever limits what is done with her data', () => {
  /** Somebody who alone joins 0 and 1, and another who joins 0 and 2; the index holds both. */
  async function market() {
    const person = await newPerson(test);
    await choose(person.ctx, both);
    await look(person.ctx, 0, 1);
    await look(await choose(visitor(), both), 0, 2);
    for (let each = 0; each < 4; each += 1) await look(await choose(visitor(), both), 1);
    const reader = await look(await choose(visitor(), both), 0);
    await buildIndex(later(20));
    dropModels();
    expect(await because(reader)).toEqual([1, 2]);
    expect([await demandOf(1), await viewersOf(1)]).toEqual([5, 5]);
    return { person: person.ctx, reader };
  }

  for (const kind of ['RESTRICTION', 'OBJECTION', 'AUTOMATED_DECISIONS'] as const) {
    it(`is out of lists, training, reports and prices at once, and of the next index: ${kind}`, async () => {
      const { person, reader } = await market();
      await look(person, 3);
      const asked = await askRight(person, { kind, statement: 'I do not want this to go on.' });
      if (!asked.ok) throw new Error(asked.refusal.code);
      expect(await because(reader)).toEqual([2]);
      expect((await readHistory(db, { now: new Date() })).map((event) => listingIds.indexOf(event.listingId)).toSorted()).toEqual([0, 0, 1, 1, 1, 1, 2]);
      expect([await demandOf(1), await viewersOf(1)]).toEqual([4, null]);
      expect(await predictNextAction(person)).toEqual({ ok: true, value: null });
      expect(await because(person)).toEqual([]);
      await look(person, 4);
      // It is kept as it was, and she sees it.
      expect(await listOwnEvents(person)).toMatchObject({ value: [{ title: 'Rain' }, { title: 'Waves' }, { title: 'Depth' }] });
      await buildIndex(later(80));
      await refreshServing(db, new Date());
      expect(await because(reader)).toEqual([2]);
      expect((await getServing(db, new Date())).content.owned.table.sessionCount).toBe(6);
      expect(await buildIndex(later(140))).toEqual({ isBuilt: false });
      expect(await db.behaviourForgotten.count()).toBe(0);
      expect(await because(reader)).toEqual([2]);
    });
  }

  it('loses nothing by choosing again meanwhile, and counts again when nothing limits it any more', async () => {
    const { person, reader } = await market();
    const { id: decisionId } = await db.decision.create({ data: { model: 'next-action', version: 'x', subject: behaviourSubject(person) ?? '', objectId: listingIds[0] ?? '', inputSha256: '0'.repeat(64), output: {}, at: new Date() } });
    const shownToAdministrators = async () => { const list = await listRecentDecisions(admin, { model: 'next-action' }); return list.ok ? list.value.map((row) => row.id).filter((id) => id === decisionId).length : -1; };
    const admin = contextFor((await createAccount({ roles: ['ADMIN'] })).actor);
    expect(await shownToAdministrators()).toBe(1);
    const [restricted, objected] = [await askRight(person, { kind: 'RESTRICTION', statement: 'While you look into it.' }), await askRight(person, { kind: 'OBJECTION', statement: 'And I object as well.' })];
    if (!restricted.ok || !objected.ok) throw new Error('not asked');
    await choose(person, both);
    await forgetActivity(person);
    expect(await listOwnEvents(person)).toMatchObject({ value: [{ title: 'Waves' }, { title: 'Depth' }] });
    // Nor does anybody look up what was decided about her before.
    expect([await shownToAdministrators(), await replayDecision(admin, { decisionId }, {})]).toEqual([0, { ok: false, refusal: { code: 'not-found' } }]);
    expect((await answerRight(admin, { requestId: objected.value.requestId, isGranted: false, answer: 'It rests on your consent.' })).ok).toBe(true);
    // The other one still holds.
    expect(await demandOf(1)).toBe(4);
    expect((await withdrawRight(person, { requestId: restricted.value.requestId })).ok).toBe(true);
    expect([await demandOf(1), await shownToAdministrators()]).toEqual([5, 1]);
    await look(person, 5);
    await buildIndex(later(80));
    await refreshServing(db, new Date());
    expect(await because(reader)).toContain(1);
  });

  it('and then takes consent back has nothing kept', async () => {
    const { person } = await market();
    await askRight(person, { kind: 'RESTRICTION', statement: 'While you look into it.' });
    await choose(person, { 'market-statistics': true });
    expect((await db.behaviourEvent.findMany({ where: { isHeld: true } })).map((row) => row.purposes)).toEqual([['market-statistics'], ['market-statistics']]);
    await choose(person, {});
    expect(await db.behaviourEvent.count({ where: { isHeld: true } })).toBe(0);
  });
});

describe('a withdrawal at the same moment', () => {
  it('leaves no event, impression or decision behind, whichever comes first', async () => {
    for (let round = 0; round < 12; round += 1) {
      const ctx = await look(await choose(visitor(), both), 0);
      await look(await choose(visitor(), both), 0, 1);
      const before = await db.behaviourEvent.count();
      // Pages tell and ask while she takes it back; the order is chance.
      const acts = [...Array.from({ length: 6 }, (_, index) => () => look(ctx, 1 + (index % 5))), () => because(ctx), () => because(ctx), () => predictNextAction(ctx)];
      acts.splice(round % (acts.length + 1), 0, () => choose(ctx, {}));
      await Promise.all(acts.map((act) => act()));
      const [events, impressions, decisions] = [await db.behaviourEvent.count(), await db.impression.count(), await db.decision.count()];
      expect({ round, events, impressions, decisions }).toEqual({ round, events: before - 1, impressions: 0, decisions: 0 });
    }
  }, 60_000);

  it('of a limit leaves no event that is used, and an erasure none at all', async () => {
    for (let round = 0; round < 4; round += 1) {
      const { ctx } = await newPerson(test);
      await choose(ctx, both);
      await Promise.all([look(ctx, 0), look(ctx, 1), askRight(ctx, { kind: 'RESTRICTION', statement: 'While you look into it.' }), look(ctx, 2), look(ctx, 3)]);
      expect(await db.behaviourEvent.count({ where: { isHeld: false } })).toBe(0);
      const [erased] = await Promise.all([eraseSelf(ctx, { confirmation: 'ERASE', walletMinor: 0, sellerBalanceMinor: 0, subscriptionCount: 0 }), look(ctx, 4), look(ctx, 5)]);
      expect(erased.ok).toBe(true);
      await look(ctx, 0);
      expect(await db.behaviourEvent.count()).toBe(0);
    }
  }, 60_000);

  it('two pages that tell the same are one act', async () => {
    const ctx = await choose(visitor(), both);
    await Promise.all(Array.from({ length: 8 }, () => look(ctx, 0)));
    expect(await db.behaviourEvent.count()).toBe(1);
  });
});

describe('what was agreed to', () => {
  it('for a time is used no longer than that, and is deleted after it', async () => {
    await look(await choose(visitor(), both), 0, 1);
    const reader = await look(await choose(visitor(), both), 0);
    await buildIndex(later(20));
    dropModels();
    expect(await because(reader)).toEqual([1]);
    const [first] = await db.behaviourEvent.findMany({ orderBy: { id: 'asc' }, take: 1 });
    expect(first?.consentUntil?.getTime()).toBeGreaterThan(Date.now() + 360 * 86_400_000);
    await db.behaviourEvent.updateMany({ where: { subject: first?.subject ?? '' }, data: { consentUntil: new Date(Date.now() - 1_000) } });
    expect(await readHistory(db, { now: new Date() })).toHaveLength(1);
    await expireEvents(contextFor({ kind: 'system' }), { days: 180 });
    expect(await db.behaviourEvent.count()).toBe(1);
    expect(await because(reader)).toEqual([]);
    await buildIndex(later(80));
    expect((await db.behaviourIndex.findFirstOrThrow({ orderBy: { id: 'desc' } })).sessionCount).toBe(1);
  });

  it('under a notice that a newer one replaces is used for nothing until it is agreed to again, in no process and no file', async () => {
    const again = await look(await choose(visitor(), both), 0, 1);
    await look(await choose(visitor(), both), 0, 2);
    const reader = await look(await choose(visitor(), both), 0);
    await buildIndex(later(20));
    const old = await storage().localPath((await db.behaviourIndex.findFirstOrThrow()).sha256);
    dropModels();
    expect(await because(reader)).toEqual([1, 2]);
    for (const locale of ['en', 'zh']) await insertNotice(db, { code: 'privacy', version: 2, locale, title: 'Notice', body: 'Other words', sha256: 'c'.repeat(64), isMaterial: true, publishedAt: new Date() });
    await choose(reader, both);
    expect(await because(reader)).toEqual([]);
    expect(await listCompanions(reader, { listingId: listingIds[0] ?? '', size: 6 })).toMatchObject({ value: { viewedNext: [] } });
    expect(await buildIndex(later(80))).toEqual({ isBuilt: true });
    await expect(readFile(old)).rejects.toThrow();
    await choose(again, both);
    await look(again, 3);
    await buildIndex(later(140));
    await refreshServing(db, new Date());
    expect(await because(reader)).toEqual([1, 3]);
  });
});
