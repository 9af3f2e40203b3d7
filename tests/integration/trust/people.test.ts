import { availableParallelism } from 'node:os';
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { getAuditEvent, verifyAuditChain } from '@/lib/audit';
import { getNotice, publishBundledNotices, shareWithSeller } from '@/lib/consent';
import type { PrismaClient } from '@/lib/db';
import { createDemoAccount, recordRefusedAccess } from '@/lib/identity';
import { hashPassword } from '@/lib/identity/passwords';
import { passwordInput } from '@/lib/identity/schema';
import { listOutbox } from '@/lib/mail';
import { answerRight, askRight, eraseSelf, listBuyerContacts, withdrawRight } from '@/lib/rights';
import { pseudonym } from '@/lib/shared/pseudonym';
import { testContext } from '@/tests/support/context';
import { createListing } from '@/tests/support/market';
import { newPerson } from '@/tests/support/people';

const test = await testContext();
const { db, contextFor, createAccount } = test;
const statement = 'My trading name is written wrongly.';
const administrator = async () => contextFor((await createAccount({ roles: ['ADMIN'] })).actor);

async function mailsOf(kind: string) {
  const outbox = await listOutbox(await administrator(), { size: 100 });
  return outbox.ok ? outbox.value.items.filter((mail) => mail.kind === kind) : [];
}

describe('A10 from where and with what somebody signed in', () => {
  it('is sealed for her in the log, read by administrators alone, and gone with her key while every hash stays', async () => {
    const person = await newPerson(test);
    const { seq, canonical } = await db.auditEvent.findFirstOrThrow({ where: { action: 'session.opened' }, select: { seq: true, canonical: true } });
    expect(canonical).not.toMatch(/198\.51\.100|Chrome|Linux/);
    const read = async (role: 'ADMIN' | 'AUDITOR') => { const event = await getAuditEvent(contextFor((await createAccount({ roles: [role] })).actor), { seq: String(seq) }); return event.ok ? event.value : null; };
    expect(await read('ADMIN')).toMatchObject({ personal: { device: 'Chrome, Linux', address: expect.stringContaining('198.51.100.7') as string } });
    expect(await read('AUDITOR')).toMatchObject({ personal: 'sealed' });
    const before = await db.auditEvent.findMany({ where: { seq: { lte: seq } }, orderBy: { seq: 'asc' }, select: { hash: true } });
    expect(await eraseSelf(person.ctx, { confirmation: 'ERASE', walletMinor: 0, sellerBalanceMinor: 0, subscriptionCount: 0 })).toMatchObject({ ok: true });
    expect(await read('ADMIN')).toMatchObject({ personal: 'erased', isHashRight: true });
    expect(await db.auditEvent.findMany({ where: { seq: { lte: seq } }, orderBy: { seq: 'asc' }, select: { hash: true } })).toEqual(before);
    expect(await verifyAuditChain(db)).toMatchObject({ isIntact: true });
  }, 60_000);
});

describe('C16 a request about rights is answered by mail, in the language of who asked', () => {
  it('that it came and until when it is answered, and its refusal with the reason and where to complain', async () => {
    const person = await newPerson(test);
    await db.account.update({ where: { id: person.accountId }, data: { locale: 'zh' } });
    const asked = await askRight(person.ctx, { kind: 'RECTIFICATION', statement });
    if (!asked.ok) throw new Error(asked.refusal.code);
    const [receipt] = await mailsOf('rights-asked');
    expect(receipt?.subject).toContain('更正');
    expect(receipt?.text).toContain(asked.value.dueAt.slice(0, 10));
    expect(receipt?.text).toContain(`/zh/account/rights`);
    await db.account.update({ where: { id: person.accountId }, data: { locale: 'en' } });
    expect(await answerRight(await administrator(), { requestId: asked.value.requestId, isGranted: false, answer: 'The register says what you say is wrong.' })).toMatchObject({ ok: true });
    const [refusal] = await mailsOf('rights-refused');
    expect(refusal?.text).toContain('The register says what you say is wrong.');
    expect(refusal?.text).toMatch(/complain to the data protection authority/);
    expect(refusal?.text).toContain(asked.value.requestId);
    expect(JSON.stringify(await db.outboxMail.findMany())).not.toContain('register says');
  }, 60_000);

  it('a grant says what was done, taking back is confirmed, and what is refused writes nothing', async () => {
    const person = await newPerson(test);
    const first = await askRight(person.ctx, { kind: 'RESTRICTION', statement });
    expect(await askRight(person.ctx, { kind: 'RESTRICTION', statement })).toMatchObject({ refusal: { code: 'right-asked-already' } });
    expect(await mailsOf('rights-asked')).toHaveLength(1);
    await withdrawRight(person.ctx, { requestId: first.ok ? first.value.requestId : '' });
    const second = await askRight(person.ctx, { kind: 'RECTIFICATION', statement });
    await answerRight(await administrator(), { requestId: second.ok ? second.value.requestId : '', isGranted: true, answer: 'The name is corrected now.' });
    expect([(await mailsOf('rights-withdrawn')).length, (await mailsOf('rights-granted')).map((mail) => mail.text.includes('The name is corrected now.'))]).toEqual([1, [true]]);
  }, 60_000);
});

