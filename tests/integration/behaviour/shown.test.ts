import { randomBytes } from 'node:crypto';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildIndex, expireEvents, flushShownCounts, forgetActivity, getSellerSignals, listCompanions, readHistory, recommend, recordEvents, warmServing } from '@/lib/behaviour';
import { sessionsOf } from '@/lib/behaviour/core/sessions-of';
import { dropModels } from '@/lib/behaviour/models';
import { getServing, readFresh } from '@/lib/behaviour/serving';
import { getNotice, publishBundledNotices, recordChoice } from '@/lib/consent';
import type { Context } from '@/lib/db';
import { resetEnv } from '@/lib/env';
import { testContext } from '@/tests/support/context';
import { createListing } from '@/tests/support/market';

const { db, contextFor, createAccount } = await testContext();
const visitor = (overrides: Partial<Context> = {}) => contextFor({ kind: 'visitor', visitorId: randomBytes(16).toString('base64url') }, overrides);
let listingIds: string[];
// As a server does before it listens: on a busy machine the first answer of a process takes longer than an answer may.
beforeAll(async () => {
  await warmServing({ db, now: () => new Date() });
  await recommend(visitor(), {});
});
beforeEach(async () => {
  dropModels();
  await flushShownCounts(db);
  await db.shownCount.deleteMany();
  await publishBundledNotices(contextFor({ kind: 'system' }));
  const { accountId: sellerId } = await createAccount({ roles: ['SELLER'] });
  listingIds = [];
  for (const title of ['Harbour depth', 'Harbour waves', 'Flight delays', 'Rain by station', 'Football', 'Prices']) listingIds.push((await createListing(db, { sellerId, title, priceMinor: 0 })).listingId);
});
afterEach(() => { delete process.env.SHARED_ADDRESSES; resetEnv(); });
const idOf = (index: number): string => listingIds[index] ?? '';

async function choose<T extends Context>(ctx: T, choices: { personalisation?: boolean; 'market-statistics'?: boolean }): Promise<T> {
  const { token } = await getNotice(ctx);
  await recordChoice(ctx, { noticeToken: token, choices, surface: 'banner' });
  return ctx;
}
const look = (ctx: Context, ...indexes: number[]) => recordEvents(ctx, { events: indexes.map((index) => ({ kind: 'VIEW' as const, listingId: idOf(index) })) });
const shown = async (ctx: Context, input: Parameters<typeof recommend>[1] = {}) => { const list = await recommend(ctx, { surface: 'home', ...input }); if (!list.ok) throw new Error(list.refusal.code); return list.value; };

describe('every list that is shown', () => {
  it('is logged place by place with its version for somebody who agreed, and what came of it is credited once', async () => {
    const ctx = await choose(visitor(), { personalisation: true });
    await look(ctx, 0);
    const list = await shown(ctx);
    const rows = await db.impression.findMany({ orderBy: { position: 'asc' } });
    expect(rows.map((row) => [row.position, row.listingId, row.model, row.surface])).toEqual(list.items.map(({ card }, index) => [index + 1, card.id, list.modelVersion, 'home']));
    const first = rows[0]?.listingId ?? '';
    await recordEvents(ctx, { events: [{ kind: 'VIEW', listingId: first }] });
    await recordEvents(await choose(visitor(), { personalisation: true }), { events: [{ kind: 'VIEW', listingId: rows[1]?.listingId ?? '' }] });
    expect((await db.impression.findMany({ where: { clickedAt: { not: null } } })).map((row) => row.listingId)).toEqual([first]);
  });

  it('is a number of the day for everybody else, and nothing for a page about a list', async () => {
    await shown(visitor());
    await shown(await choose(visitor(), {}));
    await shown({ ...(await choose(visitor(), { personalisation: true })), hasGpcSignal: true });
    await recommend(visitor(), {});
    await flushShownCounts(db);
    expect(await db.impression.count()).toBe(0);
    expect((await db.shownCount.findMany({ where: { position: 1 } })).map((row) => Number(row.shown))).toEqual([3]);
    await shown(visitor());
    await flushShownCounts(db);
    expect((await db.shownCount.findMany({ where: { position: 1 } })).map((row) => Number(row.shown))).toEqual([4]);
  });

  it('is the same for everyone when somebody switches personal suggestions off for once', async () => {
    const ctx = await choose(visitor(), { personalisation: true });
    await look(ctx, 0, 1);
    const off = await shown(ctx, { mode: 'same-for-all' });
    expect(off).toMatchObject({ isPersonal: false, notPersonalBecause: 'switched-off' });
    expect(off.items.map(({ card }) => card.id)).toEqual((await shown(visitor())).items.map(({ card }) => card.id));
    expect(await db.impression.count()).toBe(0);
  });

  it('goes with consent, and with time', async () => {
    const ctx = await choose(visitor(), { personalisation: true });
    await look(ctx, 0);
    await shown(ctx);
    await shown({ ...ctx, now: () => new Date(Date.now() - 200 * 86_400_000) });
    const before = await db.impression.count();
    await expireEvents(contextFor({ kind: 'system' }), { days: 180 });
    expect(await db.impression.count()).toBeLessThan(before);
    await choose(ctx, {});
    await forgetActivity(ctx);
    expect(await db.impression.count()).toBe(0);
  });
});

