import { TOTP, Secret } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { publishNotice } from '@/lib/consent';
import type { Context } from '@/lib/db';
import { addPasskey, askNewPasskey, askSignInPasskey, askStepUpPasskey, changeEmail, changeRole, changeStatus, confirmTotp, findSession, openPasskeySession, openSession, removePasskey, removeTotp, renewRecoveryCodes, revealIdentity, startTotp, stepUp } from '@/lib/identity';
import { eraseSelf } from '@/lib/rights';
import type { Result } from '@/lib/shared/result';
import { testContext } from '@/tests/support/context';
import { Authenticator } from '@/tests/support/authenticator';
import { newPerson, password } from '@/tests/support/people';

const context = await testContext();
const { db } = context;
const here = { rpId: 'localhost', origin: 'http://localhost:3000' };
const codeAt = (secret: string, at = Date.now()) => new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 }).generate({ timestamp: at });
const later = (milliseconds: number) => new Date(Date.now() + milliseconds);

async function personWithApp() {
  const person = await newPerson(context);
  const started = await startTotp(person.ctx);
  if (!started.ok) throw new Error('refused');
  const confirmed = await confirmTotp(person.ctx, { code: codeAt(started.value.secret, Date.now() - 30_000) });
  if (!confirmed.ok) throw new Error(confirmed.refusal.code);
  return { ...person, secret: started.value.secret, recoveryCodes: confirmed.value.recoveryCodes };
}

async function personWithPasskey(authenticator = new Authenticator(here.rpId, here.origin)) {
  const person = await newPerson(context);
  const asked = await askNewPasskey(person.ctx);
  if (!asked.ok) throw new Error('refused');
  const response = authenticator.create(asked.value.options);
  const added = await addPasskey(person.ctx, { challengeId: asked.value.challengeId, name: 'Phone', response });
  return { ...person, authenticator, added, asked: asked.value, response };
}

describe('S6 an authenticator app', () => {
  it('is asked for after the password, and each code counts once, also for ten requests at once', async () => {
    const { email, visitor, secret } = await personWithApp();
    expect(await openSession(visitor(), { email, password })).toMatchObject({ refusal: { code: 'second-factor-needed' } });
    expect(await openSession(visitor(), { email, password: 'wrong password' })).toMatchObject({ refusal: { code: 'credentials-wrong' } });
    const code = codeAt(secret);
    const answers = await Promise.all(Array.from({ length: 4 }, () => openSession(visitor(), { email, password, code })));
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(await openSession(visitor(), { email, password, code })).toMatchObject({ refusal: { code: 'second-factor-wrong' } });
  });

  it('makes the session strong, and ends those before it', async () => {
    const person = await newPerson(context);
    const other = await person.again();
    const started = await startTotp(person.ctx);
    if (!started.ok) throw new Error('refused');
    await confirmTotp(person.ctx, { code: codeAt(started.value.secret) });
    expect(await findSession(db, other.token, new Date())).toBeNull();
    expect(await findSession(db, person.token, new Date())).not.toBeNull();
    expect(await db.session.findFirst({ where: { revokedAt: null } })).toMatchObject({ isStrong: true });
  });

  it('bears guessing five times a quarter of an hour', async () => {
    const { email, visitor } = await personWithApp();
    const codes = [];
    for (let guess = 0; guess < 6; guess += 1) {
      const answer = await openSession(visitor(), { email, password, code: '000000' });
      codes.push(answer.ok ? 'ok' : answer.refusal.code);
    }
    expect(codes).toEqual([...Array.from({ length: 5 }, () => 'second-factor-wrong'), 'too-many-attempts']);
  });

  it('hands out ten recovery codes, kept as keyed digests, each good once however many try at once', async () => {
    const { email, visitor, recoveryCodes } = await personWithApp();
    expect(new Set(recoveryCodes).size).toBe(10);
    const stored = await db.recoveryCode.findMany({ select: { codeMac: true } });
    expect(JSON.stringify(stored)).not.toContain((recoveryCodes[0] ?? '').replaceAll('-', ''));
    const code = (recoveryCodes[0] ?? '').toUpperCase().replaceAll('-', ' ');
    const answers = await Promise.all(Array.from({ length: 4 }, () => openSession(visitor(), { email, password, code })));
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(await db.auditEvent.count({ where: { action: 'factor.recovery-used' } })).toBe(1);
  });

  it('renewed codes replace the old, and removing the app removes them', async () => {
    const { ctx, email, visitor, recoveryCodes } = await personWithApp();
    expect(await renewRecoveryCodes(ctx)).toMatchObject({ ok: true });
    expect(await openSession(visitor(), { email, password, code: recoveryCodes[1] ?? '' })).toMatchObject({ refusal: { code: 'second-factor-wrong' } });
    await removeTotp(ctx);
    expect(await db.recoveryCode.count()).toBe(0);
    expect(await openSession(visitor(), { email, password })).toMatchObject({ ok: true });
  });

  it('keeps its secret sealed', async () => {
    const { secret } = await personWithApp();
    const [row] = await db.$queryRaw<{ row: string }[]>`select a::text as row from "Identity" a`;
    expect(row?.row).not.toContain(secret);
  });
});

