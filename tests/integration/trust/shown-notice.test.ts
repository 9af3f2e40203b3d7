import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { beforeEach, describe, expect, it } from 'vitest';
import { findLicence } from '@/lib/catalog';
import { getNotice, getOwnNotices, hasSeenNotice, publishBundledNotices, recordChoice, showNotice, signUpUnderNotice } from '@/lib/consent';
import { beginUpload, uploadRevision } from '@/lib/datasets';
import type { Context } from '@/lib/db';
import { placeOrder } from '@/lib/orders';
import { testContext } from '@/tests/support/context';
import { createListing } from '@/tests/support/market';
import { newAddress, password } from '@/tests/support/people';

const { db, contextFor, createAccount } = await testContext();
const visitor = (overrides: Partial<Context> = {}) => contextFor(undefined, { address: newAddress(), ...overrides });
const newcomer = () => ({ email: `${randomUUID()}@mail.example`, password, locale: 'en' as const });
const order = (listingId: string) => ({ listingId, quotedMinor: 0, licenceSha256: findLicence('exchange-internal-1.0', 'en')?.sha256 ?? '', idempotencyKey: randomUUID() });
const upload = () => ({ fileName: 'a.csv', bytes: Readable.from([Buffer.from('a,b\n1,2\n3,4\n')]) });

/** A text that asks everybody again, in force from now on. */
async function changeNotice(): Promise<void> {
  for (const locale of ['en', 'zh']) await db.notice.create({ data: { code: 'privacy', version: 2, locale, title: 'New', body: 'New', sha256: 'f'.repeat(64) } });
}

beforeEach(async () => { await publishBundledNotices(contextFor({ kind: 'system' })); });

describe('C1 signing up', () => {
  it.each<[string, (token: string) => string | undefined]>([['none', () => undefined], ['an empty one', () => ''], ['one that was changed', (token) => `${token.slice(0, -2)}xx`], ['one made up', () => 'e30.AAAAAAAA']])('with no token of the notice (%s) stores nothing', async (_, change) => {
    const noticeToken = change((await getNotice(visitor())).token);
    expect(await signUpUnderNotice(visitor(), { ...newcomer(), ...(noticeToken === undefined ? {} : { noticeToken }) })).toMatchObject({ ok: false, refusal: { code: 'notice-outdated' } });
    expect([await db.account.count(), await db.outboxMail.count(), await db.noticeShown.count(), await db.auditEvent.count({ where: { action: 'account.created' } })]).toEqual([0, 0, 0, 0]);
  });

  it('with a token older than a day, or of a notice that has been replaced, stores nothing', async () => {
    const old = await getNotice({ ...visitor(), now: () => new Date(Date.now() - 25 * 60 * 60 * 1000) });
    const { token } = await getNotice(visitor());
    expect(await signUpUnderNotice(visitor(), { ...newcomer(), noticeToken: old.token })).toMatchObject({ refusal: { code: 'notice-outdated' } });
    await changeNotice();
    expect(await signUpUnderNotice(visitor(), { ...newcomer(), noticeToken: token })).toMatchObject({ refusal: { code: 'notice-outdated' } });
    expect(await db.account.count()).toBe(0);
  });

  it('keeps which text was shown, in which language, with the account\'s first row of the log', async () => {
    const { token, sha256 } = await getNotice(visitor({ locale: 'zh' }));
    expect(await signUpUnderNotice(visitor(), { ...newcomer(), noticeToken: token })).toMatchObject({ ok: true });
    expect(await db.noticeShown.findMany({ select: { version: true, locale: true, sha256: true, surface: true } })).toEqual([{ version: 1, locale: 'zh', sha256, surface: 'sign-up' }]);
    expect((await db.auditEvent.findFirstOrThrow({ where: { action: 'account.created' } })).canonical).toContain(`"noticeSha256":"${sha256}"`);
    await expect(db.noticeShown.updateMany({ data: { sha256: 'x' } })).rejects.toThrow(/append-only/);
  });

  it('answers an address that has an account like a new one, and keeps nothing of it', async () => {
    const [first, { token }] = [newcomer(), await getNotice(visitor())];
    const answers = [await signUpUnderNotice(visitor(), { ...first, noticeToken: token }), await signUpUnderNotice(visitor(), { ...first, noticeToken: token })];
    expect(answers[0]).toEqual(answers[1]);
    expect(await db.noticeShown.count()).toBe(1);
  });
});

