import { describe, expect, it } from 'vitest';
import { askPasswordReset, becomeSeller, changeEmail, changePassword, changeRole, changeStatus, confirmEmail, findSession, getOwnAccount, getSecurity, getUser, listUsers, openSession, renewToken, resetPassword, revealIdentity, resolvePseudonym, signUp } from '@/lib/identity';
import { revealInput } from '@/lib/identity/schema';
import { listOutbox } from '@/lib/mail';
import { resetEnv } from '@/lib/env';
import { pseudonym } from '@/lib/shared/pseudonym';
import { dumpTables, testContext } from '@/tests/support/context';
import { newAddress, newPerson, password } from '@/tests/support/people';
import { findTraces } from '@/tests/support/traces';

const context = await testContext();
const { db, contextFor, createAccount } = context;
const next = 'a wholly new harbour 12';

/** The newest mail of a kind, as an administrator of an exchange without a mail server reads it. */
async function mailOf(kind: string) {
  const admin = await createAccount({ roles: ['ADMIN'] });
  const outbox = await listOutbox(contextFor(admin.actor), { size: 100 });
  if (!outbox.ok) throw new Error('refused');
  const mails = outbox.value.items.filter((mail) => mail.kind === kind);
  return { count: mails.length, text: mails[0]?.text ?? '', token: /#([\w-]{43})/.exec(mails[0]?.text ?? '')?.[1] ?? '' };
}

async function administrator() {
  return newPerson(context, { roles: ['ADMIN'] });
}

describe('S7 one answer for known and unknown addresses', () => {
  it('is given by sign-up and reset; the owner alone is told by mail', async () => {
    const { email, visitor } = await newPerson(context);
    const answers = await Promise.all([email, 'nobody-has-this@mail.example'].map(async (each) => JSON.stringify([await askPasswordReset(visitor(), { email: each }), await signUp(visitor(), { email: each, password: 'something else 99', locale: 'en' })])));
    expect(answers[0]).toBe(answers[1]);
    expect([(await mailOf('account-exists')).count, (await mailOf('reset-password')).count]).toEqual([1, 1]);
    expect(await openSession(visitor(), { email, password: 'something else 99' })).toMatchObject({ refusal: { code: 'credentials-wrong' } });
  });

  it('nobody fills a mailbox: five mails an hour', async () => {
    const { email, visitor } = await newPerson(context);
    for (let attempt = 0; attempt < 7; attempt += 1) expect(await askPasswordReset(visitor(), { email })).toEqual({ ok: true, value: null });
    expect((await mailOf('reset-password')).count).toBeLessThanOrEqual(5);
  });

  it('where mail is sent, an address is confirmed first, and not confirmed looks like wrong', async () => {
    process.env.EMAIL_VERIFICATION = 'required';
    resetEnv();
    try {
      const visitor = () => contextFor(undefined, { address: newAddress() });
      expect(await signUp(visitor(), { email: 'late@mail.example', password, locale: 'en' })).toEqual({ ok: true, value: { next: 'check-mail' } });
      expect(await openSession(visitor(), { email: 'late@mail.example', password })).toMatchObject({ refusal: { code: 'credentials-wrong' } });
      expect(await confirmEmail(visitor(), { token: (await mailOf('verify-email')).token })).toMatchObject({ ok: true });
      expect(await openSession(visitor(), { email: 'late@mail.example', password })).toMatchObject({ ok: true });
    } finally {
      delete process.env.EMAIL_VERIFICATION;
      resetEnv();
    }
  });
});

describe('S4 a reset, a change and a role', () => {
  it('a mailed link sets a password once, ends every session, and is worth nothing after half an hour', async () => {
    const { email, visitor, token } = await newPerson(context);
    await askPasswordReset(visitor(), { email });
    const link = (await mailOf('reset-password')).token;
    expect(await resetPassword(visitor({ now: () => new Date(Date.now() + 31 * 60_000) }), { token: link, password: next })).toMatchObject({ refusal: { code: 'mail-link-spent' } });
    expect(await confirmEmail(visitor(), { token: link })).toMatchObject({ refusal: { code: 'mail-link-spent' } });
    const answers = await Promise.all([1, 2, 3].map(() => resetPassword(visitor(), { token: link, password: next })));
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(await findSession(db, token, new Date())).toBeNull();
    expect(await openSession(visitor(), { email, password })).toMatchObject({ refusal: { code: 'credentials-wrong' } });
    expect(await openSession(visitor(), { email, password: next })).toMatchObject({ ok: true });
  });

  it('a changed password ends the other sessions and gives this one another token', async () => {
    const { ctx, token, again } = await newPerson(context);
    const other = await again();
    expect(await changePassword(ctx, { current: 'not it at all', password: next })).toMatchObject({ refusal: { code: 'credentials-wrong' } });
    const changed = await changePassword(ctx, { current: password, password: next });
    expect(await findSession(db, token, new Date())).toBeNull();
    expect(await findSession(db, other.token, new Date())).toBeNull();
    expect(changed.ok && (await findSession(db, changed.value.sessionToken, new Date()))).not.toBeNull();
  });

  it('a renewed token leaves the one before worthless', async () => {
    const { ctx, token } = await newPerson(context);
    await becomeSeller(ctx, { name: 'Renewed', about: '' });
    const renewed = await renewToken(ctx);
    expect(await findSession(db, token, new Date())).toBeNull();
    expect(renewed.ok && (await findSession(db, renewed.value.sessionToken, new Date()))?.roles).toEqual(['BUYER', 'SELLER']);
  });

  it('a browser unlike those before is told by mail, the first and the same are not', async () => {
    const { again } = await newPerson(context);
    await again();
    expect((await mailOf('new-device')).count).toBe(0);
    await again({}, { userAgent: 'Mozilla/5.0 (iPhone) Safari/605' });
    expect((await mailOf('new-device'))).toMatchObject({ count: 1, text: expect.stringContaining('Safari, iPhone') });
  });
});

describe('S5 passwords', () => {
  it('hashed under older parameters are hashed anew at sign-in, and composed and decomposed accents are one', async () => {
    const { hash } = await import('@node-rs/argon2');
    const { accountId, again } = await newPerson(context);
    await db.identity.update({ where: { accountId }, data: { passwordHash: await hash('f\u00eate au ch\u00e2teau', { memoryCost: 8_192, timeCost: 1, parallelism: 1 }) } });
    await again({ password: 'fe\u0302te au cha\u0302teau' });
    expect((await db.identity.findUniqueOrThrow({ where: { accountId } })).passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });
});

describe('P4 a changed address', () => {
  it('counts once its link was opened, keeps every pseudonym, and frees the old one', async () => {
    const { ctx, accountId, email, visitor } = await newPerson(context);
    expect(await changeEmail(ctx, { email: 'New.Address@mail.example ' })).toMatchObject({ ok: true });
    expect(await getOwnAccount(ctx)).toMatchObject({ value: { email } });
    const before = pseudonym('seller', accountId, 'some seller');
    expect(await confirmEmail(visitor(), { token: (await mailOf('change-email')).token })).toMatchObject({ ok: true });
    expect(await getOwnAccount(ctx)).toMatchObject({ value: { email: 'new.address@mail.example' } });
    expect(pseudonym('seller', accountId, 'some seller')).toBe(before);
    await signUp(visitor(), { email, password, locale: 'en' });
    expect(await openSession(visitor(), { email, password })).toMatchObject({ ok: true });
  });
});

describe('P10 a reveal', () => {
  it('needs the role, a reason and a fresh proof; the log, the person and her mailbox are told', async () => {
    const [admin, person] = [await administrator(), await newPerson(context)];
    const handle = pseudonym('admin', person.accountId);
    const reason = 'Support request 4711';
    for (const none of [undefined, '', '   ', 'short']) expect(revealInput.safeParse({ person: handle, reason: none }).success, String(none)).toBe(false);
    expect(await revealIdentity(person.ctx, { person: handle, reason })).toMatchObject({ refusal: { code: 'not-allowed' } });
    expect(await revealIdentity({ ...admin.ctx, now: () => new Date(Date.now() + 6 * 60_000) }, { person: handle, reason })).toMatchObject({ refusal: { code: 'step-up-needed' } });
    expect(await db.auditEvent.count({ where: { action: 'identity.revealed' } })).toBe(0);
    expect(await revealIdentity(admin.ctx, { person: handle, reason })).toEqual({ ok: true, value: { email: person.email } });
    expect(await getSecurity(person.ctx)).toMatchObject({ value: { reveals: [{ reason }] } });
    expect((await mailOf('identity-revealed')).text).toContain(reason);
    expect(await revealIdentity(admin.ctx, { person: `p1_${'x'.repeat(22)}`, reason })).toMatchObject({ refusal: { code: 'not-found' } });
  });

  it('A15 is not for auditors, who read users all the same', async () => {
    const [auditor, person] = [await newPerson(context, { roles: ['AUDITOR'] }), await newPerson(context)];
    const handle = pseudonym('admin', person.accountId);
    const seen = await getUser(auditor.ctx, { person: handle });
    expect(seen).toMatchObject({ ok: true, value: { pseudonym: handle } });
    expect(JSON.stringify(seen)).not.toContain(person.email);
    expect(await listUsers(auditor.ctx, { size: 5 })).toMatchObject({ ok: true });
    expect(await revealIdentity(auditor.ctx, { person: handle, reason: 'I am only curious' })).toMatchObject({ refusal: { code: 'not-allowed' } });
  });

  it('a pseudonym for one purpose is found under no other', async () => {
    const person = await newPerson(context);
    expect(await resolvePseudonym(db, { purpose: 'admin', value: pseudonym('admin', person.accountId) })).toBe(person.accountId);
    expect(await resolvePseudonym(db, { purpose: 'admin', value: pseudonym('audit', person.accountId) })).toBeNull();
  });
});

describe('S4 role and status', () => {
  it('end the sessions of the person, and the last administrator stays one, however many try', async () => {
    const [admin, person] = [await administrator(), await newPerson(context)];
    const handle = pseudonym('admin', person.accountId);
    expect(await changeRole(admin.ctx, { person: handle, role: 'ADMIN', isGranted: true, reason: 'She runs it with me' })).toMatchObject({ ok: true });
    expect(await findSession(db, person.token, new Date())).toBeNull();
    const own = pseudonym('admin', admin.accountId);
    const answers = await Promise.all([own, handle].map((each) => changeRole(admin.ctx, { person: each, role: 'ADMIN', isGranted: false, reason: 'Both at once' })));
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(await db.account.count({ where: { roles: { has: 'ADMIN' } } })).toBe(1);
  });

  it('a closed account is out on the next request, and may be opened again', async () => {
    const [admin, person] = [await administrator(), await newPerson(context)];
    const handle = pseudonym('admin', person.accountId);
    await changeStatus(admin.ctx, { person: handle, status: 'CLOSED', reason: 'Reported as stolen' });
    expect(await findSession(db, person.token, new Date())).toBeNull();
    await changeStatus(admin.ctx, { person: handle, status: 'ACTIVE', reason: 'Back with its owner' });
    expect((await person.again()).token).toHaveLength(43);
  });
});

describe('P1 P7 the whole database after all of this', () => {
  it('holds no address, no password, no token and no plain hash of an id or address', async () => {
    const person = await newPerson(context);
    await askPasswordReset(person.visitor(), { email: person.email });
    const link = (await mailOf('reset-password')).token;
    const people = await db.identity.findMany({ select: { id: true, accountId: true } });
    expect(await findTraces(await dumpTables(db), { people, addresses: [person.email], words: [password, person.token, link] })).toEqual([]);
  });
});
