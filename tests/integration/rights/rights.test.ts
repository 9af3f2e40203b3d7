import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { getAuditEvent, listAuditEvents, record, verifyAuditChain } from '@/lib/audit';
import { draftListing } from '@/lib/catalog';
import { draftListingInput } from '@/lib/catalog/schema';
import { getConsentState, getNotice, publishBundledNotices, recordChoice, shareWithSeller } from '@/lib/consent';
import { uploadRevision } from '@/lib/datasets';
import type { Context } from '@/lib/db';
import { findSession, openSession, signUp } from '@/lib/identity';
import { queueMail } from '@/lib/mail';
import { topUpWallet } from '@/lib/orders';
import { answerRight, askRight, collectOwnData, eraseSelf, exportOwnData, getErasureLosses, getRightsReceipt, listBuyerContacts, listOwnRights, listOwnSightings, listRightsQueue, listSellersForSharing, withdrawRight } from '@/lib/rights';
import { pseudonym } from '@/lib/shared/pseudonym';
import { storage } from '@/lib/storage';
import { testContext } from '@/tests/support/context';
import { newAddress, newPerson, password } from '@/tests/support/people';
import { waitUntilBlocked } from '@/tests/support/wait-until-blocked';

const test = await testContext();
const { db, contextFor, createAccount } = test;
const system = () => contextFor({ kind: 'system' });
const statement = 'My trading name is written wrongly.';

async function agree(ctx: Context) {
  await publishBundledNotices(system());
  const { token } = await getNotice(ctx);
  await recordChoice(ctx, { noticeToken: token, choices: { personalisation: true, 'market-statistics': true }, surface: 'privacy-page' });
  return token;
}

/** Everything that is in the database, as text: what somebody with a dump would have. */
async function dump(): Promise<string> {
  const tables = await db.$queryRaw<{ tablename: string }[]>`select tablename from pg_tables where schemaname = 'public'`;
  const parts = await Promise.all(tables.map(({ tablename }) => db.$queryRawUnsafe<{ text: string | null }[]>(`select string_agg(t::text, E'\\n') as text from "${tablename}" t`)));
  return parts.map(([row]) => row?.text ?? '').join('\n');
}

async function offline(receipt: unknown) {
  const folder = await mkdtemp(join(tmpdir(), 'databourse-rights-'));
  await writeFile(join(folder, 'receipt.json'), JSON.stringify(receipt));
  return promisify(execFile)(process.execPath, ['public/verify-receipt.mjs', join(folder, 'receipt.json')]).then(() => 0, (error: { code: number }) => error.code).finally(() => rm(folder, { recursive: true }));
}

/** A listing of a seller that this buyer has bought, straight into the tables. */
async function sell(sellerId: string, buyerId: string) {
  await db.storedObject.upsert({ where: { sha256: 'a'.repeat(64) }, create: { sha256: 'a'.repeat(64), byteSize: 1n }, update: {} });
  const dataset = await db.dataset.create({ data: { ownerId: sellerId, name: 'Tides' } });
  const revision = await db.revision.create({ data: { datasetId: dataset.id, number: 1, status: 'READY', format: 'CSV', fileName: 'tides.csv', byteSize: 1n, sha256: 'a'.repeat(64), rowCount: 1n, columnCount: 1, measuredAt: new Date() } });
  const listing = await db.listing.create({ data: { slug: `tides-${dataset.id.slice(0, 8)}`, sellerId, datasetId: dataset.id, revisionId: revision.id, title: 'Tides', category: 'environment', licenceCode: 'CC-BY-4.0', currency: 'EUR', rowCount: 1n, columnCount: 1, byteSize: 1n, format: 'CSV', searchText: 'tides by quiet harbour', status: 'PUBLISHED', publishedAt: new Date(), priceMinor: 100n } });
  return db.order.create({ data: { buyerId, listingId: listing.id, revisionId: revision.id, priceMinor: 100n, feeMinor: 5n, currency: 'EUR', licenceCode: 'CC-BY-4.0', licenceSha256: 'b'.repeat(64), idempotencyKey: dataset.id } });
}

const nothing = { walletMinor: 0, sellerBalanceMinor: 0, subscriptionCount: 0 };

