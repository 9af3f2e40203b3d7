import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { findNotice, getConsentState, getNotice, getOwnConsentHistory, hasConsent, listConsentEvents, publishBundledNotices, recordChoice } from '@/lib/consent';
import type { Context } from '@/lib/db';
import { testContext } from '@/tests/support/context';

const { db, contextFor, createAccount } = await testContext();
const system = () => contextFor({ kind: 'system' });
const visitor = (overrides: Partial<Context> = {}) => contextFor({ kind: 'visitor', visitorId: randomBytes(16).toString('base64url') }, overrides);
const all = { personalisation: true, 'market-statistics': true };

beforeEach(async () => { await publishBundledNotices(system()); });

async function choose(ctx: Context, choices: Partial<Record<'personalisation' | 'market-statistics', boolean>>) {
  const { token } = await getNotice(ctx);
  return recordChoice(ctx, { noticeToken: token, choices, surface: 'banner' });
}

describe('the bundled notices', () => {
  it('are published once in each language, by the system alone', async () => {
    expect(await publishBundledNotices(system())).toMatchObject({ ok: true, value: { publishedCount: 0 } });
    expect(await publishBundledNotices(visitor())).toMatchObject({ ok: false, refusal: { code: 'not-allowed' } });
    expect((await db.notice.findMany({ select: { locale: true }, orderBy: { locale: 'asc' } })).map((row) => row.locale)).toEqual(['en', 'zh']);
  });

  it('can be read for ever in the version that was agreed to, and never changed', async () => {
    const shown = await getNotice(visitor());
    await db.notice.create({ data: { code: 'privacy', version: 2, locale: 'en', title: 'New', body: 'New', sha256: 'x' } });
    expect((await findNotice(db, { code: 'privacy', version: 1, locale: 'en' }, new Date()))?.body).toBe(shown.body);
    await expect(db.notice.updateMany({ data: { body: 'forged' } })).rejects.toThrow(/append-only/);
    await expect(db.notice.deleteMany({})).rejects.toThrow(/append-only/);
  });

  it.each([['en', /pseudonym/i, /anonym/i], ['zh', /假名/, /匿名/]] as const)('in %s call the records pseudonymous and never anonymous', async (locale, wanted, unwanted) => {
    const { body } = await getNotice(visitor({ locale }));
    expect(body).toMatch(wanted);
    expect(body.replaceAll(/pseudonym\w*/gi, '')).not.toMatch(unwanted);
  });
});

describe('before a choice', () => {
  it('nothing optional is allowed, for visitors and for accounts', async () => {
    const { actor } = await createAccount();
    for (const ctx of [visitor(), contextFor(), contextFor(actor)]) {
      expect(await getConsentState(ctx)).toEqual({ hasChosen: false, granted: [], isSuppressedByGpc: false, noticeVersion: null, limits: [] });
      expect(await hasConsent(ctx, 'personalisation')).toBe(false);
    }
  });
});