describe('S6 a passkey', () => {
  it('signs in by itself, strong, and says nothing of the account id to the authenticator', async () => {
    const { added, asked, authenticator, visitor, accountId } = await personWithPasskey();
    expect(added).toMatchObject({ ok: true });
    expect(Buffer.from(asked.options.user.id, 'base64url').toString()).toMatch(/^p1_/);
    const question = await askSignInPasskey(visitor());
    if (!question.ok) throw new Error('refused');
    expect(JSON.stringify(question.value)).not.toContain('allowCredentials":[{');
    const opened = await openPasskeySession(visitor(), { challengeId: question.value.challengeId, response: authenticator.get(question.value.options) });
    expect(opened).toMatchObject({ ok: true, value: { accountId } });
    expect(await db.session.count({ where: { isStrong: true, revokedAt: null } })).toBe(2);
  });

  it('answers a question once: the same answer played again is refused', async () => {
    const { authenticator, visitor } = await personWithPasskey();
    const question = await askSignInPasskey(visitor());
    if (!question.ok) throw new Error('refused');
    const answer = { challengeId: question.value.challengeId, response: authenticator.get(question.value.options) };
    const answers = await Promise.all([openPasskeySession(visitor(), answer), openPasskeySession(visitor(), answer)]);
    expect(answers.filter((each) => each.ok)).toHaveLength(1);
    expect(await openPasskeySession(visitor(), answer)).toMatchObject({ refusal: { code: 'passkey-refused' } });
  });

  it.each([
    ['made for another site', new Authenticator('localhost', 'http://evil.example')],
    ['made for another host', new Authenticator('evil.example', here.origin)],
  ])('%s is refused', async (_, authenticator) => {
    expect((await personWithPasskey(authenticator)).added).toMatchObject({ refusal: { code: 'passkey-refused' } });
  });

  it('whose counter went back is refused: a copy is about', async () => {
    const { authenticator, visitor } = await personWithPasskey();
    const signIn = async () => {
      const question = await askSignInPasskey(visitor());
      if (!question.ok) throw new Error('refused');
      return openPasskeySession(visitor(), { challengeId: question.value.challengeId, response: authenticator.get(question.value.options) });
    };
    expect([(await signIn()).ok, (await signIn()).ok]).toEqual([true, true]);
    authenticator.rewind();
    expect(await signIn()).toMatchObject({ refusal: { code: 'passkey-refused' } });
  });

  it('answers only the purpose it was asked for, and is removed by its owner alone', async () => {
    const { authenticator, visitor, ctx } = await personWithPasskey();
    const question = await askSignInPasskey(visitor());
    if (!question.ok) throw new Error('refused');
    expect(await stepUp(ctx, { passkey: { challengeId: question.value.challengeId, response: authenticator.get(question.value.options) } })).toMatchObject({ refusal: { code: 'passkey-refused' } });
    const [key] = await db.passkey.findMany({ select: { id: true } });
    const stranger = await newPerson(context);
    expect(await removePasskey(stranger.ctx, { id: key?.id ?? '' })).toMatchObject({ refusal: { code: 'not-found' } });
    expect(await removePasskey(ctx, { id: key?.id ?? '' })).toMatchObject({ ok: true });
  });
});

