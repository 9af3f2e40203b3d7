import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { verifyAuditChain } from '@/lib/audit';
import type { Context } from '@/lib/db';
import { flushMetrics, observe } from '@/lib/monitoring';
import { takePending } from '@/lib/monitoring/observe';
import { answerContest, deployVersion, forgetServing, insertDecisions, keepDecision, listContests, listModelVersions, listOwnContests, listRecentDecisions, openContest, registerVersion, replayDecision, rollBack, servingVersion, stageVersion, withFallback, StaleModel, type NewVersion } from '@/lib/registry';
import { packDecision } from '@/lib/registry/keep-decision';
import { testContext } from '@/tests/support/context';

const { db, contextFor, createAccount } = await testContext();
const system = (now = new Date()) => contextFor({ kind: 'system' }, { now: () => now });
const made = (version: string, extra: Partial<NewVersion> = {}): NewVersion => ({ model: 'next-action', version, parameters: { family: 'nearest-neighbours' }, codeVersion: 'next-action-2', metrics: [], isDemo: false, ...extra });
const code = (result: { ok: boolean; refusal?: { code: string } }) => result.refusal?.code ?? 'ok';
let admin: Context;
beforeEach(async () => {
  forgetServing();
  admin = contextFor((await createAccount({ roles: ['ADMIN'] })).actor);
  await deployVersion(system(), made('next-action-1'), () => true);
});

const serving = async (key = 'p1_a') => (await servingVersion(db, { model: 'next-action', key, now: new Date() }))?.version;

async function prove(): Promise<void> {
  for (let request = 0; request < 60; request += 1) {
    observe('next-action', 'canary-latency', 2);
    observe('next-action', 'canary-error', 0);
  }
  await flushMetrics(db);
}

describe('the registry', () => {
  it('has the version of the code live from the first day, and a newer one of the code takes its place', async () => {
    expect(await serving()).toBe('next-action-1');
    await deployVersion(system(), made('next-action-1'), () => true);
    expect(await db.modelStageEvent.count()).toBe(1);
    await deployVersion(system(), made('next-action-2'), (live) => live.startsWith('next-action-'));
    expect(await serving()).toBe('next-action-2');
    await deployVersion(system(), made('other-3'), () => false);
    expect(await serving()).toBe('next-action-2');
  });

  it('M11: a canary serves a tenth at most, goes live only when proven, and what it replaces is retired', async () => {
    const versionId = await registerVersion(system(), made('logistic-a'));
    expect(code(await stageVersion(admin, { versionId, to: 'LIVE', reason: 'too early' }))).toBe('stage-not-possible');
    expect(code(await stageVersion(admin, { versionId, to: 'CANARY', percent: 10, reason: 'log loss is lower' }))).toBe('ok');
    const answers = await Promise.all(Array.from({ length: 1_000 }, (_, index) => serving(`p1_${index}`)));
    const share = answers.filter((version) => version === 'logistic-a').length / 1_000;
    expect(share).toBeGreaterThan(0.06);
    expect(share).toBeLessThan(0.14);
    expect(code(await stageVersion(admin, { versionId, to: 'LIVE', reason: 'impatient' }))).toBe('canary-not-proven');
    await prove();
    expect(code(await stageVersion(admin, { versionId, to: 'LIVE', reason: 'proven' }))).toBe('ok');
    expect(await serving()).toBe('logistic-a');
    const listed = await listModelVersions(admin);
    expect(listed.ok && listed.value.map(({ version, stage }) => `${version} ${stage}`).toSorted()).toEqual(['logistic-a LIVE', 'next-action-1 RETIRED']);
    expect(await verifyAuditChain(db)).toMatchObject({ isIntact: true });
  });

  it('M11: goes back in one action: first the canary ends, then the version before is live again; audited with its reason', async () => {
    expect(code(await rollBack(admin, { model: 'next-action', reason: 'nothing there' }))).toBe('nothing-to-roll-back');
    const versionId = await registerVersion(system(), made('logistic-a'));
    await stageVersion(admin, { versionId, to: 'CANARY', percent: 5, reason: 'try' });
    expect(await rollBack(admin, { model: 'next-action', reason: 'odd answers' })).toEqual({ ok: true, value: { version: 'next-action-1' } });
    await stageVersion(admin, { versionId, to: 'CANARY', percent: 5, reason: 'try again' });
    await prove();
    await stageVersion(admin, { versionId, to: 'LIVE', reason: 'proven' });
    expect(await rollBack(admin, { model: 'next-action', reason: 'complaints' })).toEqual({ ok: true, value: { version: 'next-action-1' } });
    expect(await serving()).toBe('next-action-1');
    const [event] = await db.auditEvent.findMany({ where: { action: 'model.rolled-back' }, orderBy: { seq: 'desc' }, take: 1 });
    expect(event?.canonical).toContain('complaints');
  });

  it('two administrators at once leave one live version and one canary', async () => {
    const [a, b] = [await registerVersion(system(), made('a')), await registerVersion(system(), made('b'))];
    await Promise.all([stageVersion(admin, { versionId: a, to: 'CANARY', percent: 5, reason: 'one' }), stageVersion(admin, { versionId: b, to: 'CANARY', percent: 5, reason: 'two' })]);
    expect(await db.modelVersion.count({ where: { stage: 'CANARY' } })).toBe(1);
    expect(await db.modelVersion.count({ where: { stage: 'LIVE' } })).toBe(1);
  });

  it('is kept by the database too: a version is immutable, a share is a tenth at most, its story append-only', async () => {
    const versionId = await registerVersion(system(), made('logistic-a'));
    await expect(db.$executeRaw`update "ModelVersion" set parameters = '{}' where id = ${versionId}::uuid`).rejects.toThrow(/immutable/);
    await expect(db.$executeRaw`delete from "ModelVersion" where id = ${versionId}::uuid`).rejects.toThrow(/immutable/);
    await expect(db.$executeRaw`update "ModelVersion" set stage = 'CANARY', "canaryShare" = 0.2 where id = ${versionId}::uuid`).rejects.toThrow(/ModelVersion_share/);
    await expect(db.$executeRaw`update "ModelStageEvent" set reason = 'x'`).rejects.toThrow();
  });

  it('registers the same version once, whoever comes first', async () => {
    const ids = await Promise.all([registerVersion(system(), made('same')), registerVersion(system(), made('same'))]);
    expect(ids[0]).toBe(ids[1]);
    expect(await db.modelVersion.count({ where: { version: 'same' } })).toBe(1);
  });

  it('is for administrators', async () => {
    const { actor } = await createAccount({ roles: ['BUYER', 'SELLER'] });
    for (const ctx of [contextFor(), contextFor(actor)]) {
      for (const result of [await listModelVersions(ctx), await stageVersion(ctx, { versionId: randomUUID(), to: 'RETIRED', reason: 'because' }), await rollBack(ctx, { model: 'price', reason: 'because' }), await listContests(ctx), await listRecentDecisions(ctx, { model: 'price' }), await replayDecision(ctx, { decisionId: randomUUID() }, {})]) expect(['sign-in-needed', 'not-allowed']).toContain(code(result));
    }
    expect(code(await stageVersion(admin, { versionId: randomUUID(), to: 'RETIRED', reason: 'because' }))).toBe('not-found');
  });
});

