import { randomUUID } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { record } from '@/lib/audit';
import { findLicence, withdrawListing } from '@/lib/catalog';
import { getNotice, publishBundledNotices, recordChoice, saveDraft, showNotice, signUpUnderNotice } from '@/lib/consent';
import type { Context } from '@/lib/db';
import { becomeSeller, changePassword, changeRole, closeSession, confirmTotp, endOtherSessions, openSession, revealIdentity, startTotp, stepUp } from '@/lib/identity';
import { placeOrder, topUpWallet } from '@/lib/orders';
import { openContest } from '@/lib/registry';
import { askRight, eraseSelf } from '@/lib/rights';
import { pseudonym } from '@/lib/shared/pseudonym';
import { refuseAfterAppend, testContext } from '@/tests/support/context';
import { createListing } from '@/tests/support/market';
import { newPerson, password } from '@/tests/support/people';

const test = await testContext();
const { db, contextFor, createAccount } = test;
beforeAll(() => refuseAfterAppend(db));
beforeEach(async () => { await publishBundledNotices(contextFor({ kind: 'system' })); });

/** Every row of every table, but how often somebody tried: an attempt that fails is counted on purpose. */
async function dump(): Promise<string> {
  const tables = await db.$queryRaw<{ tablename: string }[]>`select tablename from pg_tables where schemaname = 'public' and tablename not in ('RateLimit', '_prisma_migrations') order by 1`;
  const parts = await Promise.all(tables.map(({ tablename }) => db.$queryRawUnsafe<{ text: string | null }[]>(`select string_agg(t::text, E'\n' order by t::text) as text from "${tablename}" t`)));
  return tables.map(({ tablename }, index) => `${tablename}\n${parts[index]?.[0]?.text ?? ''}`).join('\n');
}

/** How many rows of other tables the transaction of the newest entry wrote: none where the append was one of its own. */
async function writtenWithTheAppend(): Promise<number> {
  const tables = await db.$queryRaw<{ tablename: string }[]>`select tablename from pg_tables where schemaname = 'public' and tablename not like 'Audit%' and tablename <> '_prisma_migrations'`;
  const one = tables.map(({ tablename }) => `select count(*)::int as n from "${tablename}" where xmin::text = (select xmin::text from "AuditEvent" order by seq desc limit 1)`);
  const [row] = await db.$queryRawUnsafe<{ n: number }[]>(`select sum(n)::int as n from (${one.join(' union all ')}) each`);
  return row?.n ?? 0;
}

/** While `work` runs, the log takes nothing. */
async function withFullDisk(work: () => Promise<unknown>): Promise<void> {
  await db.$executeRawUnsafe(`create or replace function break_append() returns trigger language plpgsql as 'begin raise exception ''disk full''; end'`);
  await db.$executeRawUnsafe('create trigger break_append before insert on "AuditEvent" for each row execute function break_append()');
  try {
    await work();
  } finally {
    await db.$executeRawUnsafe('drop trigger break_append on "AuditEvent"');
  }
}

async function setUpApp(ctx: Context): Promise<string> {
  const started = await startTotp(ctx);
  const secret = started.ok ? started.value.secret : '';
  const confirmed = await confirmTotp(ctx, { code: new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 }).generate() });
  return confirmed.ok ? confirmed.value.recoveryCodes[0] ?? '' : '';
}