async function subscribe({ id: orderId, listingId, revisionId }: { id: string; listingId: string; revisionId: string }, buyerId: string) {
  const plan = await db.plan.create({ data: { listingId, kind: 'SUBSCRIPTION', term: 'MONTH', share: 10_000, priceMinor: 100n, setAtMinor: 100n, position: 1, createdAt: new Date() }, select: { id: true } });
  const right = await db.entitlement.create({ data: { orderId, buyerId, listingId, revisionId, grantedAt: new Date() }, select: { id: true } });
  await db.subscription.create({ data: { buyerId, listingId, planId: plan.id, entitlementId: right.id, term: 'MONTH', priceMinor: 100n, currency: 'EUR', startedAt: new Date(), paidUntil: new Date(Date.now() + 86_400_000) } });
}

describe('erasure (C15, A10)', () => {
  it('leaves the log whole and the person unrecoverable, with orders under a tombstone', async () => {
    const person = await newPerson(test);
    const admin = contextFor((await createAccount({ roles: ['ADMIN'] })).actor);
    const seller = await createAccount({ roles: ['SELLER'], sellerName: 'Quiet Harbour' });
    const order = await sell(seller.accountId, person.accountId);
    await agree(person.ctx);
    await askRight(person.ctx, { kind: 'RECTIFICATION', statement });
    expect(await topUpWallet(person.ctx, { amountMinor: 1_000, idempotencyKey: randomUUID() })).toMatchObject({ ok: true });
    const need = 'A thousand rows for the class of Professor Nobody.';
    const { accountId } = person;
    const { listingId } = order;
    await db.offerRequest.create({ data: { listingId, buyerId: accountId, buyerClass: 'ACADEMIC', need, openedAt: new Date() } });
    await db.savedListing.create({ data: { accountId, listingId, at: new Date() } });
    await db.cartItem.create({ data: { accountId, listingId, at: new Date() } });
    await db.digestWish.create({ data: { accountId, since: new Date() } });
    await db.impression.create({ data: { listId: randomUUID(), subject: pseudonym('behaviour', accountId), surface: 'home', model: 'm', arm: '', position: 1, listingId, reason: 'popular', isDemo: false, at: new Date() } });
    expect(await collectOwnData(person.ctx)).toMatchObject({ value: { saved: [{ id: listingId }], cart: { cards: [{ id: listingId }] }, offerRequests: [{ need }], weeklyMail: { isWanted: true } } });
    await record(db, person.ctx, { action: 'session.opened', objectType: 'session', objectId: 's', personal: { about: person.ctx.actor.kind === 'account' ? person.ctx.actor.accountId : seller.accountId, fields: { device: 'Nautilus browser' } } });
    await db.$transaction((tx) => queueMail(tx, { kind: 'test', to: person.email, subject: 's', text: 't', at: new Date() }));
    await db.passkey.create({ data: { accountId, credentialId: 'c', publicKey: new Uint8Array([1]), counter: 0n, transports: [], name: 'My phone', createdAt: new Date() } });
    await db.recoveryCode.create({ data: { accountId, codeMac: 'm' } });
    await db.accountToken.create({ data: { accountId, purpose: 'RESET_PASSWORD', tokenHash: 'h', createdAt: new Date(), expiresAt: new Date(Date.now() + 60_000) } });
    const waysIn = async () => [await db.session.count(), await db.passkey.count(), await db.recoveryCode.count(), await db.accountToken.count({ where: { purpose: 'RESET_PASSWORD' } })];
    expect((await waysIn()).every((count) => count === 1)).toBe(true);
    const readLog = async () => { const page = await listAuditEvents(admin, { action: 'session.opened', objectId: 's', size: 5 }); return page.ok ? page.value.items[0]?.personal : null; };
    expect(await readLog()).toEqual({ device: 'Nautilus browser' });
    const before = await db.auditEvent.findMany({ orderBy: { seq: 'asc' }, select: { seq: true, hash: true } });
    expect(await dump()).not.toContain('Nautilus browser');

    expect(await eraseSelf({ ...person.ctx, now: () => new Date(Date.now() + 6 * 60_000) }, { confirmation: 'ERASE', ...nothing, walletMinor: 1_000 })).toMatchObject({ refusal: { code: 'step-up-needed' } });
    expect(await eraseSelf(person.ctx, { confirmation: 'yes', ...nothing, walletMinor: 1_000 })).toMatchObject({ refusal: { code: 'erase-not-confirmed' } });
    // What she has is told to the cent, and nothing else is taken.
    await subscribe(order, accountId);
    expect(await getErasureLosses(person.ctx)).toMatchObject({ value: { walletMinor: 1_000, sellerBalanceMinor: 0, licenceCount: 1, holderCount: 0, listingCount: 0, subscriptions: [{ title: expect.any(String) as unknown }] } });
    for (const wrong of [nothing, { ...nothing, walletMinor: 1_000 }, { ...nothing, walletMinor: 999, subscriptionCount: 1 }]) expect(await eraseSelf(person.ctx, { confirmation: 'ERASE', ...wrong })).toMatchObject({ refusal: { code: 'erase-losses-changed' } });
    expect(await db.subscription.count({ where: { state: 'ACTIVE' } })).toBe(1);
    const erased = await eraseSelf(person.ctx, { confirmation: 'ERASE', ...nothing, walletMinor: 1_000, subscriptionCount: 1 });
    if (!erased.ok) throw new Error(erased.refusal.code);
    expect(await offline(erased.value.receipt)).toBe(0);
    expect(erased.value.receipt?.leaf).toContain('"walletMinor":1000');
    // The money went back to where it came from, by an entry; nothing runs on.
    expect(await db.ledgerAccount.findMany({ where: { kind: { in: ['WALLET', 'DEMO_CREDIT'] } }, select: { balanceMinor: true } })).toEqual([{ balanceMinor: 0n }, { balanceMinor: 0n }]);
    expect(await db.ledgerTransaction.count({ where: { kind: 'given-up' } })).toBe(1);
    expect([await db.subscription.count({ where: { state: 'ENDED', endReason: 'erased' } }), await db.entitlement.count({ where: { revokedAt: null } })]).toEqual([1, 0]);

    // Nobody gets in, no way in is left lying under the tombstone, and the address is free again.
    expect(await waysIn()).toEqual([0, 0, 0, 0]);
    expect(await findSession(db, person.token, new Date())).toBeNull();
    expect((await openSession(person.visitor(), { email: person.email, password })).ok).toBe(false);
    const after = await db.auditEvent.findMany({ where: { seq: { lte: before.at(-1)?.seq ?? 0n } }, orderBy: { seq: 'asc' }, select: { seq: true, hash: true } });
    expect(after).toEqual(before);
    expect(await verifyAuditChain(db)).toMatchObject({ isIntact: true });
    expect(await readLog()).toBe('erased');
    const kept = await db.order.findUniqueOrThrow({ where: { id: order.id }, select: { buyerId: true, buyer: { select: { status: true } } } });
    expect([kept.buyer, await db.identity.count({ where: { accountId: { in: [person.accountId, kept.buyerId] } } })]).toEqual([{ status: 'ERASED' }, 0]);
    expect(kept.buyerId).not.toBe(person.accountId);
    expect(pseudonym('admin', kept.buyerId)).toBe(erased.value.tombstone);
    // Whoever holds a dump and every key of the environment has no id to start from, and no wrapped key.
    const all = await dump();
    for (const trace of [person.accountId, person.email, person.email.split('@')[0] ?? '', statement, need, 'Nautilus browser']) expect(all).not.toContain(trace);
    expect(await db.subjectKey.findUniqueOrThrow({ where: { subject: pseudonym('audit', person.accountId) } })).toMatchObject({ wrapped: null });
    expect([await db.savedListing.count(), await db.cartItem.count(), await db.digestWish.count(), await db.impression.count()]).toEqual([0, 0, 0, 0]);
    expect(await db.outboxMail.count()).toBe(0);
    // Nobody waits for an answer that could reach no one.
    expect((await db.rightsRequest.findMany({ where: { accountId: kept.buyerId }, orderBy: { openedAt: 'asc' }, select: { kind: true, state: true } })).map(({ kind, state }) => `${kind} ${state}`)).toContain('RECTIFICATION WITHDRAWN');
    expect(await db.rightsRequest.count({ where: { state: 'OPEN' } })).toBe(0);
    expect((await signUp(contextFor(undefined, { address: newAddress() }), { email: person.email, password, locale: 'en' })).ok).toBe(true);
  }, 60_000);

  it('takes what she sells before her money, as a purchase does, so that neither waits for the other', async () => {
    const person = await newPerson(test, { roles: ['SELLER'] });
    await db.seller.create({ data: { accountId: person.accountId, slug: `shop-${person.accountId.slice(0, 8)}`, name: 'Shop' } });
    const { listingId } = await sell(person.accountId, (await createAccount()).accountId);
    await db.ledgerAccount.create({ data: { kind: 'SELLER_BALANCE', ownerId: person.accountId, currency: 'EUR' } });
    let erased: ReturnType<typeof eraseSelf> | undefined;
    await db.$transaction(async (tx) => {
      // A buyer's purchase, between the listing and the seller's balance.
      await tx.$queryRaw`select 1 from "Listing" where id = ${listingId}::uuid for no key update`;
      erased = eraseSelf(person.ctx, { confirmation: 'ERASE', ...nothing });
      await waitUntilBlocked(db);
      await tx.$queryRaw`select 1 from "LedgerAccount" where kind = 'SELLER_BALANCE' and "ownerId" = ${person.accountId}::uuid for update nowait`;
    }, { timeout: 30_000 });
    expect(await erased).toMatchObject({ ok: true });
  });

  it('is told as done where the log can’t be signed just then, without a proof of it', async () => {
    const person = await newPerson(test);
    await db.auditKeySuccession.create({ data: { version: 2, fromSize: 0n, note: 'by nobody', at: new Date() } });
    expect(await eraseSelf(person.ctx, { confirmation: 'ERASE', ...nothing })).toMatchObject({ ok: true, value: { receipt: null } });
    expect(await db.account.count({ where: { id: person.accountId } })).toBe(0);
  });

  it('takes a seller off the market under another name, and refuses to take the last administrator', async () => {
    const person = await newPerson(test, { roles: ['SELLER'] });
    await db.seller.create({ data: { accountId: person.accountId, slug: 'quiet-harbour', name: 'Quiet Harbour' } });
    const buyer = await createAccount();
    await sell(person.accountId, buyer.accountId);
    const erased = await eraseSelf(person.ctx, { confirmation: '删除', ...nothing, sellerBalanceMinor: 0 });
    expect(erased.ok).toBe(true);
    expect(await db.listing.findFirstOrThrow({ select: { status: true, searchText: true, seller: { select: { name: true } } } })).toMatchObject({ status: 'WITHDRAWN', searchText: expect.stringMatching(/^tides by erased seller/) as unknown, seller: { name: expect.stringMatching(/^Erased seller/) as unknown } });
    expect(await dump()).not.toMatch(/quiet.harbour/i);

    const admin = await newPerson(test, { roles: ['ADMIN'] });
    expect(await eraseSelf(admin.ctx, { confirmation: 'ERASE', ...nothing })).toMatchObject({ refusal: { code: 'last-administrator' } });
    expect(await db.account.count({ where: { id: admin.accountId, status: 'ACTIVE' } })).toBe(1);
    expect(await db.rightsRequest.count({ where: { accountId: admin.accountId } })).toBe(0);
  }, 60_000);
});