describe('S6 a fresh proof', () => {
  it('is asked for after five minutes, counts in this session only, and is given by password, code or passkey', async () => {
    const { ctx, again, contextOf, token } = await newPerson(context);
    const other = await again();
    const tired = { ...ctx, now: () => later(6 * 60_000) };
    expect(await startTotp(tired)).toMatchObject({ refusal: { code: 'step-up-needed' } });
    expect(await stepUp(tired, { password: 'not it' })).toMatchObject({ refusal: { code: 'credentials-wrong' } });
    expect(await stepUp(tired, { password })).toMatchObject({ ok: true });
    const fresh = { ...(await contextOf(token)), now: tired.now };
    expect(await startTotp(fresh)).toMatchObject({ ok: true });
    expect(await startTotp({ ...other.ctx, now: tired.now })).toMatchObject({ refusal: { code: 'step-up-needed' } });
  });

  it('by a passkey of her own works, by another person\'s does not', async () => {
    const [mine, hers] = [await personWithPasskey(), await personWithPasskey()];
    const ask = async () => {
      const question = await askStepUpPasskey(mine.ctx);
      if (!question.ok) throw new Error('refused');
      return question.value;
    };
    const first = await ask();
    expect(await stepUp(mine.ctx, { passkey: { challengeId: first.challengeId, response: hers.authenticator.get(first.options) } })).toMatchObject({ refusal: { code: 'passkey-refused' } });
    const second = await ask();
    expect(await stepUp(mine.ctx, { passkey: { challengeId: second.challengeId, response: mine.authenticator.get(second.options) } })).toMatchObject({ ok: true });
  });

  it('with an authenticator app needs its code as well', async () => {
    const { ctx, secret } = await personWithApp();
    expect(await stepUp(ctx, { password })).toMatchObject({ refusal: { code: 'second-factor-needed' } });
    expect(await stepUp(ctx, { password, code: codeAt(secret) })).toMatchObject({ ok: true });
    expect(await stepUp(ctx, { password, code: codeAt(secret) })).toMatchObject({ refusal: { code: 'second-factor-wrong' } });
  });
});

describe('S6 what is dangerous', () => {
  const reason = 'A test asks for it.';
  const person = `p1_${'a'.repeat(22)}`;
  const deeds: readonly (readonly [string, (ctx: Context) => Promise<Result<unknown>>])[] = [
    ['a reveal', (ctx) => revealIdentity(ctx, { person, reason })],
    ['a role', (ctx) => changeRole(ctx, { person, role: 'AUDITOR', isGranted: true, reason })],
    ['closing an account', (ctx) => changeStatus(ctx, { person, status: 'CLOSED', reason })],
    ['publishing a notice', (ctx) => publishNotice(ctx, { isMaterial: false, sha256: { en: '0'.repeat(64), zh: '0'.repeat(64) } })],
    ['another address', (ctx) => changeEmail(ctx, { email: 'somebody.else@mail.example' })],
    ['an authenticator app', (ctx) => startTotp(ctx)],
    ['no authenticator app any more', (ctx) => removeTotp(ctx)],
    ['new recovery codes', (ctx) => renewRecoveryCodes(ctx)],
    ['a passkey', (ctx) => askNewPasskey(ctx)],
    ['no passkey any more', (ctx) => removePasskey(ctx, { id: '00000000-0000-4000-8000-000000000000' })],
    ['an erasure', (ctx) => eraseSelf(ctx, { confirmation: 'ERASE', walletMinor: 0, sellerBalanceMinor: 0, subscriptionCount: 0 })],
  ];

  it.each(deeds)('%s needs a proof that is not older than five minutes, and gets past it with one', async (_, deed) => {
    const { actor } = await context.createAccount({ roles: ['BUYER', 'ADMIN'] });
    const at = (milliseconds: number | null) => context.contextFor({ ...actor, steppedUpAt: milliseconds === null ? null : new Date(Date.now() - milliseconds) });
    for (const proof of [null, 5 * 60_000 + 1_000]) expect(await deed(at(proof))).toMatchObject({ ok: false, refusal: { code: 'step-up-needed' } });
    const answer = await deed(at(4 * 60_000)).catch(() => null);
    expect(answer?.ok === false ? answer.refusal.code : 'past').not.toBe('step-up-needed');
  });
});

describe('S6 roles over others', () => {
  it('sleep in a session without a second factor, and wake with one', async () => {
    const { accountId, token, ctx } = await newPerson(context);
    await db.account.update({ where: { id: accountId }, data: { roles: ['BUYER', 'ADMIN', 'AUDITOR'] } });
    expect(await findSession(db, token, new Date())).toMatchObject({ roles: ['BUYER'], asleep: ['ADMIN', 'AUDITOR'] });
    const started = await startTotp(ctx);
    if (!started.ok) throw new Error('refused');
    await confirmTotp(ctx, { code: codeAt(started.value.secret) });
    expect(await findSession(db, token, new Date())).toMatchObject({ roles: ['BUYER', 'ADMIN', 'AUDITOR'], asleep: [] });
  });

  it('cannot be given by who has none', async () => {
    const { ctx } = await newPerson(context);
    expect(await changeRole(ctx, { person: `p1_${'a'.repeat(22)}`, role: 'ADMIN', isGranted: true, reason: 'because I want to' })).toMatchObject({ refusal: { code: 'not-allowed' } });
  });
});