describe('what nobody may do to the lists', () => {
  it('a thousand looks by one account or one address leave the sessions as one look does', async () => {
    for (let person = 0; person < 6; person += 1) await look(await choose(visitor(), { personalisation: true }), 0, 1);
    const liar = await choose(visitor(), { personalisation: true });
    const start = Date.now() - 20 * 86_400_000;
    // Twenty visits of fifty looks.
    for (let visit = 0; visit < 20; visit += 1) await recordEvents({ ...liar, now: () => new Date(start + visit * 86_400_000) }, { events: Array.from({ length: 50 }, (_, index) => ({ kind: 'VIEW' as const, listingId: idOf([0, 5][index % 2] ?? 0) })) });
    for (let account = 0; account < 30; account += 1) await look(await choose(visitor({ address: '203.0.113.9' }), { personalisation: true }), 0, 4);
    dropModels();
    const { table } = (await getServing(db, new Date())).live;
    const holders = (index: number): number => table.live?.holders.get(table.numberOf.get(idOf(index)) ?? -1)?.length ?? 0;
    expect([holders(5), holders(4)]).toEqual([1, 1]);
    expect((await db.behaviourEvent.findMany({ where: { listingId: idOf(4) }, select: { origin: true } })).every((row) => row.origin.startsWith('p1_') && !row.origin.includes('203'))).toBe(true);
  });

  it('a thousand looks by accounts of one address over thirty days are one session and one viewer, in what is new as in what is built anew', async () => {
    const agreed = { personalisation: true, 'market-statistics': true };
    for (let person = 0; person < 5; person += 1) await look(await choose(visitor({ address: `198.51.100.${person}` }), agreed), 0, 1);
    const start = Date.now() - 30 * 86_400_000;
    // One account a day by the front door; what they left is laid down again for others of the same address, so that there are a thousand looks.
    for (let account = 0; account < 30; account += 1) await look({ ...(await choose(visitor({ address: '203.0.113.9' }), agreed)), now: () => new Date(start + account * 86_400_000) }, 0, 4);
    const theirs = await db.behaviourEvent.findMany({ where: { at: { lt: new Date(start + 29.5 * 86_400_000) } }, omit: { id: true }, orderBy: { id: 'asc' } });
    // One name a listing, and none that two listings share.
    expect([theirs.length, new Set(theirs.map(({ origin }) => origin)).size, new Set(theirs.map(({ origin, listingId }) => `${origin} ${listingId}`)).size]).toEqual([60, 2, 2]);
    await db.behaviourEvent.createMany({ data: Array.from({ length: 16 }, (_, copy) => theirs.map((event) => ({ ...event, subject: `${event.subject} ${copy}` }))).flat() });
    const middle = (await db.behaviourEvent.findMany({ orderBy: { id: 'asc' }, select: { id: true }, skip: 500, take: 1 }))[0]?.id ?? 0n;
    const built = sessionsOf(await readHistory(db, { now: new Date() }));
    expect(built.filter(({ items }) => items.includes(idOf(4)))).toHaveLength(1);
    expect(built.filter(({ items }) => items.includes(idOf(0)))).toHaveLength(6);
    for (const after of [0n, middle]) {
      const { sessions } = await readFresh(db, { now: new Date(), after, upTo: 1_000_000n });
      const subjects = new Set((await db.behaviourEvent.findMany({ where: { id: { gt: after } }, select: { subject: true } })).map(({ subject }) => subject));
      expect(sessions.map(({ id, items }) => [id, items])).toEqual(built.filter(({ id }) => subjects.has(id.slice(0, id.indexOf(' ')))).map(({ id, items }) => [id, items]));
    }
    const seller = contextFor({ kind: 'account', accountId: (await db.listing.findFirstOrThrow()).sellerId as never, sessionId: 's', roles: ['SELLER'] });
    const signals = await getSellerSignals(seller);
    expect(signals.ok && signals.value.map(({ listingId, viewers }) => [listingIds.indexOf(listingId), viewers]).toSorted()).toEqual([[0, 6], [1, 5], [4, null]]);
  }, 60_000);

  it('accounts of a network that many share count each for herself, as the operator says; a cookie there does not', async () => {
    process.env.SHARED_ADDRESSES = '203.0.113.0/24, 2001:db8::/48';
    resetEnv();
    for (const address of ['203.0.113.9', '2001:db8:0:7::/64', '2001:db9:0:7::/64', '203.0.114.9']) await look(await choose(contextFor((await createAccount()).actor, { address }), { personalisation: true }), 0);
    await look(await choose(visitor({ address: '203.0.113.9' }), { personalisation: true }), 0);
    const origins = (await db.behaviourEvent.findMany({ orderBy: { id: 'asc' }, select: { origin: true } })).map(({ origin }) => origin.slice(0, 3));
    expect(origins).toEqual(['', '', 'p1_', 'p1_', 'p1_']);
  });

  it('and no list that anybody sees by more than one look does', async () => {
    for (let each = 0; each < 5; each += 1) await look(await choose(visitor(), { personalisation: true, 'market-statistics': true }), 0, 1, ...(each < 4 ? [2] : []));
    for (let each = 0; each < 3; each += 1) await look(await choose(visitor(), { personalisation: true }), 0, 3);
    const reader = await choose(visitor(), { personalisation: true });
    await look(reader, 0);
    const seller = contextFor({ kind: 'account', accountId: (await db.listing.findFirstOrThrow()).sellerId as never, sessionId: 's', roles: ['SELLER'] });
    const seen = async () => {
      dropModels();
      const lists = await Promise.all([shown(reader, { size: 6 }), shown(visitor(), { size: 6 }), shown(reader, { size: 6, listingId: idOf(1) })]);
      const companions = await listCompanions(visitor(), { listingId: idOf(0), size: 6 });
      return { lists: lists.map((list) => list.items.map(({ card, reason }) => [card.title, reason.code === 'because-you-viewed' ? reason.supporterCount : reason.code])), companions: companions.ok && companions.value.viewedNext.map(({ card, people }) => [card.title, people]), signals: await getSellerSignals(seller) };
    };
    const liar = await choose(visitor(), { personalisation: true, 'market-statistics': true });
    await look({ ...liar, now: () => new Date(Date.now() - 30 * 86_400_000) }, 0, 4);
    const once = await seen();
    for (let visit = 0; visit < 20; visit += 1) await recordEvents({ ...liar, now: () => new Date(Date.now() - (20 - visit) * 86_400_000) }, { events: Array.from({ length: 50 }, (_, index) => ({ kind: 'VIEW' as const, listingId: idOf([0, 4][index % 2] ?? 0) })) });
    expect(await seen()).toEqual(once);
    const crowd = async (count: number) => { for (let account = 0; account < count; account += 1) await look(await choose(visitor({ address: '203.0.113.9' }), { personalisation: true, 'market-statistics': true }), 0, 5); };
    await crowd(1);
    const one = await seen();
    await crowd(40);
    expect(await seen()).toEqual(one);
  }, 60_000);

  it('what says of itself that it is a program is not kept', async () => {
    expect(await look(await choose(visitor({ isAutomated: true }), { personalisation: true }), 0)).toEqual({ ok: true, value: { storedCount: 0 } });
  });
});