describe('pressing twice (C15)', () => {
  it('erases once and says so once: who comes second is nobody any more', async () => {
    const person = await newPerson(test);
    await agree(person.ctx);
    const answers = await Promise.all([1, 2, 3].map(() => eraseSelf(person.ctx, { confirmation: 'ERASE', ...nothing })));
    expect(answers.map((answer) => (answer.ok ? 'erased' : answer.refusal.code)).toSorted()).toEqual(['erased', 'sign-in-needed', 'sign-in-needed']);
    expect([await db.auditEvent.count({ where: { action: 'subject.erased' } }), await db.account.count({ where: { status: 'ERASED' } })]).toEqual([1, 1]);
  }, 60_000);
});

describe('what an erased seller had uploaded (C15)', () => {
  it('goes, rows and bytes, where nobody was ever promised it; what was sold stays, and so does what others uploaded', async () => {
    const [person, other, buyer] = [await newPerson(test, { roles: ['SELLER'] }), await createAccount({ roles: ['SELLER'] }), await createAccount()];
    await db.seller.create({ data: { accountId: person.accountId, slug: 'loose-ends', name: 'Loose Ends' } });
    const upload = async (ctx: Context, text: string, datasetId?: string) => {
      const made = await uploadRevision(ctx, { fileName: 'tides.csv', bytes: Readable.from([Buffer.from(text)]), datasetId });
      if (!made.ok) throw new Error(made.refusal.code);
      return made.value;
    };
    const lines = (name: string) => `port,height\n${Array.from({ length: 30 }, (_, row) => `${name}${row},${row}`).join('\n')}\n`;
    const theirs = contextFor(other.actor);
    const [alone, alike, drafted] = [await upload(person.ctx, lines('alone')), await upload(person.ctx, lines('both')), await upload(person.ctx, lines('draft'))];
    const kept = await upload(theirs, lines('both'));
    expect(await draftListing(person.ctx, draftListingInput.parse({ revisionId: drafted.id, title: 'Half written', category: 'geography', licenceCode: 'US-PD' }))).toMatchObject({ ok: true });
    const sold = await sell(person.accountId, buyer.accountId);
    const { datasetId } = await db.revision.findUniqueOrThrow({ where: { id: sold.revisionId }, select: { datasetId: true } });
    const unreleased = await upload(person.ctx, lines('later'), datasetId);

    expect(await getErasureLosses(person.ctx)).toMatchObject({ value: { uploadCount: 4, listingCount: 1 } });
    expect(await eraseSelf(person.ctx, { confirmation: 'ERASE', ...nothing })).toMatchObject({ ok: true });
    expect((await db.revision.findMany({ select: { id: true } })).map(({ id }) => id).toSorted()).toEqual([sold.revisionId, kept.id].toSorted());
    expect([await db.listing.count(), await db.dataset.count(), await db.measurement.count()]).toEqual([1, 2, 1]);
    for (const { sha256 } of [alone, drafted, unreleased]) expect(await storage().exists(sha256)).toBe(false);
    expect(kept.sha256).toBe(alike.sha256);
    expect(await storage().exists(kept.sha256)).toBe(true);
    expect((await storage().list()).toSorted()).toEqual((await db.storedObject.findMany({ where: { sha256: { not: 'a'.repeat(64) } }, select: { sha256: true } })).map((row) => row.sha256).toSorted());
    expect(await dump()).not.toMatch(/Half written|alone1/);
  }, 60_000);
});

