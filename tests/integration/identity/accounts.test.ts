import { createHash, randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { becomeSeller, closeSession, createDemoAccount, findSession, getOwnAccount, listSessions, listUsers, openSession, revokeSession, signUp } from '@/lib/identity';
import { listUsersInput, type ListUsersInput } from '@/lib/identity/schema';
import { pseudonym } from '@/lib/shared/pseudonym';
import { dumpTables, testContext } from '@/tests/support/context';
import { findTraces } from '@/tests/support/traces';

const { db, contextFor, createAccount } = await testContext();
const password = 'lighthouse keeper 47';
const person = () => ({ email: `${randomUUID()}@mail.example`, password, locale: 'en' as const });
const from = () => contextFor(undefined, { address: address() });
const address = () => `198.51.100.${Math.floor(performance.now() * 1000) % 250}-${randomUUID()}`;

async function signUpAndIn(email = `${randomUUID()}@mail.example`) {
  const ctx = contextFor();
  await signUp(ctx, { email, password, locale: 'en' });
  const opened = await openSession({ ...ctx, address: address() }, { email, password });
  if (!opened.ok) throw new Error(opened.refusal.code);
  const session = await findSession(db, opened.value.sessionToken, new Date());
  if (!session) throw new Error('no session');
  return { token: opened.value.sessionToken, session, ctx: contextFor({ kind: 'account', ...session }), email };
}

describe('signing up', () => {
  it('makes an account for buying and one audit row, and signs nobody in', async () => {
    const result = await signUp(contextFor(), person());
    expect(result.ok).toBe(true);
    expect(await db.account.findMany({ select: { roles: true, isDemo: true } })).toEqual([{ roles: ['BUYER'], isDemo: false }]);
    expect(await db.auditEvent.count({ where: { action: 'account.created' } })).toBe(1);
    expect(await db.session.count()).toBe(0);
  });

  it.each([
    ['in capitals', (email: string) => email.toUpperCase()],
    ['with spaces around', (email: string) => `  ${email} `],
    ['in full-width letters', (email: string) => email.replaceAll('m', 'ｍ')],
  ])('P6 knows the same address %s', async (_, write) => {
    const input = person();
    await signUp(contextFor(), input);
    expect(await signUp(contextFor(), { ...input, email: write(input.email) })).toEqual({ ok: true, value: { next: 'sign-in' } });
    expect(await db.account.count()).toBe(1);
    expect(await openSession(from(), { email: write(input.email), password: input.password })).toMatchObject({ ok: true });
  });

  it('makes one account of ten requests at once', async () => {
    const input = person();
    const results = await Promise.all(Array.from({ length: 4 }, () => signUp(contextFor(), input)));
    expect(new Set(results.map((result) => JSON.stringify(result))).size).toBe(1);
    expect(await db.account.count()).toBe(1);
    expect(await db.auditEvent.count({ where: { action: 'account.created' } })).toBe(1);
  });

  it.each(['password123', 'P@ssw0rd', 'qwertyuiop', '12345678', 'aaaaaaaaaa', 'abcdefghij'])('S5 refuses the common password %s', async (common) => {
    expect(await signUp(contextFor(), { ...person(), password: common })).toMatchObject({ ok: false, refusal: { code: 'password-too-common', field: 'password' } });
  });

  it('refuses a password made of the address', async () => {
    expect(await signUp(contextFor(), { email: 'marigold@mail.example', password: 'marigold1!', locale: 'en' })).toMatchObject({ refusal: { code: 'password-too-common' } });
  });

  it('limits how many may be tried from one address', async () => {
    const one = address();
    const codes = [];
    for (let attempt = 0; attempt < 22; attempt += 1) {
      const result = await signUp(contextFor(undefined, { address: one }), { ...person(), password: 'password1' });
      codes.push(result.ok ? 'ok' : result.refusal.code);
    }
    expect(codes.slice(0, 20)).not.toContain('too-many-attempts');
    expect(codes.slice(20)).toEqual(['too-many-attempts', 'too-many-attempts']);
  });
});

describe('what is stored of a person', () => {
  it('P1 P7 shows neither address nor password in any table, her id in the vault alone, and a plain hash of none of them', async () => {
    const input = person();
    await signUp(contextFor(), input);
    await openSession(from(), { email: input.email, password: input.password });
    const people = await db.identity.findMany({ select: { id: true, accountId: true } });
    expect(people).toHaveLength(1);
    expect(await findTraces(await dumpTables(db), { people, addresses: [input.email], words: [input.password] })).toEqual([]);
    // By Postgres' own account: nothing refers to the vault, and no other column is named as if it did.
    expect(await db.$queryRaw`select conname from pg_constraint where confrelid = '"Identity"'::regclass`).toEqual([]);
  });

  it('P5 gives the address back to the person alone, and refuses a ciphertext moved to another row', async () => {
    const [first, second] = [await signUpAndIn(), await signUpAndIn()];
    expect(await getOwnAccount(first.ctx)).toMatchObject({ ok: true, value: { email: first.email } });
    const { emailCipher } = await db.identity.findUniqueOrThrow({ where: { accountId: first.session.accountId }, select: { emailCipher: true } });
    await db.identity.update({ where: { accountId: second.session.accountId }, data: { emailCipher } });
    const fault = await getOwnAccount(second.ctx).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(Error);
    // What is logged of it says nothing of what it held.
    for (const { email } of [first, second]) expect(inspect(fault, { depth: 5 })).not.toContain(email);
  });

  it('P2 everything outside of the vault names her by a keyed pseudonym of her id, made again with the key alone', async () => {
    const { session } = await signUpAndIn();
    const { id, accountId } = await db.identity.findUniqueOrThrow({ where: { accountId: session.accountId }, select: { id: true, accountId: true } });
    expect(id).not.toBe(accountId);
    expect(Buffer.from(accountId.replaceAll('-', ''), 'hex').toString('base64url')).toBe(pseudonym('market', id).slice(3));
    await expect(db.account.delete({ where: { id: accountId } }).then(() => db.identity.count())).resolves.toBe(0);
  });
});

describe('signing in', () => {
  it('S7 answers an unknown address and a wrong password alike', async () => {
    const { email } = await signUpAndIn();
    const wrong = await openSession(from(), { email, password: 'not it at all' });
    const unknown = await openSession(from(), { email: `${randomUUID()}@mail.example`, password });
    expect(wrong).toEqual(unknown);
    expect(wrong).toMatchObject({ ok: false, refusal: { code: 'credentials-wrong' } });
    expect(await db.auditEvent.count({ where: { action: 'session.refused', outcome: 'refused' } })).toBe(2);
  });

  it('S4 refuses a closed account, also with the right password and an open session', async () => {
    const { email, token, session } = await signUpAndIn();
    await db.account.update({ where: { id: session.accountId }, data: { status: 'CLOSED' } });
    expect(await openSession(from(), { email, password })).toMatchObject({ refusal: { code: 'credentials-wrong' } });
    expect(await findSession(db, token, new Date())).toBeNull();
  });

  it('S7 makes whoever guesses wait, whatever the client address', async () => {
    const { email } = await signUpAndIn();
    const codes = [];
    for (let attempt = 0; attempt < 12; attempt += 1) {
      const result = await openSession(from(), { email, password: 'a wrong guess' });
      codes.push(result.ok ? 'ok' : result.refusal.code);
    }
    expect(codes.slice(-2)).toEqual(['too-many-attempts', 'too-many-attempts']);
  });
});

describe('a session', () => {
  it('S4 is stored as a hash and found by its token', async () => {
    const { token, session } = await signUpAndIn();
    const row = await db.session.findUniqueOrThrow({ where: { id: session.sessionId } });
    // 256 random bits.
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(row.tokenHash).toBe(createHash('sha256').update(token).digest('base64url'));
    expect(await findSession(db, `${token}x`, new Date())).toBeNull();
  });

  it('S4 ends at once when signed out, and twelve hours after signing in', async () => {
    const { token, ctx } = await signUpAndIn();
    // Used all the time, and still no longer than that.
    for (let hours = 1; hours < 12; hours += 1) expect(await findSession(db, token, new Date(Date.now() + hours * 60 * 60 * 1000))).not.toBeNull();
    expect(await findSession(db, token, new Date(Date.now() + 12 * 60 * 60 * 1000 - 5_000))).not.toBeNull();
    expect(await findSession(db, token, new Date(Date.now() + 12 * 60 * 60 * 1000 + 1000))).toBeNull();
    await closeSession(ctx);
    await closeSession(ctx);
    expect(await findSession(db, token, new Date())).toBeNull();
    expect(await db.auditEvent.count({ where: { action: 'session.closed' } })).toBe(1);
  });

  it('S4 of an administrator ends after half an hour of silence', async () => {
    const { token, session } = await signUpAndIn();
    const later = new Date(Date.now() + 31 * 60 * 1000);
    expect(await findSession(db, token, later)).not.toBeNull();
    await db.account.update({ where: { id: session.accountId }, data: { roles: ['BUYER', 'ADMIN'] } });
    expect(await findSession(db, token, new Date(later.getTime() + 31 * 60 * 1000))).toBeNull();
  });

  it('S4 can be revoked from another device, by its owner only', async () => {
    const { ctx, email } = await signUpAndIn();
    const other = await openSession(from(), { email, password });
    if (!other.ok) throw new Error('refused');
    const found = await findSession(db, other.value.sessionToken, new Date());
    const stranger = await signUpAndIn();
    expect(await revokeSession(stranger.ctx, { sessionId: found?.sessionId ?? '' })).toMatchObject({ refusal: { code: 'not-found' } });
    expect(await revokeSession(stranger.ctx, { sessionId: randomUUID() })).toMatchObject({ refusal: { code: 'not-found' } });
    const listed = await listSessions(ctx);
    expect(listed.ok && listed.value.map((row) => row.isCurrent).toSorted()).toEqual([false, true]);
    expect(await revokeSession(ctx, { sessionId: found?.sessionId ?? '' })).toMatchObject({ ok: true });
    expect(await findSession(db, other.value.sessionToken, new Date())).toBeNull();
  });

  it('knows a changed role on the next request', async () => {
    const { token, ctx } = await signUpAndIn();
    await becomeSeller(ctx, { name: 'Tidal Tables', about: '' });
    expect((await findSession(db, token, new Date()))?.roles).toContain('SELLER');
  });
});

describe('becoming a seller', () => {
  it('happens once, under a name nobody else has', async () => {
    const [first, second] = [await signUpAndIn(), await signUpAndIn()];
    const results = await Promise.all([1, 2, 3].map(() => becomeSeller(first.ctx, { name: 'Harbour Data', about: '' })));
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(await becomeSeller(second.ctx, { name: 'HARBOUR data', about: '' })).toMatchObject({ refusal: { code: 'seller-name-taken', field: 'name' } });
    expect(await becomeSeller(contextFor(), { name: 'Nobody', about: '' })).toMatchObject({ refusal: { code: 'sign-in-needed' } });
  });

  it('gives a name without Latin letters an address too', async () => {
    const { ctx } = await signUpAndIn();
    expect(await becomeSeller(ctx, { name: '海港数据', about: '' })).toMatchObject({ ok: true, value: { slug: expect.stringMatching(/^seller-[0-9a-f]+$/) } });
  });
});

describe('the list of users', () => {
  it('is for administrators, names people by pseudonym, pages without a gap, and is itself recorded', async () => {
    const admin = await createAccount({ roles: ['ADMIN'] });
    for (let index = 0; index < 7; index += 1) await createAccount();
    expect(await listUsers(contextFor(), { size: 5 })).toMatchObject({ refusal: { code: 'sign-in-needed' } });
    expect(await listUsers(contextFor((await createAccount()).actor), { size: 5 })).toMatchObject({ refusal: { code: 'not-allowed' } });
    const seen = new Set<string>();
    let cursor: string | undefined;
    for (let page = 0; page < 5; page += 1) {
      const result = await listUsers(contextFor(admin.actor), { size: 3, cursor });
      if (!result.ok) throw new Error('refused');
      for (const row of result.value.items) seen.add(row.pseudonym);
      if (result.value.nextCursor === null) break;
      cursor = result.value.nextCursor;
      // It stands in an address: no account id there either.
      expect(cursor).toMatch(/^\d+_p\d+_[\w-]{22}$/);
    }
    expect(seen.size).toBe(9);
    expect(JSON.stringify([...seen])).not.toContain(admin.accountId);
    expect(await db.auditEvent.count({ where: { action: 'admin.read-users' } })).toBe(3);
    expect(await listUsers(contextFor(admin.actor), { size: 3, cursor: 'nonsense' })).toMatchObject({ refusal: { code: 'input-invalid', field: 'cursor' } });
    expect(await listUsers(contextFor(admin.actor), { size: 3, cursor: `${Date.now()}_p1_${'a'.repeat(22)}` })).toMatchObject({ refusal: { code: 'input-invalid', field: 'cursor' } });
  });
});

describe('the list of users narrowed', () => {
  it('shows those of a role or a status, page by page', async () => {
    const admin = contextFor((await createAccount({ roles: ['ADMIN'] })).actor);
    const made = [await createAccount({ roles: ['BUYER', 'SELLER'] }), await createAccount(), await createAccount({ roles: ['BUYER', 'SELLER'] }), await createAccount({ roles: ['BUYER', 'SELLER'] })].map(({ accountId }) => accountId);
    await db.account.update({ where: { id: made[2] ?? '' }, data: { status: 'CLOSED' } });
    const all = async (filter: ListUsersInput, cursor?: string): Promise<number[]> => {
      const page = await listUsers(admin, { size: 2, cursor, ...listUsersInput.parse(filter) });
      if (!page.ok) throw new Error(page.refusal.code);
      const shown = page.value.items.map((row) => made.findIndex((id) => pseudonym('admin', id) === row.pseudonym));
      return page.value.nextCursor === null ? shown : [...shown, ...await all(filter, page.value.nextCursor)];
    };
    expect((await all({ role: 'SELLER' })).toSorted()).toEqual([0, 2, 3]);
    expect((await all({ role: 'SELLER', status: 'ACTIVE' })).toSorted()).toEqual([0, 3]);
    expect(await all({ status: 'CLOSED' })).toEqual([2]);
    expect(await all({ status: 'ERASED' })).toEqual([]);
    expect(await all({ role: 'AUDITOR' })).toEqual([]);
    for (const wrong of [{ role: 'KING' }, { status: 'closed' }, { name: 'x' }]) expect(listUsersInput.safeParse(wrong).success).toBe(false);
  });
});

describe('demo accounts', () => {
  it('are marked, made once, and can be closed to everyone', async () => {
    const wish = { email: 'demo@mail.example', password: null, roles: ['BUYER' as const], seller: { name: 'Demo Desk', about: '' } };
    const first = await createDemoAccount(db, wish);
    expect(await createDemoAccount(db, wish)).toEqual(first);
    expect(await db.account.findMany({ select: { isDemo: true, roles: true } })).toEqual([{ isDemo: true, roles: ['BUYER', 'SELLER'] }]);
    expect(await openSession(from(), { email: wish.email, password: 'nobody' })).toMatchObject({ refusal: { code: 'credentials-wrong' } });
  });
});
