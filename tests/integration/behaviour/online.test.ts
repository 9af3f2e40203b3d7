import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { buildIndex, forgetActivity, getDigestWish, getShownReport, recommend, recordEvents, setDigestWish, startExperiment, stopDigest, stopExperiment, writeDigests } from '@/lib/behaviour';
import { digestToken } from '@/lib/behaviour/digest-wish';
import { dropModels } from '@/lib/behaviour/models';
import { getNotice, recordChoice } from '@/lib/consent';
import type { Context } from '@/lib/db';
import { encryptEmail } from '@/lib/identity/field-keys';
import { flushMetrics } from '@/lib/monitoring';
import { takePending } from '@/lib/monitoring/observe';
import { testContext } from '@/tests/support/context';
import { freshMarket } from '@/tests/support/fresh-market';

const test = await testContext();
const { db, contextFor, createAccount } = test;
const visitor = () => contextFor({ kind: 'visitor', visitorId: randomBytes(16).toString('base64url') });
let listingIds: string[];
let admin: Context;
beforeEach(async () => {
  admin = contextFor((await createAccount({ roles: ['ADMIN'] })).actor);
  ({ listingIds } = await freshMarket(test, ['Harbour depth', 'Harbour waves', 'Harbour tides', 'Rain'].map((title) => ({ title }))));
});

async function agreed<T extends Context>(ctx: T, isGiven = true): Promise<T> {
  const { token } = await getNotice(ctx);
  await recordChoice(ctx, { noticeToken: token, choices: { personalisation: isGiven }, surface: 'banner' });
  return ctx;
}
const look = (ctx: Context, ...indexes: number[]) => recordEvents(ctx, { events: indexes.map((index) => ({ kind: 'VIEW' as const, listingId: listingIds[index] ?? '' })) });
const other = async () => {
  const version = await db.modelVersion.findFirstOrThrow({ where: { model: 'next-item' } });
  await db.modelVersion.create({ data: { model: 'next-item', version: 'other', parameters: version.parameters ?? {}, codeVersion: 'other', metrics: [], stagedAt: new Date(), createdAt: new Date() } });
  return version.version;
};

describe('an experiment', () => {
  it('gives each person one arm, the same one every time, and is judged by what people opened', async () => {
    const control = await other();
    expect(await startExperiment(admin, { control, treatment: 'other', reason: 'which is better' })).toMatchObject({ ok: true });
    expect(await startExperiment(admin, { control, treatment: 'other', reason: 'again' })).toMatchObject({ refusal: { code: 'experiment-running' } });
    for (let person = 0; person < 12; person += 1) {
      const ctx = await agreed(visitor());
      await look(ctx, 0);
      for (let time = 0; time < 2; time += 1) await recommend(ctx, { surface: 'home' });
    }
    const rows = await db.impression.findMany({ select: { subject: true, arm: true, model: true } });
    for (const subject of new Set(rows.map((row) => row.subject))) expect(new Set(rows.filter((row) => row.subject === subject).map((row) => row.arm)).size).toBe(1);
    expect(rows.every((row) => row.model === (row.arm === 'control' ? control : 'other'))).toBe(true);
    const report = await getShownReport(admin);
    if (!report.ok) throw new Error(report.refusal.code);
    const [experiment] = report.value.experiments;
    expect((experiment?.controlFigures.people ?? 0) + (experiment?.treatmentFigures.people ?? 0)).toBe(12);
    expect(experiment?.verdict.pValue).toBe(1);
    for (let press = 0; press < 2; press += 1) expect(await stopExperiment(admin, { experimentId: experiment?.id ?? '' })).toEqual({ ok: true, value: null });
    expect(await db.auditEvent.count({ where: { action: { startsWith: 'experiment.' } } })).toBe(2);
  });

  it('is for administrators, and of two versions that exist', async () => {
    expect(await startExperiment(admin, { control: 'other', treatment: 'none', reason: 'because' })).toMatchObject({ refusal: { code: 'experiment-unlike' } });
    const buyer = contextFor((await createAccount()).actor);
    expect(await startExperiment(buyer, { control: 'a', treatment: 'b', reason: 'because' })).toMatchObject({ refusal: { code: 'not-allowed' } });
    expect(await getShownReport(buyer)).toMatchObject({ refusal: { code: 'not-allowed' } });
  });
});