describe('C12 the buyers who let a seller write to them', () => {
  it('are found by as many questions to the database for ten as for one', async () => {
    await publishBundledNotices(contextFor({ kind: 'system' }));
    const seller = await createAccount({ roles: ['BUYER', 'SELLER'], sellerName: 'Ten' });
    const slug = `seller-${seller.accountId.slice(0, 8)}`;
    const buy = async () => {
      const buyer = await newPerson(test);
      const sold = await createListing(db, { sellerId: seller.accountId });
      await db.order.create({ data: { buyerId: buyer.accountId, listingId: sold.listingId, revisionId: sold.revisionId, priceMinor: 0n, feeMinor: 0n, currency: 'EUR', licenceCode: 'x', licenceSha256: 'b'.repeat(64), idempotencyKey: randomUUID() } });
      await shareWithSeller(buyer.ctx, { noticeToken: (await getNotice(buyer.ctx)).token, seller: slug, isGiven: true });
      return buyer.email;
    };
    const countReads = async () => {
      const asked: string[] = [];
      const watching = db.$extends({ query: { $allOperations: ({ model, operation, args, query }) => { asked.push(`${model ?? 'raw'} ${operation}`); return query(args); } } });
      const found = await listBuyerContacts({ ...contextFor(seller.actor), db: watching as unknown as PrismaClient });
      const emails = found.ok ? found.value.items.map((row) => row.email) : [];
      // Each person who was read gets one row of the log, on purpose; everything besides is read at once.
      return { emails, reads: asked.length - emails.length, appended: await db.auditEvent.count({ where: { action: 'buyer.contact-read' } }) };
    };
    const first = await buy();
    const one = await countReads();
    expect(one).toMatchObject({ emails: [first], appended: 1 });
    const others: string[] = [];
    for (let turn = 0; turn < 4; turn += 1) others.push(await buy());
    const five = await countReads();
    expect(five.emails.toSorted()).toEqual([first, ...others].toSorted());
    expect(five.reads).toBe(one.reads);
    expect(five.appended).toBe(6);
  }, 120_000);

  it('come a page at a time, and only who stands on it is written down as seen', async () => {
    await publishBundledNotices(contextFor({ kind: 'system' }));
    const seller = await createAccount({ roles: ['BUYER', 'SELLER'], sellerName: 'Many' });
    const slug = `seller-${seller.accountId.slice(0, 8)}`;
    const sold = await createListing(db, { sellerId: seller.accountId });
    const { sha256 } = await db.notice.findFirstOrThrow({ where: { locale: 'en' } });
    for (let count = 0; count < 27; count += 1) {
      const { accountId: id } = await createDemoAccount(db, { email: `buyer-${count}@mail.example`, password: null, roles: ['BUYER'] });
      await db.order.create({ data: { buyerId: id, listingId: sold.listingId, revisionId: sold.revisionId, priceMinor: 0n, feeMinor: 0n, currency: 'EUR', licenceCode: 'x', licenceSha256: 'b'.repeat(64), idempotencyKey: randomUUID() } });
      await db.consentEvent.create({ data: { subject: pseudonym('consent', id), choiceId: randomUUID(), purpose: 'share-with-seller', recipient: slug, decision: 'GIVEN', noticeCode: 'privacy', noticeVersion: 1, noticeSha256: sha256, locale: 'en', surface: 'privacy-page', hasGpcSignal: false, at: new Date() } });
    }
    const page = async (cursor?: string) => { const list = await listBuyerContacts(contextFor(seller.actor), { cursor }); if (!list.ok) throw new Error(list.refusal.code); return list.value; };
    const first = await page();
    expect([first.items.length, await db.auditEvent.count({ where: { action: 'buyer.contact-read' } })]).toEqual([25, 25]);
    const second = await page(first.nextCursor ?? '');
    expect([second.items.length, second.nextCursor, await db.auditEvent.count({ where: { action: 'buyer.contact-read' } })]).toEqual([2, null, 27]);
    expect(new Set([...first.items, ...second.items].map(({ email }) => email)).size).toBe(27);
  }, 120_000);
});

describe('A11 what somebody tried that is not for her', () => {
  it('is in the log with where, not about whom, a hundred times an hour at most, and of visitors nothing', async () => {
    const ctx = contextFor((await createAccount()).actor);
    await recordRefusedAccess(ctx, { door: 'page' }, '/en/admin/users/p1_abcdefghijklmnopqrstuv?x=1');
    await recordRefusedAccess(contextFor(), { door: 'page' }, '/en/admin');
    expect(await db.auditEvent.findMany({ where: { action: 'access.refused' }, select: { objectType: true, objectId: true, outcome: true } })).toEqual([{ objectType: 'page', objectId: '/admin/users', outcome: 'refused' }]);
    for (let turn = 0; turn < 110; turn += 1) await recordRefusedAccess(ctx, { door: 'action' }, '/zh/admin');
    expect(await db.auditEvent.count({ where: { action: 'access.refused' } })).toBe(100);
  }, 60_000);
});

describe('S5 passwords', () => {
  it.each([['seven characters', '1234567', false], ['eight', 'ninechar', true], ['a hundred and twenty-eight', 'x'.repeat(128), true], ['one more', 'x'.repeat(129), false], ['any letters of Unicode', '海港的深度每天不同', true], ['spaces and signs', ' lighthouse  🗼 keeper ', true]])('of %s', (_, value, isTaken) => {
    expect(passwordInput.safeParse(value).success).toBe(isTaken);
  });

  it('are hashed by cores times two at once at most; who comes then is told to wait', async () => {
    const most = availableParallelism() * 2;
    const hashes = await Promise.all(Array.from({ length: most + 3 }, () => hashPassword('lighthouse keeper 47')));
    expect(hashes.filter((hash) => hash === null)).toHaveLength(3);
    expect(await hashPassword('lighthouse keeper 47')).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });
});