type Scene = { readonly person: Awaited<ReturnType<typeof newPerson>>; readonly admin: Context; readonly listingId: string; readonly seller: Context; readonly token: string; /** One of hers, where an app was set up for the deed. */ readonly recoveryCode: string };
const order = (listingId: string) => ({ listingId, quotedMinor: 0, licenceSha256: findLicence('exchange-internal-1.0', 'en')?.sha256 ?? '', idempotencyKey: randomUUID() });
const deeds: readonly (readonly [string, (scene: Scene) => Promise<unknown>])[] = [
  ['signing up', ({ person, token }) => signUpUnderNotice(person.visitor(), { email: `${randomUUID()}@mail.example`, password, locale: 'en', noticeToken: token })],
  ['signing in', ({ person }) => openSession(person.visitor(), { email: person.email, password })],
  ['signing in with a recovery code', ({ person, recoveryCode }) => openSession(person.visitor(), { email: person.email, password, code: recoveryCode })],
  ['a fresh proof by a recovery code', ({ person, recoveryCode }) => stepUp(person.ctx, { password, code: recoveryCode })],
  ['signing out', ({ person }) => closeSession(person.ctx)],
  ['ending other sessions', ({ person }) => endOtherSessions(person.ctx)],
  ['a new password', ({ person }) => changePassword(person.ctx, { current: password, password: 'harbour master 48' })],
  ['a choice', async ({ person }) => recordChoice(person.ctx, { noticeToken: (await getNotice(person.ctx)).token, choices: { personalisation: true }, surface: 'banner' })],
  ['a request about rights', ({ person }) => askRight(person.ctx, { kind: 'RESTRICTION', statement: 'My trading name is written wrongly.' })],
  ['an erasure', ({ person }) => eraseSelf(person.ctx, { confirmation: 'ERASE', walletMinor: 0, sellerBalanceMinor: 0, subscriptionCount: 0 })],
  ['becoming a seller', ({ person }) => becomeSeller(person.ctx, { name: 'Quiet Harbour', about: '' })],
  ['a top-up', ({ person }) => topUpWallet(person.ctx, { amountMinor: 1_000, idempotencyKey: randomUUID() })],
  ['a purchase', ({ person, listingId }) => placeOrder(person.ctx, order(listingId))],
  ['a contest', ({ person }) => openContest(person.ctx, { kind: 'ranking', objectId: '', statement: 'This order makes no sense.' })],
  ['taking off the market', ({ seller, listingId }) => withdrawListing(seller, { listingId })],
  ['another role', ({ admin, person }) => changeRole(admin, { person: pseudonym('admin', person.accountId), role: 'AUDITOR', isGranted: true, reason: 'She looks after the log.' })],
  ['a reveal', ({ admin, person }) => revealIdentity(admin, { person: pseudonym('admin', person.accountId), reason: 'She asked by telephone.' })],
  ['a draft of a notice', ({ admin }) => saveDraft(admin, { locale: 'en', title: 'What we keep', body: 'Very little.' })],
];

describe('A1 the append comes last', () => {
  it('what a transaction writes after it is refused by this database, so each deed below shows that it appends last', async () => {
    const draft = { code: 'x', locale: 'en', title: 't', body: 'b', updatedAt: new Date() };
    const system = contextFor({ kind: 'system' });
    const entry = { action: 'notice.drafted', objectType: 'notice', objectId: 'x' } as const;
    await expect(db.$transaction(async (tx) => { await record(tx, system, entry); await tx.noticeDraft.create({ data: draft }); })).rejects.toThrow(/A1: INSERT of NoticeDraft after the append/);
    await db.$transaction(async (tx) => { await tx.noticeDraft.create({ data: draft }); await record(tx, system, entry); await record(tx, system, entry); });
  });
});

describe('A1 when the log takes nothing', () => {
  it.each(deeds)('%s fails and leaves no trace in any table', async (name, deed) => {
    const person = await newPerson(test);
    await showNotice(person.ctx, { noticeToken: (await getNotice(person.ctx)).token, surface: 'purchase' });
    await person.again();
    const [owner, administrator] = [await createAccount({ roles: ['BUYER', 'SELLER'] }), await createAccount({ roles: ['ADMIN'] })];
    const { listingId } = await createListing(db, { sellerId: owner.accountId, priceMinor: 0 });
    const admin = contextFor({ ...administrator.actor, steppedUpAt: new Date() });
    const scene = { person, admin, listingId, seller: contextFor(owner.actor), token: (await getNotice(person.visitor())).token, recoveryCode: name.includes('recovery') ? await setUpApp(person.ctx) : '' };
    const before = await dump();
    await withFullDisk(() => expect(deed(scene)).rejects.toThrow(/disk full/));
    expect(await dump()).toBe(before);
    // And it was the log alone that stood in the way.
    expect(await deed(scene)).toMatchObject({ ok: true });
    expect(await dump()).not.toBe(before);
    expect(await writtenWithTheAppend(), 'rows of the same transaction').toBeGreaterThan(0);
  }, 60_000);
});
