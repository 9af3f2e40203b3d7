import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { flushShown, listOwnDecisions, listOwnShown, recommend, recordEvents, settleActivity, startDeferring, stopDeferring } from '@/lib/behaviour';
import { dropModels } from '@/lib/behaviour/models';
import { consentSubjects, getNotice, lockSubjects, recordChoice } from '@/lib/consent';
import type { Context, PrismaClient } from '@/lib/db';
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

  it('waits for a database that refuses, and is written once', async () => {
    const { items } = await shown(await look(await choose(visitor(), { personalisation: true }), 0));
    const away = { $transaction: () => Promise.reject(new Error('away')) } as unknown as PrismaClient;
    await expect(flushShown(away)).rejects.toThrow('away');
    await flushShown(db);
    await flushShown(db);
    expect(await kept()).toEqual([items.length, 1, 2]);
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