describe('a copy of everything (C14)', () => {
  it('holds every part, as JSON and as a ZIP with a CSV of each list, and nothing of anybody else', async () => {
    const [person, other] = [await newPerson(test), await newPerson(test)];
    await agree(person.ctx);
    await askRight(other.ctx, { kind: 'RECTIFICATION', statement: 'Words of somebody else entirely.' });
    const subject = pseudonym('behaviour', person.accountId);
    const about = { model: 'm', version: '1', inputSha256: 'a'.repeat(64), objectId: 'o', at: new Date() };
    await db.decision.createMany({ data: [{ ...about, subject, output: { why: 'because' } }, { ...about, subject: pseudonym('behaviour', other.accountId), output: { why: 'somebody else' } }] });
    await db.impression.create({ data: { listId: randomUUID(), subject, surface: 'home', model: 'm', arm: '', position: 1, listingId: randomUUID(), reason: 'popular', isDemo: false, at: new Date() } });
    const data = await collectOwnData(person.ctx);
    if (!data.ok) throw new Error(data.refusal.code);
    expect(data.value).toMatchObject({ profile: { email: person.email }, shown: [{ surface: 'home', reason: 'popular', position: 1 }], decisions: [{ model: 'm', objectId: 'o', output: { why: 'because' } }], consents: [{ decision: 'GIVEN' }, { decision: 'GIVEN' }], orders: [], contests: [], rightsRequests: [] });
    expect((data.value.auditEvents as { action: string }[]).map((row) => row.action)).toContain('consent.recorded');
    expect(JSON.stringify(data.value)).not.toContain('somebody else');
    const zip = await exportOwnData(person.ctx);
    if (!zip.ok) throw new Error(zip.refusal.code);
    for (const name of ['everything.json', 'consents.csv', 'auditEvents.csv', 'sessions.csv', 'rightsRequests.csv']) expect(zip.value.includes(name), name).toBe(true);
    expect(await collectOwnData(contextFor())).toMatchObject({ refusal: { code: 'sign-in-needed' } });
    const [access] = await db.rightsRequest.findMany({ where: { kind: 'ACCESS' }, select: { id: true } });
    const receipt = await getRightsReceipt(person.ctx, { requestId: access?.id ?? '' });
    expect(receipt.ok && await offline(receipt.value)).toBe(0);
  }, 60_000);
});

