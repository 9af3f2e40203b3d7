import { randomBytes } from 'node:crypto';
import { encode } from 'next-auth/jwt';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answerRecommendations } from '@/app/_server/recommendations';
import { recordEvents } from '@/lib/behaviour';
import { getNotice, recordChoice } from '@/lib/consent';
import { env, resetEnv } from '@/lib/env';
import { knownOwner } from '@/lib/identity';
import { takePending } from '@/lib/monitoring/observe';
import { testContext } from '@/tests/support/context';
import { freshMarket } from '@/tests/support/fresh-market';
import { newPerson } from '@/tests/support/people';

const test = await testContext();
const { db, databaseUrl } = test;
let ids: string[];
beforeEach(async () => {
  ({ listingIds: ids } = await freshMarket(test, ['Harbour depth', 'Harbour waves', 'Rain'].map((title) => ({ title }))));
});
afterEach(() => { delete process.env.DEMO_MARKET; resetEnv(); });

const visitor = () => `databourse-visitor=${randomBytes(16).toString('base64url')}`;

/** As scripts/serve/one.mjs asks it: why the list is not personal (null: it is), its status and how long it took. */
async function ask(cookie: string, more: Readonly<Record<string, string>> = {}, query = 'size=6') {
  const startedAt = performance.now();
  const headers: Readonly<Record<string, string>> = { cookie, ...more };
  const answer = await answerRecommendations({ method: 'GET', url: `http://localhost/api/recommendations?${query}`, headers: { get: (name: string) => headers[name] ?? null } }) as Response & { readonly whole?: Buffer };
  const { notPersonalBecause: because } = JSON.parse(answer.whole?.toString() ?? await answer.text()) as { readonly notPersonalBecause?: string | null };
  return { status: answer.status, because, milliseconds: performance.now() - startedAt };
}

/** Somebody who agreed, looked at something, and whose session was seen before. */
async function known() {
  const person = await newPerson(test);
  await recordChoice(person.ctx, { noticeToken: (await getNotice(person.ctx)).token, choices: { personalisation: true }, surface: 'banner' });
  await recordEvents(person.ctx, { events: [{ kind: 'VIEW', listingId: ids[0] ?? '' }] });
  const cookie = `databourse-session=${await encode({ token: { sessionToken: person.token }, secret: env().NEXTAUTH_SECRET })}`;
  expect(await ask(cookie)).toMatchObject({ status: 200, because: null });
  expect(knownOwner(person.token)).not.toBeNull();
  return { ...person, cookie };
}

async function whileLocked<Value>(milliseconds: number, work: () => Promise<Value>): Promise<Value> {
  const other = new pg.Client({ connectionString: databaseUrl });
  await other.connect();
  await other.query('begin');
  await other.query('lock table "BuyerTerms" in access exclusive mode');
  const over = new Promise<void>((go, fail) => { setTimeout(() => { other.query('commit').then(() => other.end()).then(go, fail); }, milliseconds); });
  try {
    return await work();
  } finally {
    await over;
  }
}

describe('a list that is read together with its session', () => {
  it('is nobody\'s from the moment something of it ended', async () => {
    const ofAccount = (accountId: string) => ({ where: { accountId } });
    const endings: readonly ((accountId: string) => Promise<unknown>)[] = [
      (accountId) => db.session.updateMany({ ...ofAccount(accountId), data: { revokedAt: new Date() } }),
      (accountId) => db.session.updateMany({ ...ofAccount(accountId), data: { expiresAt: new Date(0) } }),
      (accountId) => db.session.updateMany({ ...ofAccount(accountId), data: { tokenHash: `another of ${accountId}` } }),
      (accountId) => db.session.deleteMany(ofAccount(accountId)),
      (accountId) => db.account.update({ where: { id: accountId }, data: { status: 'CLOSED' } }),
      async (accountId) => { const other = await newPerson(test); await db.session.updateMany({ ...ofAccount(accountId), data: { accountId: other.accountId } }); },
    ];
    for (const end of endings) {
      const { accountId, token, cookie } = await known();
      await end(accountId);
      expect(await ask(cookie)).toMatchObject({ status: 200, because: 'no-consent' });
      expect(knownOwner(token)?.accountId).not.toBe(accountId);
    }
  });

  it('is not personal with the signal or without consent, nor for the demonstration\'s people where there is none', async () => {
    const person = await known();
    expect(await ask(person.cookie, { 'sec-gpc': '1' })).toMatchObject({ because: 'gpc' });
    await db.account.update({ where: { id: person.accountId }, data: { isDemo: true } });
    expect(await ask(person.cookie)).toMatchObject({ because: null });
    process.env.DEMO_MARKET = 'off';
    resetEnv();
    expect(await ask(person.cookie)).toMatchObject({ because: 'no-consent' });
    const another = await known();
    await recordChoice(another.ctx, { noticeToken: (await getNotice(another.ctx)).token, choices: { personalisation: false }, surface: 'banner' });
    expect(await ask(another.cookie)).toMatchObject({ because: 'no-consent' });
  });

  it('is each one\'s own where many ask at one moment', async () => {
    const [one, ended] = [await known(), await known()];
    await db.session.updateMany({ where: { accountId: ended.accountId }, data: { revokedAt: new Date() } });
    const answers = await Promise.all([ask(one.cookie), ask(ended.cookie), ask(visitor()), ask(one.cookie, { 'sec-gpc': '1' }), ask(one.cookie)]);
    expect(answers.map(({ because }) => because)).toEqual([null, 'no-consent', 'no-consent', 'gpc', null]);
  });

  it('is what sells, in time, where the database is slow or refuses', async () => {
    const { cookie } = await known();
    const [stranger, person] = await whileLocked(4_000, () => Promise.all([ask(visitor()), ask(cookie)]));
    expect([stranger, person]).toMatchObject([{ status: 200, because: 'model-unavailable' }, { status: 200, because: 'model-unavailable' }]);
    expect(person.milliseconds).toBeLessThan(3_500);
    await db.$executeRaw`alter table "BuyerTerms" rename to "BuyerTermsAway"`;
    try {
      expect(await ask(cookie)).toMatchObject({ status: 200, because: 'model-unavailable' });
    } finally {
      await db.$executeRaw`alter table "BuyerTermsAway" rename to "BuyerTerms"`;
    }
  }, 30_000);

  it('takes as long in the figures as it took', async () => {
    const { cookie } = await known();
    for (const asker of [visitor(), cookie]) {
      takePending();
      await whileLocked(700, () => ask(asker));
      const latency = takePending().filter(({ metric }) => metric === 'latency');
      for (const model of ['next-item', 'exchange']) expect(latency.find((each) => each.model === model)?.summary.sum ?? 0).toBeGreaterThan(400);
    }
  });

  it('is refused before anybody is looked up where the question can\'t be read', async () => {
    const { cookie } = await known();
    await whileLocked(1_000, async () => {
      const { status, milliseconds } = await ask(cookie, {}, 'size=99');
      expect(status).toBe(400);
      // What is read about whoever asks would have waited for the lock for half a second.
      expect(milliseconds).toBeLessThan(400);
    });
  });
});