describe('a decision (M6)', () => {
  const keep = (inputs: Record<string, unknown>, output: unknown) => keepDecision(db, { model: 'price', version: '1.0.0', objectId: 'r', inputs, output, isDemo: false, at: new Date() });
  const double = { price: ({ facts }: Readonly<Record<string, unknown>>) => ({ twice: 2 * (facts as number) }) };

  it('is replayed bit for bit from what was stored, and an input that decisions share is stored once', async () => {
    const [first, second] = [await keep({ facts: 0.1, market: ['a', 'b'] }, { twice: 0.2 }), await keep({ facts: 3, market: ['a', 'b'] }, { twice: 7 })];
    expect(await db.decisionBlob.count()).toBe(3);
    expect(await replayDecision(admin, { decisionId: first }, double)).toMatchObject({ ok: true, value: { isSame: true, replayed: { twice: 0.2 } } });
    expect(await replayDecision(admin, { decisionId: second }, double)).toMatchObject({ ok: true, value: { isSame: false, stored: { twice: 7 }, replayed: { twice: 6 } } });
  });

  it('may have a part that is of it alone, whatever numbers are in it, written by itself or with others', async () => {
    const facts = { odd: [0.1 + 0.2, 1e-7, 1e21, 5e-324, Number.MAX_VALUE, -1.5], of: 'a “part” \\ with \n signs', none: null, deep: [{ b: 2, a: [1] }], 10: true, 9: false };
    const made = { model: 'price', version: '1.0.0', objectId: 'r', inputs: { market: ['a', 'b'] }, facts, output: { twice: facts.odd }, isDemo: false, at: new Date() } as const;
    const echo = { price: (inputs: Readonly<Record<string, unknown>>) => ({ twice: (inputs.facts as typeof facts).odd }) };
    const alone = await keepDecision(db, made);
    await insertDecisions(db, [packDecision({ ...made, objectId: 'with others' })]);
    const other = await db.decision.findFirstOrThrow({ where: { objectId: 'with others' } });
    expect(other.facts).toEqual(facts);
    for (const decisionId of [alone, other.id]) {
      expect(await replayDecision(admin, { decisionId }, echo)).toMatchObject({ ok: true, value: { isSame: true, replayed: { twice: facts.odd } } });
      await db.decision.update({ where: { id: decisionId }, data: { facts: { ...facts, odd: [1] } } });
      expect(code(await replayDecision(admin, { decisionId }, echo))).toBe('decision-not-replayable');
    }
    const none = packDecision({ ...made, objectId: 'none', facts: null, output: null });
    await insertDecisions(db, [none]);
    const { id, facts: kept } = await db.decision.findFirstOrThrow({ where: { objectId: 'none' } });
    expect(kept).toBeNull();
    expect(await replayDecision(admin, { decisionId: id }, { price: (inputs) => ('facts' in inputs ? 'there' : 1) })).toMatchObject({ ok: true, value: { isSame: false, stored: null, replayed: 1 } });
    expect(await db.decisionInput.count({ where: { name: 'facts', decisionId: { in: [alone, other.id] } } })).toBe(0);
  });

  it('whose stored input was changed, or can no longer be read, says so instead of answering', async () => {
    const decisionId = await keep({ facts: 1 }, { twice: 2 });
    expect(code(await replayDecision(admin, { decisionId }, {}))).toBe('decision-not-replayable');
    expect(code(await replayDecision(admin, { decisionId }, { price: () => null }))).toBe('decision-not-replayable');
    const { gzipSync } = await import('node:zlib');
    await db.decisionBlob.updateMany({ data: { gzip: Uint8Array.from(gzipSync('5')) } });
    expect(code(await replayDecision(admin, { decisionId }, double))).toBe('decision-not-replayable');
    expect(code(await replayDecision(admin, { decisionId: randomUUID() }, double))).toBe('not-found');
  });
});