describe('requests that people answer (C16)', () => {
  it('stop what they object to at once, are due in thirty days, and a refusal gives its reason and lets go on', async () => {
    const person = await newPerson(test);
    const admin = contextFor((await createAccount({ roles: ['ADMIN'] })).actor);
    await agree(person.ctx);
    expect((await getConsentState(person.ctx)).granted).toHaveLength(2);
    const asked = await askRight(person.ctx, { kind: 'OBJECTION', statement });
    if (!asked.ok) throw new Error(asked.refusal.code);
    expect(await getConsentState(person.ctx)).toMatchObject({ granted: [], limits: ['objection'] });
    expect(await askRight(person.ctx, { kind: 'OBJECTION', statement })).toMatchObject({ refusal: { code: 'right-asked-already' } });

    const later = { ...admin, now: () => new Date(Date.now() + 31 * 86_400_000) };
    const queue = await listRightsQueue(later, { size: 10 });
    if (!queue.ok) throw new Error(queue.refusal.code);
    expect(queue.value.items).toMatchObject([{ kind: 'OBJECTION', state: 'OPEN', statement, ageDays: 31, daysLeft: -1 }]);
    expect(queue.value.figures).toMatchObject({ open: 1, overdue: 1, oldestDays: 31, medianDays: null });
    expect(queue.value.items[0]?.person).toMatch(/^p1_/);
    const { requestId } = asked.value;
    expect((await getRightsReceipt(person.ctx, { requestId })).ok).toBe(true);
    expect(await answerRight(person.ctx, { requestId, isGranted: false, answer: 'Because of reasons.' })).toMatchObject({ refusal: { code: 'not-allowed' } });
    expect((await answerRight(admin, { requestId, isGranted: false, answer: 'The law obliges us to keep it.' })).ok).toBe(true);
    expect(await answerRight(admin, { requestId, isGranted: true, answer: 'Changed my mind again.' })).toMatchObject({ refusal: { code: 'right-answered' } });
    expect((await getConsentState(person.ctx)).granted).toHaveLength(2);
    const own = await listOwnRights(person.ctx);
    expect(own.ok && own.value).toMatchObject([{ state: 'REFUSED', answer: 'The law obliges us to keep it.' }]);
    const receipt = await getRightsReceipt(person.ctx, { requestId });
    expect(receipt.ok && await offline(receipt.value)).toBe(0);
    expect(await dump()).not.toContain('The law obliges us');
  }, 60_000);

  it('can be taken back by the one who asked and by nobody else', async () => {
    const [person, other] = [await newPerson(test), await newPerson(test)];
    await agree(person.ctx);
    const asked = await askRight(person.ctx, { kind: 'RESTRICTION', statement });
    const requestId = asked.ok ? asked.value.requestId : '';
    expect(await withdrawRight(other.ctx, { requestId })).toMatchObject({ refusal: { code: 'not-found' } });
    expect(await getRightsReceipt(other.ctx, { requestId })).toMatchObject({ refusal: { code: 'not-found' } });
    expect((await withdrawRight(person.ctx, { requestId })).ok).toBe(true);
    expect(await withdrawRight(person.ctx, { requestId })).toMatchObject({ refusal: { code: 'right-answered' } });
    expect((await getConsentState(person.ctx)).granted).toHaveLength(2);
  });

  it('are read by auditors without what was written, and answered by them never (A15)', async () => {
    const person = await newPerson(test);
    const auditor = contextFor((await createAccount({ roles: ['AUDITOR'] })).actor);
    const asked = await askRight(person.ctx, { kind: 'RECTIFICATION', statement });
    const queue = await listRightsQueue(auditor, { size: 10 });
    expect(queue.ok && queue.value.items).toMatchObject([{ statement: null, answer: null }]);
    expect(await answerRight(auditor, { requestId: asked.ok ? asked.value.requestId : '', isGranted: true, answer: 'I may not do this.' })).toMatchObject({ refusal: { code: 'not-allowed' } });
    expect(await listRightsQueue(person.ctx, { size: 10 })).toMatchObject({ refusal: { code: 'not-allowed' } });
  });
});

