import { randomBytes, randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { buildIndex, listCompanions, predictNextAction, recommend, recordEvents } from '@/lib/behaviour';
import { dropModels } from '@/lib/behaviour/models';
import { refreshServing } from '@/lib/behaviour/serving';
import { getNotice, recordChoice } from '@/lib/consent';
import type { Context } from '@/lib/db';
import { testContext } from '@/tests/support/context';
import { freshMarket } from '@/tests/support/fresh-market';

const test = await testContext();
const { db, contextFor } = test;
const later = (seconds: number) => contextFor({ kind: 'system' }, { now: () => new Date(Date.now() + seconds * 1_000) });
let listingIds: string[];
beforeEach(async () => {
  ({ listingIds } = await freshMarket(test, ['Harbour depth', 'Harbour waves', 'Flight delays', 'Rain by station', 'Football', 'Prices'].map((title, salesCount) => ({ title, salesCount }))));
});
const idOf = (index: number): string => listingIds[index] ?? '';
async function person(ctx: Context = contextFor({ kind: 'visitor', visitorId: randomBytes(16).toString('base64url') })): Promise<Context> {
  await recordChoice(ctx, { noticeToken: (await getNotice(ctx)).token, choices: { personalisation: true }, surface: 'banner' });
  return ctx;
}
const look = async (ctx: Context, ...indexes: number[]) => { await recordEvents(ctx, { events: indexes.map((index) => ({ kind: 'VIEW' as const, listingId: idOf(index) })) }); return ctx; };
const crowd = async (count: number, ...indexes: number[]) => { for (let each = 0; each < count; each += 1) await look(await person(), ...indexes); };

/** A list nobody has to be ashamed of: full but for what is hidden, each listing once, each with its reason, and a word about why it is not personal where it isn't. */
async function sensible(ctx: Context, input: Parameters<typeof recommend>[1] = {}, hidden: readonly number[] = []) {
  const list = await recommend(ctx, { size: 6, ...input });
  if (!list.ok) throw new Error(list.refusal.code);
  const shown = list.value.items.map(({ card }) => listingIds.indexOf(card.id));
  expect(new Set(shown).size).toBe(shown.length);
  for (const index of hidden) expect(shown).not.toContain(index);
  for (const { reason, why } of list.value.items) { expect(reason.code).not.toBe(''); expect(why.factors.length).toBeGreaterThan(0); }
  expect(list.value.isPersonal || list.value.notPersonalBecause !== null || shown.every((_, index) => list.value.items[index]?.reason.code !== 'because-you-viewed')).toBe(true);
  return { ...list.value, shown };
}

describe('a sensible list with its reason, from', () => {
  it('an empty history', async () => {
    await crowd(3, 0, 1);
    expect(await sensible(await person())).toMatchObject({ isPersonal: false, notPersonalBecause: 'no-history', shown: { length: 6 } });
    expect(await predictNextAction(await person())).toEqual({ ok: true, value: null });
  });

  it('one item', async () => {
    await crowd(3, 0, 1);
    const ctx = await look(await person(), 0);
    dropModels();
    const list = await sensible(ctx, {}, [0]);
    expect(list.isPersonal).toBe(true);
    expect(list.items[0]).toMatchObject({ card: { id: idOf(1) }, reason: { code: 'because-you-viewed', anchorTitle: 'Harbour depth' } });
    expect(list.shown).toHaveLength(5);
  });

  it('an empty market, and one of her own listings alone', async () => {
    const ctx = await look(await person(), 0);
    await db.listing.updateMany({ data: { status: 'WITHDRAWN' } });
    dropModels();
    expect((await sensible(ctx)).shown).toEqual([]);
    expect((await sensible(contextFor())).shown).toEqual([]);
    expect(await listCompanions(ctx, { listingId: idOf(0), size: 6 })).toEqual({ ok: true, value: { viewedNext: [], boughtTogether: [] } });
  });

  it('ten thousand items in a session', async () => {
    await crowd(3, 0, 1);
    const ctx = await person();
    await look(ctx, 0);
    const { subject } = await db.behaviourEvent.findFirstOrThrow({ orderBy: { id: 'desc' } });
    // As nobody can tell a page: three hundred an hour is the most that is kept.
    await db.behaviourEvent.createMany({ data: Array.from({ length: 10_000 }, (_, index) => ({ subject, visit: 'long', kind: 'VIEW' as const, listingId: idOf(index % 3), purposes: ['personalisation'], noticeVersion: 1, at: new Date(Date.now() - 20_000 + index) })) });
    await buildIndex(later(20));
    dropModels();
    await sensible(ctx, {}, [0, 1, 2]);
    const predicted = await predictNextAction(ctx);
    expect(Object.values((predicted.ok && predicted.value) || {}).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
    const other = await look(await person(), 0);
    expect((await sensible(other, {}, [0])).isPersonal).toBe(true);
    // The build fits the prediction of the next action by cross-validation: bounded work (at most 350 cases a block against a bounded number of others), but seconds of a processor.
  }, 180_000);

  it('listings that were withdrawn or deleted since they were looked at', async () => {
    await crowd(4, 0, 1);
    await crowd(3, 0, 2);
    const ctx = await look(await person(), 0);
    await buildIndex(later(20));
    await db.listing.update({ where: { id: idOf(0) }, data: { status: 'WITHDRAWN' } });
    await db.listing.delete({ where: { id: idOf(1) } });
    dropModels();
    const list = await sensible(ctx, {}, [0, 1]);
    expect(list.shown).toHaveLength(4);
    // What she looked at has no name any more, so nothing is said to be because of it.
    expect(list.items.every(({ reason }) => reason.code !== 'because-you-viewed')).toBe(true);
    // A process that still remembers them shows them no more either: cards are read when a list is made.
    expect((await sensible(await look(await person(), 2), {}, [0, 1, 2])).shown).toHaveLength(3);
    expect(await listCompanions(ctx, { listingId: idOf(0), size: 6 })).toMatchObject({ value: { viewedNext: [] } });
  });

  it('ids that nobody knows', async () => {
    await crowd(3, 0, 1);
    const ctx = await look(await person(), 0);
    dropModels();
    expect((await sensible(ctx, { listingId: randomUUID() }, [0])).shown).toHaveLength(5);
    expect((await sensible(contextFor(), { listingId: randomUUID() })).shown).toHaveLength(6);
    expect(await recordEvents(ctx, { events: [{ kind: 'VIEW', listingId: randomUUID() }] })).toEqual({ ok: true, value: { storedCount: 0 } });
    expect(await listCompanions(ctx, { listingId: randomUUID(), size: 6 })).toEqual({ ok: true, value: { viewedNext: [], boughtTogether: [] } });
  });

  it('a clock that goes backwards, by hours and between processes', async () => {
    await crowd(3, 0, 1);
    const ctx = await person();
    for (const [index, hours] of [[0, 0], [2, -3], [3, 2], [0, -30]] as const) await look({ ...ctx, now: () => new Date(Date.now() + hours * 3_600_000) }, index);
    await buildIndex(later(20));
    dropModels();
    for (const hours of [-48, -1, 0, 1]) {
      const at = { ...ctx, now: () => new Date(Date.now() + hours * 3_600_000) };
      await sensible(at);
      const predicted = await predictNextAction(at);
      if (!predicted.ok) throw new Error(predicted.refusal.code);
      for (const share of Object.values(predicted.value ?? {})) expect(share).toBeGreaterThanOrEqual(0);
    }
  });

  it('a market of which everything is filtered', async () => {
    await crowd(3, 0, 1, 2, 3, 4, 5);
    const ctx = await look(await person(), 0);
    for (let index = 0; index < 6; index += 1) await recordEvents({ ...ctx, now: () => new Date(Date.now() + index * 60_000) }, { events: [{ kind: 'DISMISS', listingId: idOf(index) }] });
    dropModels();
    expect(await sensible(ctx)).toMatchObject({ shown: [], isPersonal: false, notPersonalBecause: 'nothing-left' });
    expect((await sensible(ctx, { mode: 'same-for-all' })).shown).toHaveLength(6);
  });

  it('a market of which everything was looked at: what sells, once more, and never what was waved away', async () => {
    await crowd(3, 0, 1, 2, 3, 4, 5);
    const ctx = await person();
    for (let index = 0; index < 6; index += 1) await look(ctx, index);
    await recordEvents({ ...ctx, now: () => new Date(Date.now() + 60_000) }, { events: [{ kind: 'DISMISS', listingId: idOf(5) }] });
    dropModels();
    const list = await sensible(ctx, {}, [5]);
    expect(list).toMatchObject({ isPersonal: false, notPersonalBecause: 'all-seen' });
    expect(list.shown).toHaveLength(5);
  });

  it('a model that takes longer than fifty milliseconds: what sells, and after three in a row the model rests', async () => {
    await crowd(3, 0, 1);
    const ctx = await look(await person(), 0);
    expect((await sensible(ctx)).isPersonal).toBe(true);
    // Every look at the clock is sixty milliseconds later: each answer is late, and after the third in a row the model is not asked.
    let ticks = performance.now();
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => (ticks += 60));
    try {
      for (let round = 0; round < 3; round += 1) await sensible(ctx);
    } finally {
      clock.mockRestore();
    }
    for (let round = 0; round < 2; round += 1) expect(await sensible(ctx)).toMatchObject({ isPersonal: false, notPersonalBecause: 'model-unavailable', modelVersion: 'popularity', items: [{ card: { id: idOf(5) }, reason: { code: 'popular', salesCount: 5 } }, {}, {}, {}, {}, {}] });
    await refreshServing(db, new Date());
    expect((await sensible({ ...ctx, now: () => new Date(Date.now() + 61_000) })).isPersonal).toBe(true);
  });
});