describe('what goes with a listing', () => {
  it('is the same for everybody, from five people on', async () => {
    for (let person = 0; person < 5; person += 1) await look(await choose(visitor(), { personalisation: true }), 0, 1, ...(person < 4 ? [2] : []));
    dropModels();
    const lists = await listCompanions(visitor(), { listingId: idOf(0), size: 6 });
    expect(lists).toMatchObject({ ok: true, value: { viewedNext: [{ card: { id: idOf(1) }, people: 5 }], boughtTogether: [] } });
    await flushShownCounts(db);
    expect(await db.shownCount.findMany({ select: { surface: true, model: true, position: true, shown: true } })).toEqual([{ surface: 'viewed-next', model: 'companions-1', position: 1, shown: 1n }]);
  });

  it('leaves out what somebody waved away, for her alone and while she agrees', async () => {
    for (let person = 0; person < 5; person += 1) await look(await choose(visitor(), { personalisation: true }), 0, 1, 2);
    const [hers, other] = [await choose(visitor(), { personalisation: true }), await choose(visitor(), {})];
    for (const ctx of [hers, other]) await recordEvents(ctx, { events: [{ kind: 'DISMISS', listingId: idOf(1) }] });
    dropModels();
    const nextOf = async (ctx: Context) => { const lists = await listCompanions(ctx, { listingId: idOf(0), size: 6 }); return lists.ok ? lists.value.viewedNext.map(({ card }) => listingIds.indexOf(card.id)).toSorted() : []; };
    expect(await nextOf(hers)).toEqual([2]);
    for (const ctx of [other, visitor(), { ...hers, hasGpcSignal: true }]) expect(await nextOf(ctx)).toEqual([1, 2]);
    await choose(hers, {});
    dropModels();
    expect(await nextOf(hers)).toEqual([1, 2]);
  });
});