describe('a model that does not answer (M10)', () => {
  const never = () => new Promise<string>(() => undefined);
  const countedReasons = () => Object.fromEntries(takePending().flatMap(({ metric, summary }) => (metric.startsWith('fallback-') ? [[metric.slice('fallback-'.length), `${summary.sum} of ${summary.count}`]] : [])));
  it.each([
    ['fails', () => Promise.reject(new Error('secret detail')), 'error'], ['is stale', () => Promise.reject(new StaleModel()), 'stale'], ['takes too long', never, 'slow'],
  ] as const)('and %s is replaced by its baseline, counted, and written into the audit log once a minute', async (_, work, reason) => {
    takePending();
    const before = await db.auditEvent.count({ where: { action: 'model.fell-back' } });
    // Each case a minute of its own: the log is written at most once a minute.
    const start = Date.now() + { error: 1, stale: 2, slow: 3 }[reason] * 3_600_000;
    const ctx = contextFor(admin.actor, { now: () => new Date(start) });
    const plan = { model: 'next-item', limitMilliseconds: 20, work, baseline: (why: string) => Promise.resolve(`popular ${why}`) } as const;
    expect(await withFallback(ctx, plan)).toEqual({ value: `popular ${reason}`, fellBack: reason });
    await withFallback(ctx, plan);
    expect(countedReasons()).toEqual({ error: '0 of 2', slow: '0 of 2', stale: '0 of 2', [reason]: '2 of 2' });
    const events = await db.auditEvent.findMany({ where: { action: 'model.fell-back' }, orderBy: { seq: 'asc' } });
    expect(events.length - before).toBe(1);
    expect(events.at(-1)?.canonical).not.toContain('secret detail');
  });

  it('in time is not replaced, and counts as an answer that did not fall back', async () => {
    takePending();
    expect(await withFallback(admin, { model: 'next-item', limitMilliseconds: 1_000, work: () => Promise.resolve('fine'), baseline: () => Promise.resolve('popular') })).toEqual({ value: 'fine', fellBack: null });
    expect(countedReasons()).toEqual({ error: '0 of 1', slow: '0 of 1', stale: '0 of 1' });
  });
});

describe('a contest (M7)', () => {
  it('is answered once by a human with a reason, and its state is visible to who opened it and to nobody else', async () => {
    const [seller, other] = [contextFor((await createAccount({ roles: ['SELLER'] })).actor), contextFor((await createAccount()).actor)];
    const opened = await openContest(seller, { kind: 'price', objectId: 'r1', statement: 'The comparables are not comparable.' });
    if (!opened.ok) throw new Error(opened.refusal.code);
    expect(await listOwnContests(other)).toEqual({ ok: true, value: [] });
    const answer = { contestId: opened.value.contestId, state: 'CHANGED', answer: 'You are right: the category was wrong.' } as const;
    expect(code(await answerContest(seller, answer))).toBe('not-allowed');
    const answers = await Promise.all([answerContest(admin, answer), answerContest(admin, answer)]);
    expect(answers.map(code).toSorted()).toEqual(['contest-answered', 'ok']);
    expect(await listOwnContests(seller)).toMatchObject({ value: [{ state: 'CHANGED', answer: answer.answer, isLate: false }] });
    expect(code(await answerContest(admin, { ...answer, contestId: randomUUID() }))).toBe('not-found');
  });

  it('is late after fourteen days, and nobody opens them without end', async () => {
    const { actor } = await createAccount();
    const ctx = contextFor(actor);
    for (let index = 0; index < 20; index += 1) expect(code(await openContest(ctx, { kind: 'ranking', objectId: '', statement: 'Mine is never shown first.' }))).toBe('ok');
    expect(code(await openContest(ctx, { kind: 'ranking', objectId: '', statement: 'Mine is never shown first.' }))).toBe('too-many-attempts');
    const later = await listContests(contextFor(admin.actor, { now: () => new Date(Date.now() + 15 * 86_400_000) }));
    expect(later.ok && later.value.every((contest) => contest.isLate)).toBe(true);
    expect(code(await openContest(contextFor(), { kind: 'price', objectId: '', statement: 'Nobody in particular.' }))).toBe('sign-in-needed');
  });
});