describe('a choice', () => {
  it('is one event per purpose under the notice that was shown, with its hash, and one audit row', async () => {
    const ctx = visitor({ locale: 'zh' });
    const notice = await getNotice(ctx);
    expect(await choose(ctx, { personalisation: true })).toMatchObject({ ok: true, value: { hasChosen: true, granted: ['personalisation'], noticeVersion: 1 } });
    const rows = await db.consentEvent.findMany({ orderBy: { id: 'asc' } });
    expect(rows.map((row) => [row.purpose, row.decision, row.noticeSha256, row.locale])).toEqual([
      ['personalisation', 'GIVEN', notice.sha256, 'zh'], ['market-statistics', 'REFUSED', notice.sha256, 'zh'],
    ]);
    expect(await db.auditEvent.count({ where: { action: 'consent.recorded' } })).toBe(1);
  });

  it('taken back is a withdrawal that counts at once, and old events stay', async () => {
    const ctx = visitor();
    await choose(ctx, all);
    await choose(ctx, { personalisation: false, 'market-statistics': true });
    expect(await hasConsent(ctx, 'personalisation')).toBe(false);
    expect(await hasConsent(ctx, 'market-statistics')).toBe(true);
    const rows = await db.consentEvent.findMany({ where: { purpose: 'personalisation' }, orderBy: { id: 'asc' } });
    expect(rows.map((row) => row.decision)).toEqual(['GIVEN', 'WITHDRAWN']);
    await expect(db.consentEvent.updateMany({ data: { decision: 'GIVEN' } })).rejects.toThrow(/append-only/);
  });

  it('belongs to one person: another visitor and an account of the same browser have none', async () => {
    await choose(visitor(), all);
    const { actor } = await createAccount();
    expect((await getConsentState(contextFor(actor))).hasChosen).toBe(false);
    expect((await getConsentState(visitor())).hasChosen).toBe(false);
  });

  it('of someone without an id is refused: there is nothing to keep it under', async () => {
    expect(await choose(contextFor(), all)).toMatchObject({ ok: false, refusal: { code: 'not-allowed' } });
  });

  it.each([
    ['changed', (token: string) => `${token.slice(0, -2)}xx`],
    ['made up', () => 'e30.AAAAAAAA'],
    ['without a signature', (token: string) => token.split('.')[0] ?? ''],
  ])('with a token that was %s stores nothing', async (_, change) => {
    const ctx = visitor();
    const { token } = await getNotice(ctx);
    expect(await recordChoice(ctx, { noticeToken: change(token), choices: all, surface: 'banner' })).toMatchObject({ ok: false, refusal: { code: 'notice-outdated' } });
    expect(await db.consentEvent.count()).toBe(0);
  });

  it('with a token older than a day stores nothing', async () => {
    const ctx = visitor();
    const { token } = await getNotice({ ...ctx, now: () => new Date(Date.now() - 25 * 60 * 60 * 1000) });
    expect(await recordChoice(ctx, { noticeToken: token, choices: all, surface: 'banner' })).toMatchObject({ refusal: { code: 'notice-outdated' } });
  });

  it('under an older version does not cover a new one: the person is asked again', async () => {
    const ctx = visitor();
    const { token } = await getNotice(ctx);
    await recordChoice(ctx, { noticeToken: token, choices: all, surface: 'banner' });
    for (const locale of ['en', 'zh']) await db.notice.create({ data: { code: 'privacy', version: 2, locale, title: 'New', body: 'New', sha256: 'f'.repeat(64) } });
    expect(await getConsentState(ctx)).toMatchObject({ hasChosen: false, granted: [] });
    expect(await recordChoice(ctx, { noticeToken: token, choices: all, surface: 'banner' })).toMatchObject({ refusal: { code: 'notice-outdated' } });
  });
});

describe('Global Privacy Control', () => {
  it('keeps both purposes off whatever was chosen, and the choice is kept with the signal', async () => {
    const ctx = visitor({ hasGpcSignal: true });
    await choose(ctx, all);
    expect(await getConsentState(ctx)).toMatchObject({ hasChosen: true, granted: [], isSuppressedByGpc: true });
    expect((await db.consentEvent.findMany({ select: { hasGpcSignal: true } })).every((row) => row.hasGpcSignal)).toBe(true);
    expect((await getConsentState({ ...ctx, hasGpcSignal: false })).granted).toEqual(['personalisation', 'market-statistics']);
  });
});

describe('the consent log', () => {
  it('is for administrators, filters, pages, and looking at it is recorded', async () => {
    const admin = await createAccount({ roles: ['ADMIN'] });
    for (let index = 0; index < 4; index += 1) await choose(visitor(), { personalisation: index % 2 === 0 });
    expect(await listConsentEvents(visitor(), { size: 10 })).toMatchObject({ refusal: { code: 'sign-in-needed' } });
    const given = await listConsentEvents(contextFor(admin.actor), { decision: 'GIVEN', size: 10 });
    expect(given.ok && given.value.items.length).toBe(2);
    const first = await listConsentEvents(contextFor(admin.actor), { size: 5 });
    const second = await listConsentEvents(contextFor(admin.actor), { size: 5, cursor: (first.ok && first.value.nextCursor) || '' });
    expect(first.ok && second.ok && new Set([...first.value.items, ...second.value.items].map((row) => row.id)).size).toBe(8);
    expect(await db.auditEvent.count({ where: { action: 'admin.read-consents' } })).toBe(3);
  });

  it('shows each person her own choices', async () => {
    const { actor } = await createAccount();
    await choose(contextFor(actor), all);
    await choose(visitor(), all);
    const own = await getOwnConsentHistory(contextFor(actor));
    expect(own.ok && own.value.map((row) => row.decision)).toEqual(['GIVEN', 'GIVEN']);
  });
});
