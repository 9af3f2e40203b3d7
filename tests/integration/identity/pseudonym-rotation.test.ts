import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findMissingKeys, listAuditEvents, listOwnAuditEvents, record, verifyAuditChain } from '@/lib/audit';
import { forgetActivity, listOwnDecisions, listOwnEvents, listOwnShown, recordEvent, recordPurchase, rotateBehaviour } from '@/lib/behaviour';
import { digestToken } from '@/lib/behaviour/digest-wish';
import { ownerOf } from '@/lib/behaviour/core/owner-of';
import { stopDigestInput } from '@/lib/behaviour/schema';
import { expireConsents, getConsentReceipt, getConsentStanding, getConsentState, getNotice, getOwnConsentHistory, hasSeenNotice, listConsentEvents, listSharedSellers, publishBundledNotices, recordChoice, shareWithSeller, showNotice } from '@/lib/consent';
import type { Context } from '@/lib/db';
import { env, readAddedKeys, readEnv, resetEnv } from '@/lib/env';
import { getUser, resolvePseudonym, searchAuditLog, takePoint } from '@/lib/identity';
import { listSales } from '@/lib/orders';
import { askRight, eraseSelf, listBuyerContacts, listOwnRights, listOwnSightings, withdrawRight } from '@/lib/rights';
import { toAccountId } from '@/lib/shared/ids';
import { buyerPseudonym, pseudonym, pseudonyms } from '@/lib/shared/pseudonym';
import { testContext } from '@/tests/support/context';
import { createListing } from '@/tests/support/market';
import { newPerson } from '@/tests/support/people';

const keysFile = join(mkdtempSync(join(tmpdir(), 'databourse-pseudonyms-')), '.env');
process.env.KEYS_FILE = keysFile;
const test = await testContext();
const { db, contextFor, createAccount, databaseUrl } = test;
const both = { personalisation: true, 'market-statistics': true } as const;
const day = 86_400_000;
const names = [2, 3].flatMap((version) => ['', '_SINCE', '_RETIRES'].map((end) => `ROOT_PSEUDONYM_KEY_${version}${end}`));

/** As a server stands after a rotation: the key is known and in force. */
function rotated(version: number, { retires = false, since = new Date(Date.now() - 1) } = {}): void {
  process.env[`ROOT_PSEUDONYM_KEY_${version}`] = randomBytes(32).toString('base64');
  process.env[`ROOT_PSEUDONYM_KEY_${version}_SINCE`] = since.toISOString();
  if (retires) process.env[`ROOT_PSEUDONYM_KEY_${version}_RETIRES`] = 'yes';
  resetEnv();
}

function forgetKeys(): void {
  for (const name of names) Reflect.deleteProperty(process.env, name);
  resetEnv();
}

beforeAll(() => { writeFileSync(keysFile, '# keys\n'); forgetKeys(); });
beforeEach(async () => {
  await rm(join(env().STATE_DIR, 'checkpoints'), { recursive: true, force: true });
  await publishBundledNotices(contextFor({ kind: 'system' }));
});
afterEach(() => { forgetKeys(); });

async function choose(ctx: Context, choices: Partial<Record<keyof typeof both, boolean>>): Promise<void> {
  const { token } = await getNotice(ctx);
  expect(await recordChoice(ctx, { noticeToken: token, choices, surface: 'privacy-page' })).toMatchObject({ ok: true });
}

/** Somebody who agreed, did something, was shown something and was decided about, before any rotation. */
async function knownPerson() {
  const person = await newPerson(test);
  await choose(person.ctx, both);
  const seller = await createAccount({ roles: ['BUYER', 'SELLER'], sellerName: 'Quiet Harbour' });
  const listing = await createListing(db, { sellerId: seller.accountId });
  expect(await recordEvent(person.ctx, { kind: 'VIEW', listingId: listing.listingId })).toMatchObject({ value: { stored: true } });
  const subject = pseudonym('behaviour', person.accountId);
  await db.impression.create({ data: { listId: randomUUID(), subject, surface: 'home', model: 'm', position: 1, listingId: listing.listingId, reason: 'popular', at: new Date() } });
  await db.decision.create({ data: { model: 'next-item', version: 'v', subject, objectId: listing.listingId, inputSha256: 'a'.repeat(64), output: {}, at: new Date() } });
  return { ...person, seller, listing, accountId: toAccountId(person.accountId) };
}