it('lists that the model did not answer are counted by their reason, of all lists of a day, and told to administrators', async () => {
  takePending();
  const fallback = async () => { await flushMetrics(db); const report = await getShownReport(admin); return report.ok ? report.value.fallback : report; };
  expect(await fallback()).toBeNull();
  const later = (seconds: number) => () => new Date(Date.now() + seconds * 1_000);
  const ctx = await agreed(visitor());
  await look(ctx, 0, 1, 2, 3);
  dropModels();
  // She opened everything there is; somebody did not choose; and the job does not run for half an hour.
  for (const asking of [ctx, visitor()]) await recommend(asking, {});
  await buildIndex(contextFor({ kind: 'system' }, { now: later(20) }));
  dropModels();
  for (let time = 0; time < 2; time += 1) await recommend({ ...ctx, now: later(1_800) }, {});
  expect(await fallback()).toEqual({ answerCount: 4, reasons: [{ reason: 'error', count: 0 }, { reason: 'slow', count: 0 }, { reason: 'stale', count: 2 }, { reason: 'nothing-known', count: 1 }] });
});

describe('the weekly mail', () => {
  it('is written once a week to who asked and agrees, with reasons and the address that stops it, and never without consent', async () => {
    const { actor, accountId } = await createAccount();
    await db.account.update({ where: { id: accountId }, data: { emailVerifiedAt: new Date() } });
    await db.identity.update({ where: { accountId }, data: { emailCipher: encryptEmail('reader@mail.example', accountId) } });
    const ctx = contextFor(actor);
    expect(await setDigestWish(ctx, { isWanted: true })).toMatchObject({ refusal: { code: 'consent-needed' } });
    for (let person = 0; person < 3; person += 1) await look(await agreed(visitor()), 0, 1);
    await agreed(ctx);
    await look(ctx, 0);
    expect(await setDigestWish(ctx, { isWanted: true })).toMatchObject({ ok: true });
    dropModels();
    const system = contextFor({ kind: 'system' });
    await db.account.update({ where: { id: accountId }, data: { emailVerifiedAt: null } });
    expect(await getDigestWish(ctx)).toMatchObject({ value: { isAddressConfirmed: false } });
    expect(await writeDigests(system)).toEqual({ writtenCount: 0 });
    await db.account.update({ where: { id: accountId }, data: { emailVerifiedAt: new Date() } });
    expect(await writeDigests(system)).toEqual({ writtenCount: 1 });
    expect(await writeDigests(system)).toEqual({ writtenCount: 0 });
    expect(await db.outboxMail.findMany({ select: { kind: true } })).toEqual([{ kind: 'digest' }]);
    const nextWeek = { ...system, now: () => new Date(Date.now() + 8 * 86_400_000) };
    await agreed(ctx, false);
    await forgetActivity(ctx);
    dropModels();
    expect(await writeDigests(nextWeek)).toEqual({ writtenCount: 0 });
    await stopDigest(system, { token: 'p1_AAAAAAAAAAAAAAAAAAAAAA' });
    expect(await getDigestWish(ctx)).toMatchObject({ value: { isWanted: true } });
    expect(JSON.stringify(await db.digestWish.findMany())).not.toContain(digestToken(accountId, { since: new Date() }));
    await stopDigest(system, { token: digestToken(accountId, { since: new Date() }) });
    expect(await getDigestWish(ctx)).toMatchObject({ value: { isWanted: false } });
    // Whoever asked before hashes were kept stops her mails by the one she has, and nobody else's.
    const { accountId: other } = await createAccount();
    await db.digestWish.createMany({ data: [accountId, other].map((id) => ({ accountId: id, since: new Date() })) });
    await stopDigest(system, { token: digestToken(accountId, { since: new Date() }) });
    expect(await db.digestWish.findMany({ select: { accountId: true } })).toEqual([{ accountId: other }]);
    // Nobody goes through tokens: thirty an hour from one address.
    const tries = [];
    for (let turn = 0; turn < 31; turn += 1) tries.push((await stopDigest({ db, address: '198.51.100.5' }, { token: `p1_${String(turn).padStart(22, 'A')}` })).ok);
    expect(tries).toEqual([...Array.from({ length: 30 }, () => true), false]);
  });
});
