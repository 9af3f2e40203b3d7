import { randomBytes, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { flushShown, listOwnDecisions, listOwnShown, recommend, recordEvents, settleActivity, startDeferring, stopDeferring, takeDropped } from '@/lib/behaviour';
import { askAbout } from '@/lib/behaviour/ask-about';
import { behaviourSubject } from '@/lib/behaviour/behaviour-subject';
import { dropModels } from '@/lib/behaviour/models';
import { queueShown } from '@/lib/behaviour/shown-queue';
import { insertImpressions, markOutcomes } from '@/lib/behaviour/store-impressions';
import { consentSubjects, getNotice, lockSubjects, recordChoice } from '@/lib/consent';
import type { Context, Db, PrismaClient } from '@/lib/db';
import { startFlushing } from '@/lib/jobs';
import { askRight, eraseSelf } from '@/lib/rights';
import { testContext } from '@/tests/support/context';
import { freshMarket } from '@/tests/support/fresh-market';
import { newPerson } from '@/tests/support/people';

const test = await testContext();
const { db, contextFor } = test;
let listingIds: string[];
beforeEach(async () => {
  dropModels();
  listingIds = (await freshMarket(test, ['Depth', 'Waves', 'Flights', 'Rain', 'Football', 'Prices'].map((title) => ({ title })))).listingIds;
  startDeferring();
  // The clock that writes what waits stands still: the test says when.
  vi.useFakeTimers({ toFake: ['setTimeout'] });
});
afterEach(async () => {
  vi.useRealTimers();
  stopDeferring();
  await flushShown(db);
});

const visitor = () => contextFor({ kind: 'visitor', visitorId: randomBytes(16).toString('base64url') });
async function choose<T extends Context>(ctx: T, choices: { personalisation?: boolean }): Promise<T> {
  const { token } = await getNotice(ctx);
  await recordChoice(ctx, { noticeToken: token, choices, surface: 'banner' }, async (tx) => { await settleActivity(tx, ctx); });
  return ctx;
}
const look = async (ctx: Context, index: number) => { await recordEvents(ctx, { events: [{ kind: 'VIEW', listingId: listingIds[index] ?? '' }] }); return ctx; };
const shown = async (ctx: Context) => { const list = await recommend(ctx, { surface: 'home' }); if (!list.ok) throw new Error(list.refusal.code); return list.value; };
const kept = async () => [await db.impression.count(), await db.decision.count(), await db.decisionInput.count()];

describe('what was shown and is not written yet', () => {
  it('is written for everybody at once, place by place, with what it was decided from', async () => {
    const people = await Promise.all([0, 1, 2].map(async (index) => look(await choose(visitor(), { personalisation: true }), index)));
    const lists = await Promise.all(people.map(shown));
    expect(await kept()).toEqual([0, 0, 0]);
    await flushShown(db);
    const rows = await db.impression.findMany({ orderBy: [{ listId: 'asc' }, { position: 'asc' }] });
    expect(rows.map((row) => row.listingId).toSorted()).toEqual(lists.flatMap((list) => list.items.map(({ card }) => card.id)).toSorted());
    expect(new Set(rows.map((row) => row.subject)).size).toBe(3);
    expect(await kept()).toEqual([rows.length, 3, 6]);
  });

  it('is read and credited as if it were', async () => {
    const ctx = await look(await choose(visitor(), { personalisation: true }), 0);
    const { items } = await shown(ctx);
    expect(await listOwnShown(ctx, { take: 50 })).toMatchObject({ ok: true, value: items.map(() => ({ surface: 'home' })) });
    await shown(ctx);
    expect(await listOwnDecisions(ctx, { take: 50 })).toMatchObject({ value: [{ model: 'next-item' }, { model: 'next-item' }] });
    const again = await shown(ctx);
    await recordEvents(ctx, { events: [{ kind: 'VIEW', listingId: again.items[0]?.card.id ?? '' }] });
    expect(await db.impression.count({ where: { clickedAt: { not: null } } })).toBe(1);
  });

  it('is written by a server that ends', async () => {
    const running = startFlushing(db, (fault) => { throw fault; });
    const { items } = await shown(await look(await choose(visitor(), { personalisation: true }), 0));
    expect(await kept()).toEqual([0, 0, 0]);
    await running.stop();
    expect(await kept()).toEqual([items.length, 1, 2]);
  });

  it('waits for its own time while what came before is being written', async () => {
    const people = await Promise.all([0, 1].map(async (index) => look(await choose(visitor(), { personalisation: true }), index))) as [Context, Context];
    const { items } = await shown(people[0]);
    let open = (): void => undefined;
    const gate = new Promise<void>((go) => { open = go; });
    const slow = { $transaction: async (...asked: Parameters<PrismaClient['$transaction']>) => { await gate; return db.$transaction(...asked); } } as unknown as PrismaClient;
    const writing = flushShown(slow);
    const { items: laters } = await shown(people[1]);
    open();
    await writing;
    expect(await kept()).toEqual([items.length, 1, 2]);
    // It is planned, and not forgotten.
    await vi.waitFor(async () => { expect(await kept()).toEqual([items.length + laters.length, 2, 4]); });
  });

  it('is waited for by who asks for it while another writes it', async () => {
    const { items } = await shown(await look(await choose(visitor(), { personalisation: true }), 0));
    let open = (): void => undefined;
    const gate = new Promise<void>((go) => { open = go; });
    const slow = { $transaction: async (...asked: Parameters<PrismaClient['$transaction']>) => { await gate; return db.$transaction(...asked); } } as unknown as PrismaClient;
    const writing = flushShown(slow);
    const seen = flushShown(db).then(kept);
    expect(await kept()).toEqual([0, 0, 0]);
    open();
    expect(await seen).toEqual([items.length, 1, 2]);
    await writing;
  });

  it('is written together for twenty who ask for it while lists come', async () => {
    const ctx = await look(await choose(visitor(), { personalisation: true }), 0);
    let transactions = 0;
    const counted = { $transaction: async (...asked: Parameters<PrismaClient['$transaction']>) => { transactions += 1; await shown(ctx); return db.$transaction(...asked); } } as unknown as PrismaClient;
    await shown(ctx);
    await Promise.all(Array.from({ length: 20 }, () => flushShown(counted)));
    expect(transactions).toBe(1);
  });

  it('is written with what comes while a server ends', async () => {
    const people = await Promise.all([0, 1].map(async (index) => look(await choose(visitor(), { personalisation: true }), index))) as [Context, Context];
    await shown(people[0]);
    let open = (): void => undefined;
    const gate = new Promise<void>((go) => { open = go; });
    const slow = { $transaction: async (...asked: Parameters<PrismaClient['$transaction']>) => { await gate; return db.$transaction(...asked); } } as unknown as PrismaClient;
    const ending = flushShown(slow, { isLast: true });
    await shown(people[1]);
    open();
    await ending;
    expect(await db.decision.count()).toBe(2);
  });

  it('waits no longer because somebody else is held up', async () => {
    const [held, other] = await Promise.all([0, 1].map(async (index) => look(await choose(visitor(), { personalisation: true }), index))) as [Context, Context];
    await shown(held);
    await db.$transaction(async (tx) => {
      await lockSubjects(tx, { subjects: consentSubjects(held) });
      await flushShown(db);
      await shown(other);
      await vi.advanceTimersByTimeAsync(100);
      vi.useRealTimers();
      await vi.waitFor(async () => { expect(await db.decision.count()).toBe(1); });
    }, { timeout: 20_000 });
  });

  it('waits for a database that refuses, and is written once', async () => {
    const { items } = await shown(await look(await choose(visitor(), { personalisation: true }), 0));
    const away = { $transaction: () => Promise.reject(new Error('away')) } as unknown as PrismaClient;
    await expect(flushShown(away)).rejects.toThrow('away');
    await flushShown(db);
    await flushShown(db);
    expect(await kept()).toEqual([items.length, 1, 2]);
  });
});

describe('one entry that the database refuses for what it is', () => {
  it('keeps nobody else out, and is given up and reported without a word of whom', async () => {
    const people = await Promise.all([0, 1, 2].map(async (index) => look(await choose(visitor(), { personalisation: true }), index))) as [Context, Context, Context];
    const [first, poisoned, last] = people;
    const { items } = await shown(first);
    const subject = behaviourSubject(poisoned) ?? '';
    const bad = { listId: randomUUID(), subject, surface: 'home', model: 'NUL \u0000', arm: '', listingIds: [listingIds[0] ?? ''], reasons: ['new'], isDemo: false, at: new Date() };
    const givenBy = (await askAbout(poisoned)).consent.givenBy('personalisation');
    await queueShown(poisoned, { givenBy, decisions: [], lists: [bad] });
    await queueShown(poisoned, { givenBy, decisions: [], lists: [{ ...bad, model: 'x', listingIds: ['no id'] }] });
    await queueShown(poisoned, { givenBy, decisions: [], lists: [{ ...bad, model: 'x', at: new Date(Number.NaN) }] });
    const { items: lasts } = await shown(last);
    const faults: string[] = [];
    const running = startFlushing(db, (fault, where) => { faults.push(`${where}: ${String(fault)}`); });
    await running.stop();
    expect(await kept()).toEqual([items.length + lasts.length, 2, 4]);
    expect(faults).toEqual(['shown lists: Error: The database refused 3 of what was shown for what it is; it was given up.']);
    await flushShown(db);
    expect(takeDropped()).toBe(0);
  });
});

describe('a batch of acts', () => {
  it('is credited in one statement: each to the newest list that showed its listing, in its time, once', async () => {
    const [subject, now] = [`someone ${randomUUID()}`, Date.now()];
    const [a = '', b = '', c = ''] = listingIds;
    const row = (listingId: string, hoursAgo: number, of = subject) => ({ listId: randomUUID(), subject: of, surface: 'home', model: 'm', arm: '', listingIds: [listingId], reasons: ['new'], isDemo: false, at: new Date(now - hoursAgo * 3_600_000) });
    await insertImpressions(db, [row(a, 50), row(a, 2), row(a, 1), row(b, 30), row(c, 1), row(a, 0.5, 'other')]);
    let statements = 0;
    const counted = db.$extends({ query: { $allOperations: ({ args, query }) => { statements += 1; return query(args); } } }) as unknown as Db;
    await markOutcomes(counted, { subject, at: new Date(now), acts: [{ listingId: a, kind: 'VIEW' }, { listingId: a, kind: 'BUY' }, { listingId: b, kind: 'VIEW' }, { listingId: b, kind: 'SAVE' }, { listingId: b, kind: 'CART' }, { listingId: c, kind: 'DISMISS' }] });
    expect(statements).toBe(1);
    const marks = async () => (await db.impression.findMany({ orderBy: { id: 'asc' } })).map((each) => [each.clickedAt, each.savedAt, each.boughtAt].map((at) => (at === null ? null : at.getTime() - now)));
    const none = [null, null, null];
    const credited = [none, none, [0, null, 0], [null, 0, null], none, none];
    expect(await marks()).toEqual(credited);
    // Again and later: what was credited stays as it was, and none before it is credited instead.
    await markOutcomes(db, { subject, at: new Date(now + 60_000), acts: [{ listingId: a, kind: 'VIEW' }, { listingId: b, kind: 'CART' }] });
    expect(await marks()).toEqual(credited);
  });
});

describe('a person about whom something else is under way', () => {
  it('holds nobody else up, and what she was shown is written afterwards', async () => {
    const people = await Promise.all([0, 1, 2, 3].map(async (index) => look(await choose(visitor(), { personalisation: true }), index)));
    await Promise.all(people.map(shown));
    const [held, ...others] = people as [Context, ...Context[]];
    await db.$transaction(async (tx) => {
      await lockSubjects(tx, { subjects: consentSubjects(held) });
      await flushShown(db);
      expect(await db.decision.count()).toBe(3);
      for (const ctx of others) await choose(ctx, {});
    }, { timeout: 30_000 });
    await flushShown(db, { isLast: true });
    expect(await db.decision.count()).toBe(1);
  });
});

describe('is never written', () => {
  it('of whoever took consent back meanwhile, nor when she agrees anew before it would be; what others were shown is', async () => {
    const [leaving, returning, staying] = await Promise.all([0, 1, 2].map(async (index) => look(await choose(visitor(), { personalisation: true }), index))) as [Context, Context, Context];
    await Promise.all([leaving, returning, staying].map(shown));
    for (const ctx of [leaving, returning]) await choose(ctx, {});
    await choose(returning, { personalisation: true });
    await flushShown(db);
    expect([await db.decision.count(), new Set((await db.impression.findMany()).map((row) => row.subject)).size]).toEqual([1, 1]);
    // What she is shown from then on is.
    await look(returning, 1);
    await shown(returning);
    await flushShown(db);
    expect(await db.decision.count()).toBe(2);
  });

  it('of whoever limits what is done with her data or has her account erased meanwhile', async () => {
    const [limiting, erasing] = [await newPerson(test), await newPerson(test)];
    for (const { ctx } of [limiting, erasing]) await look(await choose(ctx, { personalisation: true }), 0);
    for (const { ctx } of [limiting, erasing]) await shown(ctx);
    await askRight(limiting.ctx, { kind: 'RESTRICTION', statement: 'While you look into it.' });
    const erased = await eraseSelf(erasing.ctx, { confirmation: 'ERASE', walletMinor: 0, sellerBalanceMinor: 0, subscriptionCount: 0 });
    expect(erased.ok ? '' : erased.refusal.code).toBe('');
    await flushShown(db);
    expect(await kept()).toEqual([0, 0, 0]);
  });
});