const versionsOf = (rows: readonly { readonly subject: string }[]) => [...new Set(rows.map(({ subject }) => subject.split('_')[0]))].toSorted();
const kept = async () => ({ events: versionsOf(await db.behaviourEvent.findMany()), shown: versionsOf(await db.impression.findMany()), decisions: versionsOf(await db.decision.findMany()) });

async function own(ctx: Context) {
  const [events, shown, decisions] = await Promise.all([listOwnEvents(ctx), listOwnShown(ctx, { take: 50 }), listOwnDecisions(ctx, { take: 50 })]);
  return [events, shown, decisions].map((list) => (list.ok ? list.value.length : null));
}

function rotate(...more: string[]): ChildProcess & { readonly stdout: NodeJS.ReadableStream; readonly stderr: NodeJS.ReadableStream } {
  return spawn(process.execPath, ['--import', 'tsx', '--conditions=react-server', 'scripts/keys.ts', 'rotate', 'pseudonym', ...more], { env: { ...process.env, DATABASE_URL: databaseUrl, KEYS_BATCH: '1' }, stdio: ['ignore', 'pipe', 'pipe'] });
}

describe('P8 P2 rotating the key of pseudonyms by its command', () => {
  it('goes on where it was killed, with people signing in and choosing throughout; nothing is lost, and the log stays as it is', async () => {
    const person = await knownPerson();
    for (let number = 0; number < 30; number += 1) {
      const { accountId } = await createAccount();
      await db.behaviourEvent.create({ data: { subject: pseudonym('behaviour', accountId), visit: 'v', kind: 'VIEW', listingId: person.listing.listingId, purposes: ['personalisation'], noticeVersion: 1, at: new Date() } });
    }
    const before = await db.auditEvent.findMany({ orderBy: { seq: 'asc' }, select: { seq: true, hash: true, actor: true } });
    const killed = rotate('--lead', '6');
    const reached = new Promise<void>((resolve) => {
      killed.stdout.on('data', (text: Buffer) => { if (/^([5-9]|[12]\d) written/m.test(text.toString())) killed.kill('SIGKILL'); });
      killed.once('exit', () => { resolve(); });
    });
    const answers: boolean[] = [];
    let isWaiting = true;
    void reached.finally(() => { isWaiting = false; });
    const live = async () => { answers.push((await getConsentState((await person.again()).ctx)).granted.length === 2); await new Promise((resume) => { setTimeout(resume, 100); }); };
    while (isWaiting) await live();
    expect(killed.signalCode).toBe('SIGKILL');
    expect((await kept()).events).toEqual(['p1', 'p2']);
    const running = rotate();
    const ended = once(running, 'exit');
    while (running.exitCode === null) await live();
    expect(await ended).toEqual([0, null]);
    expect(answers.length).toBeGreaterThan(10);
    expect(answers).not.toContain(false);
    expect(await kept()).toEqual({ events: ['p2'], shown: ['p2'], decisions: ['p2'] });
    expect(await own(person.ctx)).toEqual([1, 1, 1]);
    expect(readFileSync(keysFile, 'utf8')).toMatch(/^# keys\nROOT_PSEUDONYM_KEY_2=\S{44}\nROOT_PSEUDONYM_KEY_2_SINCE=20\S+Z\n$/);
    // What was written before stands as it was; what is written now names her anew, and she finds both.
    expect(await db.auditEvent.findMany({ where: { seq: { lte: before.at(-1)?.seq ?? 0n } }, orderBy: { seq: 'asc' }, select: { seq: true, hash: true, actor: true } })).toEqual(before);
    expect((await db.auditEvent.findFirstOrThrow({ where: { action: 'session.opened' }, orderBy: { seq: 'desc' } })).actor).toBe(pseudonym('audit', person.accountId));
    expect(pseudonym('audit', person.accountId)).toMatch(/^p2_[\w-]{22}$/);
    const mine = await listOwnAuditEvents(person.ctx, { accountId: person.accountId, take: 1_000 });
    expect(new Set(mine.map(({ actor }) => actor))).toEqual(new Set(pseudonyms('audit', person.accountId)));
    expect(mine.filter(({ action }) => action === 'session.opened').every(({ personal }) => typeof personal === 'object' && personal !== null && personal.device === 'Chrome, Linux')).toBe(true);
    expect(await verifyAuditChain(db)).toMatchObject({ isIntact: true });
    expect(await db.auditEvent.count({ where: { action: 'keys.rotated', objectId: 'ROOT_PSEUDONYM_KEY' } })).toBe(1);
    // Nobody was told of a new device, and the index is built anew under the new names.
    expect(await db.auditEvent.count({ where: { action: 'session.new-device' } })).toBe(0);
    expect(await db.behaviourForgotten.count({ where: { clearedIn: null } })).toBeGreaterThan(0);
  }, 120_000);

  it('P9 a machine without a key that the exchange works with is told which, and adds none of its own under the same number; two rotations are never under way at once', async () => {
    const refused = async () => {
      const child = rotate();
      const said: string[] = [];
      child.stderr.on('data', (text: Buffer) => { said.push(text.toString()); });
      const [exitCode] = (await once(child, 'close')) as [number];
      return [exitCode, said.join('')] as const;
    };
    const person = await newPerson(test);
    // The file of another machine.
    const before = '# keys\n';
    writeFileSync(keysFile, before);
    rotated(2);
    await record(db, person.ctx, { action: 'session.closed', objectType: 'session', objectId: 'under the second' });
    expect(await findMissingKeys(db)).toEqual([]);
    forgetKeys();
    expect(await findMissingKeys(db)).toEqual(['ROOT_PSEUDONYM_KEY_2']);
    await record(db, contextFor({ kind: 'system' }), { action: 'keys.added', objectType: 'key', objectId: 'ROOT_TOKEN_KEY', detail: { version: 3 } });
    expect(await findMissingKeys(db)).toEqual(['ROOT_PSEUDONYM_KEY_2', 'ROOT_TOKEN_KEY_2', 'ROOT_TOKEN_KEY_3']);
    expect(await refused()).toEqual([2, expect.stringContaining('ROOT_PSEUDONYM_KEY_2, ROOT_TOKEN_KEY_2')]);
    const other = new pg.Client({ connectionString: databaseUrl });
    await other.connect();
    await other.query('select pg_advisory_lock(720260003)');
    expect(await refused()).toEqual([2, expect.stringContaining('Another rotation is under way')]);
    await other.end();
    expect(readFileSync(keysFile, 'utf8')).toBe(before);
    // What the file has and the environment has not is held.
    writeFileSync(keysFile, [...['PSEUDONYM_KEY_2', 'TOKEN_KEY_2', 'TOKEN_KEY_3'].map((name) => `ROOT_${name}=${randomBytes(32).toString('base64')}`), `ROOT_PSEUDONYM_KEY_2_SINCE=${new Date().toISOString()}`, ''].join('\n'));
    expect(await findMissingKeys(db)).toEqual([]);
    for (const name of ['ROOT_TOKEN_KEY_2', 'ROOT_TOKEN_KEY_3']) Reflect.deleteProperty(process.env, name);
    writeFileSync(keysFile, before);
  }, 60_000);

  it('P9 two lines copied by hand one after the other stop no server that runs: it takes the key up when both are there', () => {
    const before = readFileSync(keysFile, 'utf8');
    const [key, since] = [`ROOT_PSEUDONYM_KEY_2=${randomBytes(32).toString('base64')}\n`, `ROOT_PSEUDONYM_KEY_2_SINCE=${new Date(Date.now() + 60_000).toISOString()}\n`];
    for (const [number, text] of [key.slice(0, 30), key, `${key}ROOT_PSEUDONYM_KEY_2_SINCE=soon\n`].entries()) {
      writeFileSync(keysFile, text);
      utimesSync(keysFile, 1_000 + number, 1_000 + number);
      readAddedKeys();
      expect(pseudonyms('consent', 'somebody')).toHaveLength(1);
      expect(process.env.ROOT_PSEUDONYM_KEY_2).toBeUndefined();
    }
    writeFileSync(keysFile, key + since);
    readAddedKeys();
    expect(pseudonyms('consent', 'somebody')).toHaveLength(2);
    writeFileSync(keysFile, before);
  });

  it('P9 names what is missing: a version without the moment it is in force from', () => {
    const key = (letter: string) => Buffer.alloc(32, letter).toString('base64');
    const whole = { DATABASE_URL: 'x', NEXTAUTH_SECRET: key('a'), ROOT_PSEUDONYM_KEY: key('b'), ROOT_ENCRYPTION_KEY: key('c'), ROOT_BLIND_INDEX_KEY: key('d'), ROOT_TOKEN_KEY: key('e'), AUDIT_SIGNING_KEY: key('f'), ROOT_PSEUDONYM_KEY_2: key('g') };
    expect(() => readEnv(whole)).toThrow('ROOT_PSEUDONYM_KEY_2_SINCE');
    expect(() => readEnv({ ...whole, ROOT_PSEUDONYM_KEY_2: key('b'), ROOT_PSEUDONYM_KEY_2_SINCE: '2026-01-01T00:00:00Z' })).toThrow('ROOT_PSEUDONYM_KEY_2: must differ from ROOT_PSEUDONYM_KEY');
    expect(readEnv({ ...whole, ROOT_PSEUDONYM_KEY_2_SINCE: '2026-01-01T00:00:00Z' }).rootKeys.ROOT_PSEUDONYM_KEY.size).toBe(2);
  });

  it('P8 the command says under which version is written: during the lead still the one before, and from when on the next', async () => {
    const since = new Date(Date.now() + 3_600_000);
    rotated(2, { since });
    const child = spawn(process.execPath, ['--import', 'tsx', '--conditions=react-server', 'scripts/keys.ts', 'status'], { env: { ...process.env, DATABASE_URL: databaseUrl, AUDIT_SIGNING_KEY_2: randomBytes(32).toString('base64') }, stdio: ['ignore', 'pipe', 'inherit'] });
    const said: string[] = [];
    child.stdout.on('data', (text: Buffer) => { said.push(text.toString()); });
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(said.join('')).toContain(`pseudonym: versions 1, 2, writing under 1; 2 from ${since.toISOString()} on\n`);
    expect(said.join('')).toContain('audit-signing: versions 1, 2, writing under 1; 2 is not named by the one before it yet');
    expect(said.join('')).toContain('encryption: versions 1, writing under 1\n');
  }, 60_000);

  it('P2 is known before it is in force: until then nobody writes under it, and everybody finds what stands under it', async () => {
    const { accountId, ctx } = await knownPerson();
    rotated(2, { since: new Date(Date.now() + 60_000) });
    expect(pseudonym('consent', accountId)).toMatch(/^p1_/);
    await db.$executeRawUnsafe(`insert into "ConsentEvent" (subject, purpose, decision, "noticeCode", "noticeVersion", "noticeSha256", locale, surface, "firstSubject") select '${pseudonyms('consent', accountId)[1] ?? ''}', purpose, 'WITHDRAWN', "noticeCode", "noticeVersion", "noticeSha256", locale, surface, subject from "ConsentEvent" where purpose = 'personalisation'`);
    expect((await getConsentState(ctx)).granted).toEqual(['market-statistics']);
  }, 60_000);
});

describe('P2 consent across a rotation (C5, C7)', () => {
  it('given before stays in force after; taken back after ends what was given before, with everything it had allowed, and no later rotation brings it back', async () => {
    const person = await knownPerson();
    const owners = [ownerOf(pseudonym('behaviour', person.accountId))];
    rotated(2);
    expect((await getConsentState(person.ctx)).granted).toEqual(['personalisation', 'market-statistics']);
    expect(await own(person.ctx)).toEqual([1, 1, 1]);
    // What she does now stands with what she did before, under one name.
    await db.$transaction((tx) => recordPurchase(tx, person.ctx, { listingId: person.listing.listingId }));
    expect(await kept()).toEqual({ events: ['p2'], shown: ['p2'], decisions: ['p2'] });
    expect((await db.impression.findFirstOrThrow()).boughtAt).not.toBeNull();
    owners.push(ownerOf(pseudonym('behaviour', person.accountId)));
    await choose(person.ctx, { personalisation: false, 'market-statistics': false });
    expect((await getConsentState(person.ctx)).granted).toEqual([]);
    await forgetActivity(person.ctx);
    expect(await own(person.ctx)).toEqual([0, 0, 0]);
    // Every index, older than the rotation or younger, passes her over.
    expect((await db.behaviourForgotten.findMany()).map(({ owner }) => Number(owner)).toSorted()).toEqual(owners.toSorted());
    rotated(3);
    expect((await getConsentState(person.ctx)).granted).toEqual([]);
    expect(await recordEvent(person.ctx, { kind: 'VIEW', listingId: person.listing.listingId })).toMatchObject({ value: { stored: false } });
    // Her history and her receipts are whole; whoever reads the log of consents finds one person by any of her names, and counts her once.
    const history = await getOwnConsentHistory(person.ctx);
    expect(history.ok ? history.value.map(({ decision }) => decision) : []).toEqual(['WITHDRAWN', 'WITHDRAWN', 'GIVEN', 'GIVEN']);
    const admin = contextFor((await createAccount({ roles: ['ADMIN'] })).actor);
    for (const subject of pseudonyms('consent', person.accountId).slice(1)) {
      const log = await listConsentEvents(admin, { subject, size: 50 });
      expect(log.ok ? log.value.items.length : 0).toBe(4);
    }
    const standing = await getConsentStanding(admin);
    expect(standing.ok ? standing.value.map(({ decision, count }) => [decision, count]) : []).toEqual([['WITHDRAWN', 1], ['WITHDRAWN', 1]]);
    const first = await db.consentEvent.findFirstOrThrow({ orderBy: { id: 'asc' } });
    expect(await getConsentReceipt(person.ctx, { choiceId: first.choiceId })).toMatchObject({ ok: true });
    const other = await newPerson(test);
    expect(await getConsentReceipt(other.ctx, { choiceId: first.choiceId })).toMatchObject({ ok: false });
  }, 60_000);

  it('holds for a visitor, whom only her cookie knows', async () => {
    const ctx = contextFor({ kind: 'visitor', visitorId: randomUUID() });
    const { seller } = await knownPerson();
    const { listingId } = await createListing(db, { sellerId: seller.accountId });
    await choose(ctx, both);
    await recordEvent(ctx, { kind: 'VIEW', listingId });
    const shown = await getNotice(ctx);
    rotated(2);
    expect((await getConsentState(ctx)).granted).toHaveLength(2);
    expect(await rotateBehaviour(db, { at: new Date() })).toBe(3);
    expect((await kept()).events).toEqual(['p1', 'p2']);
    // The notice that was shown to her before is proven to her still.
    expect(await recordChoice(ctx, { noticeToken: shown.token, choices: {}, surface: 'banner' })).toMatchObject({ ok: true, value: { granted: [] } });
    await forgetActivity(ctx);
    expect((await kept()).events).toEqual(['p2']);
    expect(await own(ctx)).toEqual([0, 0, 0]);
  }, 60_000);

  it('leaves a network address one voice for a listing: what came from it before goes over when somebody next comes from it', async () => {
    const { seller } = await knownPerson();
    const { listingId } = await createListing(db, { sellerId: seller.accountId });
    const come = async (address: string) => {
      const ctx = contextFor({ kind: 'visitor', visitorId: randomUUID() }, { address });
      await choose(ctx, both);
      expect(await recordEvent(ctx, { kind: 'VIEW', listingId })).toMatchObject({ value: { stored: true } });
    };
    const origins = async () => (await db.behaviourEvent.findMany({ where: { listingId }, orderBy: { id: 'asc' }, select: { origin: true } })).map(({ origin }) => origin);
    // Of the time when a pseudonym was of address and day: it stands beside the new ones, and is nobody else's.
    await db.behaviourEvent.create({ data: { subject: 'earlier', visit: 'v', kind: 'VIEW', listingId, purposes: ['personalisation'], noticeVersion: 1, origin: 'p1_of-a-day', at: new Date() } });
    await come('203.0.113.9');
    await come('198.51.100.7');
    rotated(2);
    await rotateBehaviour(db, { at: new Date() });
    expect((await origins()).map((origin) => origin.slice(0, 3))).toEqual(['p1_', 'p1_', 'p1_']);
    await come('203.0.113.9');
    const [ofADay, first, other, last] = await origins();
    expect([ofADay, first === last, first?.slice(0, 3), other?.slice(0, 3)]).toEqual(['p1_of-a-day', true, 'p2_', 'p1_']);
  }, 60_000);

  it('runs out once: what was given before the rotation and given anew after it is not ended by the older one', async () => {
    const person = await knownPerson();
    const later = (days: number): Context => ({ ...person.ctx, now: () => new Date(Date.now() + days * day) });
    rotated(2);
    await choose(later(200), both);
    const system = (days: number) => contextFor({ kind: 'system' }, { now: () => new Date(Date.now() + days * day) });
    await expireConsents(system(380));
    expect((await getConsentState(later(380))).granted).toHaveLength(2);
    expect(await db.consentEvent.count({ where: { decision: 'EXPIRED' } })).toBe(0);
    expect((await getConsentState(later(600))).granted).toEqual([]);
    await expireConsents(system(600));
    await expireConsents(system(600));
    expect(await db.consentEvent.count({ where: { decision: 'EXPIRED' } })).toBe(2);
    const standing = await getConsentStanding(contextFor((await createAccount({ roles: ['ADMIN'] })).actor));
    expect(standing.ok ? standing.value.map(({ decision, count }) => [decision, count]) : []).toEqual([['EXPIRED', 1], ['EXPIRED', 1]]);
  }, 60_000);

  it('a restriction from before holds after and is lifted once; one asked for after limits what was agreed to before', async () => {
    const person = await knownPerson();
    const asked = await askRight(person.ctx, { kind: 'RESTRICTION', statement: 'What is kept is disputed.' });
    rotated(2);
    expect(await getConsentState(person.ctx)).toMatchObject({ granted: [], limits: ['restriction'] });
    expect(await db.behaviourEvent.count({ where: { isHeld: true } })).toBe(1);
    const rights = await listOwnRights(person.ctx);
    expect(rights.ok ? rights.value.map(({ statement }) => statement) : []).toEqual(['What is kept is disputed.']);
    expect(await withdrawRight(person.ctx, { requestId: asked.ok ? asked.value.requestId : '' })).toMatchObject({ ok: true });
    expect(await getConsentState(person.ctx)).toMatchObject({ limits: [] });
    expect((await getConsentState(person.ctx)).granted).toHaveLength(2);
    expect(await db.behaviourEvent.count({ where: { isHeld: true } })).toBe(0);
    await askRight(person.ctx, { kind: 'OBJECTION', statement: 'I object to what is done.' });
    rotated(3);
    expect(await getConsentState(person.ctx)).toMatchObject({ granted: [], limits: ['objection'] });
    expect(await db.processingLimit.count({ where: { liftedAt: null } })).toBe(1);
  }, 60_000);

  it('C1 a notice shown before was shown, and is written down once', async () => {
    const person = await newPerson(test);
    const { token } = await getNotice(person.ctx);
    rotated(2);
    expect(await hasSeenNotice(person.ctx)).toBe(false);
    expect(await showNotice(person.ctx, { noticeToken: token, surface: 'purchase' })).toMatchObject({ ok: true });
    rotated(3);
    expect(await hasSeenNotice(person.ctx)).toBe(true);
    await showNotice(person.ctx, { noticeToken: (await getNotice(person.ctx)).token, surface: 'upload' });
    expect(await db.noticeShown.count()).toBe(1);
  }, 60_000);
});

describe('P4 P3 what sellers know buyers by', () => {
  it('stays for pairs that began before and is new for others; the address goes to who was allowed it, and not after a withdrawal or a limit under any key', async () => {
    const [first, second] = [await createAccount({ roles: ['BUYER', 'SELLER'], sellerName: 'One' }), await createAccount({ roles: ['BUYER', 'SELLER'], sellerName: 'Two' })];
    const buyer = await newPerson(test);
    const buy = async (sellerId: typeof first.accountId) => {
      const { listingId, revisionId } = await createListing(db, { sellerId });
      await db.order.create({ data: { buyerId: buyer.accountId, listingId, revisionId, priceMinor: 1n, feeMinor: 0n, currency: 'EUR', licenceCode: 'x', licenceSha256: 'b'.repeat(64), idempotencyKey: randomUUID() } });
    };
    const seen = async (seller: typeof first) => { const sales = await listSales(contextFor(seller.actor), {}); return sales.ok ? [...new Set(sales.value.items.map((order) => order.buyer))] : []; };
    const contacts = async () => { const list = await listBuyerContacts(contextFor(first.actor)); return list.ok ? list.value.items.map((item) => [item.buyer, item.email]) : []; };
    const share = async (isGiven: boolean) => { expect(await shareWithSeller(buyer.ctx, { seller: `seller-${first.accountId.slice(0, 8)}`, isGiven, noticeToken: (await getNotice(buyer.ctx)).token })).toMatchObject({ ok: true }); };
    await buy(first.accountId);
    await share(true);
    const [known] = await seen(first);
    expect(known).toMatch(/^p1_/);
    const { placedAt } = await db.order.findFirstOrThrow();
    rotated(2, { since: new Date(placedAt.getTime() + 1) });
    await buy(first.accountId);
    await buy(second.accountId);
    expect(await seen(first)).toEqual([known]);
    expect(await seen(second)).toEqual([expect.stringMatching(/^p2_/)]);
    expect(await contacts()).toEqual([[known, buyer.email]]);
    expect(await listSharedSellers(db, { accountId: toAccountId(buyer.accountId), now: new Date() })).toHaveLength(1);
    // Limited under the newer key, allowed under the older: nobody is written to.
    const asked = await askRight(buyer.ctx, { kind: 'RESTRICTION', statement: 'What is kept is disputed.' });
    expect(await contacts()).toEqual([]);
    await withdrawRight(buyer.ctx, { requestId: asked.ok ? asked.value.requestId : '' });
    expect(await contacts()).toHaveLength(1);
    await share(false);
    expect(await contacts()).toEqual([]);
    await share(true);
    expect(await contacts()).toEqual([[known, buyer.email]]);
    const sightings = await listOwnSightings(buyer.ctx);
    expect(sightings.ok ? sightings.value.filter(({ action }) => action === 'buyer.contact-read').length : 0).toBe(3);

    // The key leaked: nothing that its holder could make is shown any more, and still no two sellers see the same.
    rotated(3, { retires: true });
    const [one, two] = [await seen(first), await seen(second)];
    expect([one, two]).toEqual([[expect.stringMatching(/^p3_/)], [expect.stringMatching(/^p3_/)]]);
    expect(one).not.toEqual(two);
    expect(await contacts()).toEqual([[one[0], buyer.email]]);
    expect(buyerPseudonym({ buyerId: buyer.accountId, sellerId: first.accountId, since: new Date(0) })).toBe(one[0]);
    expect(env().pseudonymRetiring?.version).toBe(3);
  }, 60_000);
});

describe('C15 A10 erasure after a rotation', () => {
  it('takes what was kept and sealed under every version, and leaves the log whole', async () => {
    const person = await knownPerson();
    await askRight(person.ctx, { kind: 'RECTIFICATION', statement: 'My trading name is wrong.' });
    const older = pseudonyms('behaviour', person.accountId);
    rotated(2);
    const { ctx } = await person.again();
    await record(db, ctx, { action: 'session.opened', objectType: 'session', objectId: 'after', personal: { about: person.accountId, fields: { device: 'Nautilus' } } });
    const subjects = pseudonyms('audit', person.accountId);
    expect(await db.subjectKey.count({ where: { subject: { in: [...subjects] }, wrapped: { not: null } } })).toBe(2);
    const admin = contextFor((await createAccount({ roles: ['ADMIN'] })).actor);
    const personal = async () => { const log = await listAuditEvents(admin, { action: 'session.opened', size: 50 }); return log.ok ? log.value.items.map((item) => item.personal) : []; };
    expect(await personal()).not.toContain('erased');
    expect(await eraseSelf(ctx, { confirmation: 'ERASE', walletMinor: 0, sellerBalanceMinor: 0, subscriptionCount: 0 })).toMatchObject({ ok: true });
    expect(new Set(await personal())).toEqual(new Set(['erased']));
    expect(await db.subjectKey.findMany({ where: { subject: { in: [...subjects] } }, select: { wrapped: true } })).toEqual([{ wrapped: null }, { wrapped: null }]);
    expect(await kept()).toEqual({ events: [], shown: [], decisions: [] });
    expect((await db.behaviourForgotten.findMany()).map(({ owner }) => Number(owner))).toContain(ownerOf(older[0]));
    expect(await verifyAuditChain(db)).toMatchObject({ isIntact: true });
  }, 60_000);
});

describe('P2 names made under any version', () => {
  it('lead to the account, also for whoever kept an address with the older one, and no other purpose resolves', async () => {
    const person = await newPerson(test);
    const older = pseudonym('admin', person.accountId);
    const audit = pseudonym('audit', person.accountId);
    rotated(2);
    expect(await resolvePseudonym(db, { purpose: 'admin', value: older })).toBe(person.accountId);
    expect(await resolvePseudonym(db, { purpose: 'audit', value: audit })).toBe(person.accountId);
    expect(await resolvePseudonym(db, { purpose: 'admin', value: audit })).toBeNull();
    expect(await resolvePseudonym(db, { purpose: 'admin', value: older.replace('p1_', 'p2_') })).toBeNull();
    expect(await resolvePseudonym(db, { purpose: 'admin', value: older.replace('p1_', 'p7_') })).toBeNull();
    const admin = contextFor((await createAccount({ roles: ['ADMIN'] })).actor);
    // Whoever searches the log by either name finds what she did under both.
    await person.again();
    for (const actor of pseudonyms('audit', person.accountId)) {
      const log = await searchAuditLog(admin, { actor, action: 'session.opened', size: 10 });
      expect(log.ok ? log.value.items.map((item) => item.actor) : []).toEqual([pseudonym('audit', person.accountId), audit]);
    }
    expect(await getUser(admin, { person: older })).toMatchObject({ ok: true, value: { pseudonym: pseudonym('admin', person.accountId) } });
  }, 60_000);

  it('S7 a rotation gives nobody new attempts', async () => {
    const ctx = contextFor();
    for (let turn = 0; turn < 5; turn += 1) expect(await takePoint(ctx.db, 'second-factor', 'somebody')).toBeNull();
    rotated(2);
    expect(await takePoint(ctx.db, 'second-factor', 'somebody')).toBeGreaterThan(0);
    expect(await takePoint(ctx.db, 'second-factor', 'somebody else')).toBeNull();
  });

  it('a weekly mail is stopped by the address in any of them', () => {
    const since = new Date();
    const token = digestToken('somebody', { since });
    rotated(2, { since: new Date(since.getTime() + 1) });
    expect(digestToken('somebody', { since })).toBe(token);
    const later = digestToken('somebody', { since: new Date(since.getTime() + 2) });
    expect(later).not.toBe(token);
    // And what a letter carries is taken at the door.
    for (const carried of [token, later]) expect(stopDigestInput.safeParse({ token: carried }).success).toBe(true);
  });
});