describe('a seller receives an address only where the buyer said so for that very seller (C12)', () => {
  it('and no longer from the request after she took it back', async () => {
    const buyer = await newPerson(test);
    const [one, two] = [await createAccount({ roles: ['SELLER'], sellerName: 'One' }), await createAccount({ roles: ['SELLER'], sellerName: 'Two' })];
    for (const seller of [one, two]) await sell(seller.accountId, buyer.accountId);
    const noticeToken = await agree(buyer.ctx);
    const contactsOf = async (seller: typeof one) => { const list = await listBuyerContacts(contextFor(seller.actor)); return list.ok ? list.value.items.map((row) => row.email) : null; };
    expect(await contactsOf(one)).toEqual([]);
    const slug = `seller-${one.accountId.slice(0, 8)}`;
    expect((await shareWithSeller(buyer.ctx, { noticeToken, seller: slug, isGiven: true })).ok).toBe(true);
    expect(await contactsOf(one)).toEqual([buyer.email]);
    expect(await contactsOf(two)).toEqual([]);
    const sharing = await listSellersForSharing(buyer.ctx);
    expect(sharing.ok && sharing.value).toEqual([{ slug, name: 'One', isShared: true }, { slug: `seller-${two.accountId.slice(0, 8)}`, name: 'Two', isShared: false }]);
    const seen = await listOwnSightings(buyer.ctx);
    expect(seen.ok && seen.value).toMatchObject([{ action: 'buyer.contact-read', role: 'SELLER', reason: slug }]);
    const record = await db.consentRecord.findFirstOrThrow({ orderBy: { at: 'desc' }, select: { body: true } });
    // It names that seller with where to reach her, the purpose and what she receives; and no other seller.
    for (const part of ['"dpv:hasName":"One"', `/sellers/${slug}"`, '"dct:identifier":"share-with-seller"', '"dct:title":"E-mail address"', '"dpv:hasContact":"']) expect(record.body).toContain(part);
    expect(record.body).not.toContain('"Two"');
    expect((await shareWithSeller(buyer.ctx, { noticeToken, seller: slug, isGiven: false })).ok).toBe(true);
    expect(await contactsOf(one)).toEqual([]);
    // Against the browser's signal it is kept as a conflict and does not count.
    await shareWithSeller({ ...buyer.ctx, hasGpcSignal: true }, { noticeToken, seller: slug, isGiven: true });
    expect(await contactsOf(one)).toEqual([]);
    expect(await db.auditEvent.count({ where: { canonical: { contains: '"conflictsWithGpc":true' } } })).toBe(1);
    expect(await shareWithSeller(buyer.ctx, { noticeToken: 'x'.repeat(20), seller: slug, isGiven: true })).toMatchObject({ refusal: { code: 'notice-outdated' } });
  }, 60_000);
});

