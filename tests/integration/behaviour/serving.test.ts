import { randomBytes } from 'node:crypto';
import { readFile, truncate, writeFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { buildIndex, forgetActivity, getIndexReport, recommend, recordEvents, replayOf } from '@/lib/behaviour';
import { dropModels } from '@/lib/behaviour/models';
import { getServing, refreshServing } from '@/lib/behaviour/serving';
import { getNotice, recordChoice } from '@/lib/consent';
import type { Context } from '@/lib/db';
import { keepDecision } from '@/lib/registry';
import { storage } from '@/lib/storage';
import { testContext } from '@/tests/support/context';
import { freshMarket } from '@/tests/support/fresh-market';

const test = await testContext();
const { db, contextFor, createAccount } = test;
const later = (seconds: number) => contextFor({ kind: 'system' }, { now: () => new Date(Date.now() + seconds * 1_000) });
let listingIds: string[];
beforeEach(async () => {
  ({ listingIds } = await freshMarket(test, ['Depth', 'Waves', 'Flights', 'Rain', 'Football', 'Prices'].map((title) => ({ title }))));
});

async function person(isGiven = true, ctx = contextFor({ kind: 'visitor', visitorId: randomBytes(16).toString('base64url') })) {
  const { token } = await getNotice(ctx);
  await recordChoice(ctx, { noticeToken: token, choices: { personalisation: isGiven }, surface: 'banner' });
  return ctx;
}
const look = async (ctx: Context, ...indexes: number[]) => { await recordEvents(ctx, { events: indexes.map((index) => ({ kind: 'VIEW' as const, listingId: listingIds[index] ?? '' })) }); return ctx; };
const crowd = async (count: number, ...indexes: number[]) => { for (let each = 0; each < count; each += 1) await look(await person(), ...indexes); };
const listFor = async (ctx: Context) => { const list = await recommend(ctx, { size: 4 }); if (!list.ok) throw new Error(list.refusal.code); return list.value; };
const because = async (ctx: Context) => (await listFor(ctx)).items.filter(({ reason }) => reason.code === 'because-you-viewed').map(({ card }) => listingIds.indexOf(card.id));
/** Of three people, and again with a fourth. */
const buildTwo = async () => {
  await crowd(3, 0, 1);
  await buildIndex(later(20));
  await crowd(1, 0, 2);
  await buildIndex(later(80));
};
/** What the process says of itself. */
const said = () => db.behaviourServing.findFirst({ select: { indexId: true, faultyId: true, fault: true } });
const filePaths = async () => Promise.all((await db.behaviourIndex.findMany({ orderBy: { id: 'asc' } })).map((row) => storage().localPath(row.sha256)));
const filePath = async () => storage().localPath((await db.behaviourIndex.findFirstOrThrow({ orderBy: { id: 'desc' } })).sha256);

describe('the index', () => {
  it('is built by the job, read by a process that begins, and built again only when something is new', async () => {
    await crowd(3, 0, 1);
    expect(await buildIndex(later(20))).toEqual({ isBuilt: true });
    expect(await buildIndex(later(80))).toEqual({ isBuilt: false });
    dropModels();
    const served = await getServing(db, new Date());
    expect([served.indexId, served.live.table.sessionCount, served.content.nextAction.trainCount]).toEqual([1, 3, 6]);
    const ctx = await look(await person(), 0);
    await refreshServing(db, new Date());
    expect(await because(ctx)).toEqual([1]);
    expect(await buildIndex(later(140))).toEqual({ isBuilt: true });
    await refreshServing(db, new Date());
    expect((await getServing(db, new Date())).indexId).toBe(2);
    expect(await because(ctx)).toEqual([1]);
  });

  it('learns within a look of what people do after it was built, and says the same before and after the next build', async () => {
    await crowd(2, 0, 1);
    await buildIndex(later(20));
    dropModels();
    const ctx = await look(await person(), 0);
    expect(await because(ctx)).toEqual([1]);
    await crowd(4, 0, 2);
    await refreshServing(db, new Date());
    expect(await because(ctx)).toEqual([2, 1]);
    await buildIndex(later(140));
    await refreshServing(db, new Date());
    expect(await because(ctx)).toEqual([2, 1]);
  });

  it('gives the same list byte for byte, ten times and after it was read again', async () => {
    await crowd(4, 0, 1, 2);
    const ctx = await look(await person(), 0, 3);
    await buildIndex(later(20));
    const lists = new Set<string>();
    // A second apart, and within one hour: everything is as near as at its end.
    const from = Math.min(Date.now(), Math.ceil(Date.now() / 3_600_000) * 3_600_000 - 20_000);
    for (let round = 0; round < 10; round += 1) {
      if (round % 3 === 0) dropModels();
      lists.add(JSON.stringify(await listFor({ ...ctx, now: () => new Date(from + round * 1_037) })));
    }
    expect(lists.size).toBe(1);
  });

  it('cut in half, of another version or gone is passed over for the one before, is told to administrators, and is built again', async () => {
    await buildTwo();
    const ctx = await look(await person(), 0);
    const bytes = await readFile(await filePath());
    const [admin, buyer] = [contextFor((await createAccount({ roles: ['ADMIN'] })).actor), contextFor((await createAccount()).actor)];
    expect(await getIndexReport(buyer)).toMatchObject({ refusal: { code: 'not-allowed' } });
    for (const [fault, harm] of [['cut-off', async (path: string) => { await truncate(path, 40); }], ['cut-off', async (path: string) => { await truncate(path, bytes.length >> 1); }], ['damaged', async (path: string) => { const other = Buffer.from(bytes); other[bytes.length >> 1] = (other[bytes.length >> 1] ?? 0) ^ 1; await writeFile(path, other); }], ['other-version', async (path: string) => { const other = Buffer.from(bytes); other[4] = 99; await writeFile(path, other); }], ['unreadable', async () => { await storage().remove((await db.behaviourIndex.findFirstOrThrow({ orderBy: { id: 'desc' } })).sha256); }]] as const) {
      const path = await filePath();
      await harm(path);
      dropModels();
      expect((await getServing(db, new Date())).indexId, fault).toBe(1);
      expect(await because(ctx), fault).toEqual([1, 2]);
      expect(await said(), fault).toEqual({ indexId: 1, faultyId: 2, fault });
      expect(await getIndexReport(admin), fault).toMatchObject({ value: { indexes: [{ id: 2 }, { id: 1 }], processes: [{ indexId: 1, faultyId: 2, fault }], bounds: { slowMilliseconds: 50 } } });
      await writeFile(path, bytes);
    }
    expect(await buildIndex(later(140))).toEqual({ isBuilt: true });
    await refreshServing(db, new Date());
    expect((await getServing(db, new Date())).indexId).toBe(3);
    expect(await because(ctx)).toEqual([1, 2]);
  });

  it('of which no file can be read is named by the newest, is read once, and is built again though nothing is new', async () => {
    await buildTwo();
    const ctx = await look(await person(), 0);
    // So that the job knows of nothing newer than what it built last.
    await buildIndex(later(140));
    expect(await buildIndex(later(150))).toEqual({ isBuilt: false });
    const files = await filePaths();
    expect(files).toHaveLength(2);
    for (const path of files) await truncate(path, 40);
    dropModels();
    for (let round = 0; round < 2; round += 1) {
      await refreshServing(db, new Date());
      expect((await getServing(db, new Date())).indexId).toBeNull();
      expect(await because(ctx)).toEqual([1, 2]);
      expect(await said()).toEqual({ indexId: null, faultyId: 3, fault: 'cut-off' });
    }
    expect(await buildIndex(later(160))).toEqual({ isBuilt: true });
    await refreshServing(db, new Date());
    expect((await getServing(db, new Date())).indexId).toBe(4);
    expect(await because(ctx)).toEqual([1, 2]);
    expect(await buildIndex(later(170))).toEqual({ isBuilt: false });
  });

  it('of which only the newest is cut is built again though nothing is new', async () => {
    await buildTwo();
    expect(await buildIndex(later(90))).toEqual({ isBuilt: false });
    const path = await filePath();
    await truncate(path, (await readFile(path)).length >> 1);
    dropModels();
    await refreshServing(db, new Date());
    expect(await said()).toEqual({ indexId: 1, faultyId: 2, fault: 'cut-off' });
    expect(await buildIndex(later(100))).toEqual({ isBuilt: true });
    await refreshServing(db, new Date());
    expect((await getServing(db, new Date())).indexId).toBe(3);
  });

  it('that could not be read is not read again, even whole, until there is a newer one', async () => {
    await buildTwo();
    const files = await filePaths();
    const whole = await Promise.all(files.map(async (path) => ({ path, bytes: await readFile(path) })));
    for (const { path, bytes } of whole) await truncate(path, bytes.length >> 1);
    dropModels();
    await refreshServing(db, new Date());
    for (const { path, bytes } of whole) await writeFile(path, bytes);
    await refreshServing(db, new Date());
    expect((await getServing(db, new Date())).indexId).toBeNull();
    expect(await buildIndex(later(140))).toEqual({ isBuilt: true });
    await refreshServing(db, new Date());
    expect((await getServing(db, new Date())).indexId).toBe(3);
  });

  it('that a process has in memory serves on when no file can be read', async () => {
    await crowd(3, 0, 1);
    await buildIndex(later(20));
    dropModels();
    const ctx = await look(await person(), 0);
    expect(await because(ctx)).toEqual([1]);
    await crowd(1, 0, 2);
    await buildIndex(later(80));
    await truncate(await filePath(), 50);
    await refreshServing(db, new Date());
    expect((await getServing(db, new Date())).indexId).toBe(1);
    expect(await because(ctx)).toEqual([1, 2]);
  });

  it('without one, what is new serves alone', async () => {
    await crowd(3, 0, 1);
    const ctx = await look(await person(), 0);
    expect((await getServing(db, new Date())).indexId).toBeNull();
    expect(await because(ctx)).toEqual([1]);
  });

  it('that the job has not seen to for a quarter of an hour is not answered from', async () => {
    await crowd(3, 0, 1);
    const ctx = await look(await person(), 0);
    await buildIndex(later(20));
    dropModels();
    expect(await listFor({ ...ctx, now: () => new Date(Date.now() + 30 * 60_000) })).toMatchObject({ isPersonal: false, notPersonalBecause: 'model-unavailable', modelVersion: 'popularity' });
  });
});

describe('whoever takes consent back', () => {
  it('is passed over by a process that read the index before, from the very next answer on, and is in no file after the next build', async () => {
    const leaving = await look(await person(), 0, 1);
    await crowd(1, 0, 2);
    const ctx = await look(await person(), 0);
    await buildIndex(later(20));
    const old = await filePath();
    dropModels();
    expect((await because(ctx)).toSorted()).toEqual([1, 2]);
    await person(false, leaving);
    await forgetActivity(leaving);
    // Nothing of this process was told: the row that her withdrawal left is what every process looks at.
    expect(await because(ctx)).toEqual([2]);
    expect(await buildIndex(later(80))).toEqual({ isBuilt: true });
    await expect(readFile(old)).rejects.toThrow();
    expect(await db.storedObject.count({ where: { revisions: { none: {} } } })).toBe(1);
    await refreshServing(db, new Date());
    expect(await because(ctx)).toEqual([2]);
    expect(await buildIndex(later(140))).toEqual({ isBuilt: false });
    expect(await db.behaviourForgotten.count()).toBe(0);
    await refreshServing(db, new Date());
    expect(await because(ctx)).toEqual([2]);
    // Who agrees again begins anew.
    await look(await person(true, leaving), 0, 4);
    await refreshServing(db, new Date());
    expect((await because(ctx)).toSorted()).toEqual([2, 4]);
  });
});

describe('whoever took consent back stays away', () => {
  async function left() {
    const leaving = await look(await person(), 0, 1);
    await crowd(1, 0, 2);
    const ctx = await look(await person(), 0);
    await buildIndex(later(20));
    dropModels();
    expect((await because(ctx)).toSorted()).toEqual([1, 2]);
    return { ctx, leave: async () => { await person(false, leaving); await forgetActivity(leaving); } };
  }

  it('from a process that can\'t read the index without her, when her row is gone and something new happens', async () => {
    const { ctx, leave } = await left();
    await leave();
    expect(await because(ctx)).toEqual([2]);
    await buildIndex(later(80));
    await truncate(await filePath(), 50);
    await refreshServing(db, new Date());
    await buildIndex(later(200));
    await truncate(await filePath(), 50);
    expect(await db.behaviourForgotten.count()).toBe(0);
    await crowd(1, 3);
    await refreshServing(db, new Date());
    expect(await because(ctx)).toEqual([2]);
  });

  it('from a process that nobody asked while she left and her row came and went', async () => {
    const { ctx, leave } = await left();
    await leave();
    await buildIndex(later(80));
    expect(await buildIndex(later(200))).toEqual({ isBuilt: false });
    expect(await db.behaviourForgotten.count()).toBe(0);
    const aMinuteOn = performance.now() + 60_000;
    const clock = vi.spyOn(performance, 'now').mockReturnValue(aMinuteOn);
    try {
      expect(await because(ctx)).toEqual([2]);
    } finally {
      clock.mockRestore();
    }
  });

  it('also where two runs of the job overlap', async () => {
    const { ctx, leave } = await left();
    await crowd(1, 0, 3);
    await leave();
    const both = await Promise.all([buildIndex(later(80)), buildIndex(later(80))]);
    expect(both.filter(({ isBuilt }) => isBuilt)).toHaveLength(1);
    expect(await db.behaviourIndex.count()).toBe(1);
    expect(await storage().exists((await db.behaviourIndex.findFirstOrThrow()).sha256)).toBe(true);
    await refreshServing(db, new Date());
    expect((await because(ctx)).includes(1)).toBe(false);
  });
});

it('what is named for an item is told by the table that ranked it, whatever others do while its card is read', async () => {
  await crowd(3, 0, 1);
  const ctx = await look(await person(), 3, 0);
  await refreshServing(db, new Date());
  const calm = (await listFor(ctx)).items.map(({ card, reason, why }) => [card.id, reason.code, why.score]);
  let isChanged = false;
  const changing = db.$extends({ query: { $queryRaw: async ({ args, query }) => {
    if (!isChanged && JSON.stringify(args).includes('/* named cards')) {
      isChanged = true;
      await crowd(12, 3, 1);
      await refreshServing(db, new Date());
    }
    return query(args);
  } } }) as unknown as Context['db'];
  const disturbed = (await listFor({ ...ctx, db: changing })).items.map(({ card, reason, why }) => [card.id, reason.code, why.score]);
  expect(isChanged).toBe(true);
  expect(disturbed.map(([id, code]) => [id, code])).toEqual(calm.map(([id, code]) => [id, code]));
  expect(disturbed[0]?.[2]).toBeCloseTo(Number(calm[0]?.[2]), 3);
});

it('a decision made from an index and what came since is replayed as it was', async () => {
  await crowd(3, 0, 1);
  await buildIndex(later(20));
  dropModels();
  await crowd(2, 0, 2);
  const ctx = await look(await person(), 0);
  expect((await because(ctx)).length).toBeGreaterThan(0);
  const admin = contextFor((await createAccount({ roles: ['ADMIN'] })).actor);
  const { id } = await db.decision.findFirstOrThrow({ where: { model: 'next-item' }, orderBy: { at: 'desc' }, select: { id: true } });
  expect(await replayOf(admin, { decisionId: id })).toMatchObject({ ok: true, value: { isSame: true } });
  // As decisions were kept before what is of one alone stood in it, and before what resembles a listing became a part of its own.
  const { inputs, facts, ...decision } = await db.decision.findUniqueOrThrow({ where: { id }, include: { inputs: { include: { blob: true } } } });
  const parts = Object.fromEntries(inputs.map(({ name, blob }) => [name, JSON.parse(gunzipSync(blob.gzip).toString('utf8')) as object]));
  expect(Object.keys(parts).toSorted()).toEqual(['content', 'model']);
  expect(parts.content).not.toEqual([]);
  const keptBefore = (inputsBefore: Readonly<Record<string, unknown>>) => keepDecision(db, { model: 'next-item', version: decision.version, subject: decision.subject, objectId: decision.objectId, inputs: inputsBefore, output: decision.output, isDemo: false, at: decision.at });
  for (const inputsBefore of [{ facts, content: parts.content, model: parts.model }, { facts: { ...facts as object, content: parts.content }, model: parts.model }]) {
    expect(await replayOf(admin, { decisionId: await keptBefore(inputsBefore) })).toMatchObject({ ok: true, value: { isSame: true } });
  }
});