describe('C1 a first purchase and a first upload', () => {
  it('are refused, and nothing of them is kept, until the notice in force was shown to this person; also after it changed', async () => {
    const [seller, buyer] = [await createAccount({ roles: ['BUYER', 'SELLER'] }), await createAccount()];
    const [own, sells] = [contextFor(buyer.actor), contextFor(seller.actor)];
    const listings = [await createListing(db, { sellerId: seller.accountId, priceMinor: 0 }), await createListing(db, { sellerId: seller.accountId, priceMinor: 0 })];
    const [first = { listingId: '' }, second = { listingId: '' }] = listings;
    const before = await db.revision.count();
    expect(await placeOrder(own, order(first.listingId))).toMatchObject({ refusal: { code: 'notice-needed' } });
    expect(await uploadRevision(sells, upload())).toMatchObject({ refusal: { code: 'notice-needed' } });
    expect(await beginUpload(sells, { byteSize: 10 })).toMatchObject({ refusal: { code: 'notice-needed' } });
    expect([await db.order.count(), (await db.revision.count()) - before]).toEqual([0, 0]);

    for (const [ctx, surface] of [[own, 'purchase'], [sells, 'upload']] as const) {
      expect(await showNotice(ctx, { noticeToken: 'x'.repeat(40), surface })).toMatchObject({ refusal: { code: 'notice-outdated' } });
      expect(await hasSeenNotice(ctx)).toBe(false);
      expect(await showNotice(ctx, { noticeToken: (await getNotice(ctx)).token, surface })).toMatchObject({ ok: true });
    }
    expect(await db.auditEvent.count({ where: { action: 'notice.shown' } })).toBe(2);
    expect(await getOwnNotices(own)).toMatchObject({ value: [{ version: 1, surface: 'purchase' }] });
    expect(await getOwnNotices(visitor())).toMatchObject({ refusal: { code: 'sign-in-needed' } });
    expect(await placeOrder(own, order(first.listingId))).toMatchObject({ ok: true });
    expect(await uploadRevision(sells, upload())).toMatchObject({ ok: true });

    await changeNotice();
    expect(await placeOrder(own, order(second.listingId))).toMatchObject({ refusal: { code: 'notice-needed' } });
    // Choosing under it is having been shown it.
    expect(await recordChoice(own, { noticeToken: (await getNotice(own)).token, choices: {}, surface: 'banner' })).toMatchObject({ ok: true });
    expect(await placeOrder(own, order(second.listingId))).toMatchObject({ ok: true });
  });

  it('are not opened by what was shown to somebody else', async () => {
    const [one, other] = [await createAccount(), await createAccount()];
    const [mine, hers] = [contextFor(one.actor), contextFor(other.actor)];
    const { token } = await getNotice(mine);
    const before = await db.auditEvent.count();
    // Signed by us, of the notice in force, fresh: and sent to somebody else, or to nobody known.
    for (const noticeToken of [token, (await getNotice(visitor())).token]) {
      expect(await showNotice(hers, { noticeToken, surface: 'purchase' })).toMatchObject({ refusal: { code: 'notice-outdated' } });
      expect(await recordChoice(hers, { noticeToken, choices: { personalisation: true }, surface: 'banner' })).toMatchObject({ refusal: { code: 'notice-outdated' } });
    }
    const [cookie, otherCookie] = ['a', 'b'].map((letter) => contextFor({ kind: 'visitor', visitorId: letter.repeat(22) })) as [ReturnType<typeof contextFor>, ReturnType<typeof contextFor>];
    expect(await recordChoice(otherCookie, { noticeToken: (await getNotice(cookie)).token, choices: { personalisation: true }, surface: 'banner' })).toMatchObject({ refusal: { code: 'notice-outdated' } });
    expect([await db.auditEvent.count(), await db.consentEvent.count()]).toEqual([before, 0]);
    expect(await hasSeenNotice(hers)).toBe(false);
    expect(await showNotice(mine, { noticeToken: token, surface: 'purchase' })).toMatchObject({ ok: true });
    expect(await hasSeenNotice(hers)).toBe(false);
    expect(await showNotice(visitor(), { noticeToken: (await getNotice(visitor())).token, surface: 'purchase' })).toMatchObject({ refusal: { code: 'sign-in-needed' } });
  });
});

describe('C1 personal ranking', () => {
  it('needs a choice under the very notice, so nobody is ranked for before it was shown', async () => {
    const ctx = contextFor((await createAccount()).actor);
    expect(await recordChoice(ctx, { noticeToken: 'x'.repeat(40), choices: { personalisation: true }, surface: 'banner' })).toMatchObject({ refusal: { code: 'notice-outdated' } });
    expect(await db.consentEvent.count()).toBe(0);
  });
});