describe('one event of the log', () => {
  it('is shown with its bytes, its hash and its proof, sealed fields closed for auditors (A15)', async () => {
    const person = await newPerson(test);
    const about = person.ctx.actor.kind === 'account' ? person.ctx.actor.accountId : null;
    if (about === null) throw new Error('no account');
    await record(db, person.ctx, { action: 'session.opened', objectType: 'session', objectId: 'x', personal: { about, fields: { device: 'Nautilus' } } });
    const { seq } = await db.auditEvent.findFirstOrThrow({ where: { objectId: 'x' }, select: { seq: true } });
    const read = async (role: 'ADMIN' | 'AUDITOR') => getAuditEvent(contextFor((await createAccount({ roles: [role] })).actor), { seq: String(seq) });
    expect(await read('ADMIN')).toMatchObject({ ok: true, value: { personal: { device: 'Nautilus' }, isHashRight: true } });
    expect(await read('AUDITOR')).toMatchObject({ ok: true, value: { personal: 'sealed' } });
    // Of a row whose readable columns say something else than its bytes, the page says so: they are what is read.
    const write = (outcome: string) => db.$transaction(async (tx) => {
      await tx.$executeRaw`alter table "AuditEvent" disable trigger user`;
      await tx.$executeRaw`update "AuditEvent" set outcome = ${outcome} where seq = ${seq}`;
      await tx.$executeRaw`alter table "AuditEvent" enable trigger user`;
    });
    await write('refused');
    expect(await read('ADMIN')).toMatchObject({ ok: true, value: { isHashRight: false } });
    await write('ok');
    expect(await getAuditEvent(person.ctx, { seq: String(seq) })).toMatchObject({ refusal: { code: 'not-allowed' } });
  });
});