describe('nobody who did not agree', () => {
  it('is anywhere: no table of the exchange holds a word of what she did, under no name', async () => {
    const { actor, accountId } = await createAccount();
    const visitorId = randomBytes(16).toString('base64url');
    for (const ctx of [contextFor(actor, { address: '198.51.100.7' }), contextFor({ kind: 'visitor', visitorId }, { address: '198.51.100.7' })]) {
      await choose(ctx, {});
      await look(ctx, 0, 1, 2);
      await shown(ctx);
      await shown(ctx, { listingId: idOf(0), surface: 'dataset' });
    }
    await flushShownCounts(db);
    for (const table of ['behaviourEvent', 'impression', 'decision'] as const) {
      const count = table === 'behaviourEvent' ? await db.behaviourEvent.count() : table === 'impression' ? await db.impression.count() : await db.decision.count();
      expect(count, table).toBe(0);
    }
    await buildIndex(contextFor({ kind: 'system' }));
    const { live, content } = await getServing(db, new Date());
    expect([live.table.sessionCount, live.table.itemCount, content.counts.size, content.nextAction.trainCount]).toEqual([0, 0, 0, 0]);
    // Every row of every table: her account is in its own table and her refusal in the log of choices, and neither says what she looked at.
    const tables = await db.$queryRaw<{ tablename: string }[]>`select tablename from pg_tables where schemaname = 'public'`;
    for (const { tablename } of tables) {
      const rows = await db.$queryRawUnsafe<{ row: string }[]>(`select to_jsonb(t)::text as row from "${tablename}" t`);
      for (const { row } of rows) {
        expect(row.includes(visitorId) || row.includes('198.51.100.7'), tablename).toBe(false);
        if (row.includes(accountId)) expect(['Identity', 'Account', 'Session', 'LedgerAccount'], tablename).toContain(tablename);
      }
    }
  });
});
