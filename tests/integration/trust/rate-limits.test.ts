import { afterAll, describe, expect, it } from 'vitest';
import { connect } from '@/lib/db';
import { askPasswordReset, forgetOldLimits, openSession, takePoint } from '@/lib/identity';
import { testContext } from '@/tests/support/context';

const { db, databaseUrl, contextFor } = await testContext();
/** What another process has: a connection of its own, and nothing else in common. */
const elsewhere = connect(databaseUrl, 5);
afterAll(async () => { await elsewhere.$disconnect(); });

describe('S7 limits hold across processes', () => {
  it('of twenty tries of one account at once in two processes, ten are let through', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, (_, turn) => takePoint(turn % 2 ? db : elsewhere, 'sign-in-account', 'one account')));
    expect(answers.filter((seconds) => seconds === null)).toHaveLength(10);
    for (const seconds of answers) if (seconds !== null) expect(seconds).toBeGreaterThan(0);
    expect(await takePoint(db, 'sign-in-account', 'another account')).toBeNull();
  });

  it('signing in and asking for a reset count in both, by the account whatever the address, and by the address whatever the account', async () => {
    const here = (address: string, client = db) => contextFor(undefined, { address, db: client });
    const codes: string[] = [];
    for (let guess = 0; guess < 12; guess += 1) {
      const answer = await openSession(here(`198.51.100.${guess}`, guess % 2 ? db : elsewhere), { email: 'guessed@mail.example', password: 'a wrong guess' });
      codes.push(answer.ok ? 'ok' : answer.refusal.code);
    }
    expect(codes.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 'credentials-wrong'));
    expect(codes.slice(10)).toEqual(['too-many-attempts', 'too-many-attempts']);
    const resets = [];
    for (let turn = 0; turn < 21; turn += 1) resets.push((await askPasswordReset(here('203.0.113.9', turn % 2 ? db : elsewhere), { email: `someone-${turn}@mail.example` })).ok);
    expect(resets.lastIndexOf(true)).toBe(19);
    expect(resets[20]).toBe(false);
  }, 60_000);

  it('a network address is out of attempts to sign in after sixty, whatever accounts it tries, and no other address with it', async () => {
    for (let turn = 0; turn < 60; turn += 1) expect(await takePoint(turn % 2 ? db : elsewhere, 'sign-in-address', '203.0.113.44')).toBeNull();
    const tryFrom = (address: string) => openSession(contextFor(undefined, { address }), { email: 'nobody-yet@mail.example', password: 'a wrong guess' });
    expect(await tryFrom('203.0.113.44')).toMatchObject({ refusal: { code: 'too-many-attempts', params: { seconds: expect.any(Number) as number } } });
    expect(await tryFrom('203.0.113.45')).toMatchObject({ refusal: { code: 'credentials-wrong' } });
  });

  it('is a delay: the window ends, and the next try is the first of a new one', async () => {
    for (let turn = 0; turn < 6; turn += 1) await takePoint(db, 'second-factor', 'somebody');
    expect(await takePoint(db, 'second-factor', 'somebody')).toBeGreaterThan(0);
    await db.$executeRaw`update "RateLimit" set "expiresAt" = now() - interval '1 second'`;
    expect(await takePoint(elsewhere, 'second-factor', 'somebody')).toBeNull();
  });

  it('holds no address and no account, and forgets what is over', async () => {
    await takePoint(db, 'sign-in-address', '198.51.100.77');
    const rows = JSON.stringify(await db.rateLimit.findMany());
    expect(rows).not.toContain('198.51');
    expect(rows).toMatch(/sign-in-address p1_/);
    expect(await forgetOldLimits({ db, now: () => new Date() })).toBe(0);
    expect(await forgetOldLimits({ db, now: () => new Date(Date.now() + 3_600_000) })).toBe(1);
    expect(await db.rateLimit.count()).toBe(0);
  });
});
