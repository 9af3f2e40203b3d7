import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { exportConsents, findNotice, getConsentState, getNotice, getOwnConsentHistory, hasConsent, listConsentEvents, publishBundledNotices, recordChoice } from '@/lib/consent';
import { bundledNotices, formerWordings } from '@/lib/consent/core/notice-texts';
import { noticeHash } from '@/lib/consent/notice-hash';
import type { Context } from '@/lib/db';
import { resetEnv } from '@/lib/env';
import { testContext } from '@/tests/support/context';

const { db, contextFor, createAccount } = await testContext();
const system = () => contextFor({ kind: 'system' });
const visitor = (overrides: Partial<Context> = {}) => contextFor({ kind: 'visitor', visitorId: randomBytes(16).toString('base64url') }, overrides);
const all = { personalisation: true, 'market-statistics': true };

beforeEach(async () => { await publishBundledNotices(system()); });

async function choose(ctx: Context, choices: Partial<Record<'personalisation' | 'market-statistics', boolean>>, despiteGpc = false) {
  const { token } = await getNotice(ctx);
  return recordChoice(ctx, { noticeToken: token, choices, surface: 'banner', despiteGpc });
}

describe('the bundled notices', () => {
  it('are published once in each language, by the system alone', async () => {
    expect(await publishBundledNotices(system())).toMatchObject({ ok: true, value: { publishedCount: 0 } });
    expect(await publishBundledNotices(visitor())).toMatchObject({ ok: false, refusal: { code: 'not-allowed' } });
    expect((await db.notice.findMany({ select: { locale: true }, orderBy: { locale: 'asc' } })).map((row) => row.locale)).toEqual(['en', 'zh']);
  });

  it('are left as they are where an exchange began with an earlier wording, and not where somebody wrote another', async () => {
    const of = (version: number, sha256: string) => db.$transaction(async (tx) => {
      await tx.$executeRaw`alter table "Notice" disable trigger user`;
      await tx.$executeRaw`update "Notice" set sha256 = ${sha256} where version = ${version} and locale = 'en'`;
      await tx.$executeRaw`alter table "Notice" enable trigger user`;
    });
    const [former = ''] = formerWordings;
    await of(1, former);
    expect(await publishBundledNotices(system())).toMatchObject({ value: { publishedCount: 0 } });
    await of(1, 'f'.repeat(64));
    await expect(publishBundledNotices(system())).rejects.toThrow(/give it a new version/);
  });

  it.each(['en', 'zh'])('in %s name the code of a network address, and for how long', (locale) => {
    const { body = '' } = bundledNotices.find((notice) => notice.locale === locale) ?? {};
    expect(body).toMatch(locale === 'en' ? /code of the network address it came from and the dataset together.*counts as one for a dataset.*deleted with them/s : /网络地址与该数据集共同算出的代码.*只算作一个.*一并删除/s);
  });

  it.each(['en', 'zh'])('in %s name what is kept of a sign-in, and who can read it', (locale) => {
    const { body = '' } = bundledNotices.find((notice) => notice.locale === locale) ?? {};
    expect(body).toMatch(locale === 'en' ? /network address and the kind of browser.*sealed under a key of your own.*erase/s : /网络地址和浏览器类型.*封存.*删除账户/s);
  });

  it('C2 can be read for ever in the version that was agreed to, and never changed', async () => {
    const shown = await getNotice(visitor());
    await db.notice.create({ data: { code: 'privacy', version: 2, locale: 'en', title: 'New', body: 'New', sha256: 'x' } });
    expect((await findNotice(visitor(), { code: 'privacy', version: 1, locale: 'en' }))?.body).toBe(shown.body);
    for (const locale of ['en', 'zh']) {
      const kept = await findNotice(visitor(), { code: 'privacy', version: 1, locale });
      expect(noticeHash({ title: kept?.title ?? '', body: kept?.body ?? '' })).toBe(kept?.sha256);
    }
    await expect(db.notice.updateMany({ data: { body: 'forged' } })).rejects.toThrow(/append-only/);
    await expect(db.notice.deleteMany({})).rejects.toThrow(/append-only/);
  });

  it.each([['en', /pseudonym/i, /anonym/i], ['zh', /假名/, /匿名/]] as const)('P11 in %s call the records pseudonymous and never anonymous', async (locale, wanted, unwanted) => {
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
  it('C7 is one event per purpose under the notice that was shown, with its hash, its expiry, its place and the signal, and one audit row', async () => {
    process.env.OPERATOR_COUNTRY = 'DE';
    resetEnv();
    const ctx = visitor({ locale: 'zh' });
    const notice = await getNotice(ctx);
    expect(await choose(ctx, { personalisation: true })).toMatchObject({ ok: true, value: { hasChosen: true, granted: ['personalisation'], noticeVersion: 1 } });
    const rows = await db.consentEvent.findMany({ orderBy: { id: 'asc' } });
    expect(rows.map((row) => [row.purpose, row.decision, row.noticeSha256, row.locale])).toEqual([
      ['personalisation', 'GIVEN', notice.sha256, 'zh'], ['market-statistics', 'REFUSED', notice.sha256, 'zh'],
    ]);
    const [given] = rows;
    expect(given).toMatchObject({ noticeCode: 'privacy', noticeVersion: 1, surface: 'banner', hasGpcSignal: false, jurisdiction: 'DE' });
    delete process.env.OPERATOR_COUNTRY;
    resetEnv();
    expect(given?.subject).toMatch(/^p\d+_[\w-]{22}$/);
    expect(Number(given?.expiresAt) - Number(given?.at)).toBe(365 * 24 * 60 * 60 * 1000);
    await expect(db.consentEvent.deleteMany({})).rejects.toThrow(/append-only/);
    expect(await db.auditEvent.count({ where: { action: 'consent.recorded' } })).toBe(1);
  });

  it('C5 C7 taken back is a withdrawal that counts at once, and old events stay', async () => {
    const ctx = visitor();
    await choose(ctx, all);
    await choose(ctx, { personalisation: false, 'market-statistics': true });
    expect(await hasConsent(ctx, 'personalisation')).toBe(false);
    expect(await hasConsent(ctx, 'market-statistics')).toBe(true);
    const rows = await db.consentEvent.findMany({ where: { purpose: 'personalisation' }, orderBy: { id: 'asc' } });
    expect(rows.map((row) => row.decision)).toEqual(['GIVEN', 'WITHDRAWN']);
    await expect(db.consentEvent.updateMany({ data: { decision: 'GIVEN' } })).rejects.toThrow(/append-only/);
  });

  it('C7 of a button pressed twice, or of a request sent again, is one decision; said anew later, or otherwise, it is another', async () => {
    const ctx = visitor();
    const counts = async () => [await db.consentEvent.count(), await db.consentRecord.count(), await db.auditEvent.count({ where: { action: 'consent.recorded' } })];
    const { token } = await getNotice(ctx);
    const choice = { noticeToken: token, choices: all, surface: 'banner' as const };
    const answers = await Promise.all([1, 2, 3].map(() => recordChoice(ctx, choice)));
    expect(answers[0]).toMatchObject({ value: { granted: ['personalisation', 'market-statistics'] } });
    expect(answers).toEqual([answers[0], answers[0], answers[0]]);
    expect(await counts()).toEqual([2, 1, 1]);
    for (let press = 0; press < 2; press += 1) expect(await recordChoice(ctx, { ...choice, choices: {} })).toMatchObject({ value: { granted: [] } });
    expect(await counts()).toEqual([4, 2, 2]);
    expect(await recordChoice(ctx, choice)).toMatchObject({ value: { granted: ['personalisation', 'market-statistics'] } });
    await recordChoice({ ...ctx, now: () => new Date(Date.now() + 61_000) }, choice);
    expect(await counts()).toEqual([8, 4, 4]);
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

  it('C9 under an older version does not cover a new one: the person is asked again', async () => {
    const ctx = visitor();
    const { token } = await getNotice(ctx);
    await recordChoice(ctx, { noticeToken: token, choices: all, surface: 'banner' });
    for (const locale of ['en', 'zh']) await db.notice.create({ data: { code: 'privacy', version: 2, locale, title: 'New', body: 'New', sha256: 'f'.repeat(64) } });
    expect(await getConsentState(ctx)).toMatchObject({ hasChosen: false, granted: [] });
    expect(await recordChoice(ctx, { noticeToken: token, choices: all, surface: 'banner' })).toMatchObject({ refusal: { code: 'notice-outdated' } });
  });
});

describe('C10 Global Privacy Control', () => {
  it('makes agreeing a question that is asked once, and its answer is kept with the conflict', async () => {
    const ctx = visitor({ hasGpcSignal: true });
    const choice = { noticeToken: (await getNotice(ctx)).token, choices: { personalisation: true }, surface: 'banner' as const };
    expect(await recordChoice(ctx, choice)).toMatchObject({ refusal: { code: 'gpc-conflict' } });
    expect([await db.consentEvent.count(), await db.auditEvent.count({ where: { action: 'consent.recorded' } })]).toEqual([0, 0]);
    expect(await recordChoice(ctx, { ...choice, despiteGpc: true })).toMatchObject({ ok: true, value: { granted: [], isSuppressedByGpc: true } });
    expect(await db.auditEvent.count({ where: { canonical: { contains: '"conflictsWithGpc":true' } } })).toBe(1);
    // Not about the same again; about something else, yes. Refusing is never asked about.
    expect(await recordChoice(ctx, choice)).toMatchObject({ ok: true });
    expect(await recordChoice(ctx, { ...choice, choices: all })).toMatchObject({ refusal: { code: 'gpc-conflict' } });
    expect(await recordChoice(ctx, { ...choice, choices: {} })).toMatchObject({ ok: true });
    expect(await recordChoice(ctx, choice)).toMatchObject({ refusal: { code: 'gpc-conflict' } });
    expect(await getConsentState({ ...ctx, hasGpcSignal: false })).toMatchObject({ granted: [] });
  });

  it.each([['a visitor', () => Promise.resolve(visitor())], ['somebody signed in', async () => contextFor((await createAccount()).actor)]])('keeps both purposes off for %s whatever was chosen, and the choice is kept with the signal', async (_, person) => {
    const ctx = { ...(await person()), hasGpcSignal: true };
    await choose(ctx, all, true);
    expect(await getConsentState(ctx)).toMatchObject({ hasChosen: true, granted: [], isSuppressedByGpc: true });
    expect((await db.consentEvent.findMany({ select: { hasGpcSignal: true } })).every((row) => row.hasGpcSignal)).toBe(true);
    expect((await getConsentState({ ...ctx, hasGpcSignal: false })).granted).toEqual(['personalisation', 'market-statistics']);
  });
});

describe('the consent log', () => {
  it('C17 is for administrators and auditors, filters, pages, is exported, and looking at it and exporting it are recorded', async () => {
    const admin = await createAccount({ roles: ['ADMIN'] });
    for (let index = 0; index < 4; index += 1) await choose(visitor(), { personalisation: index % 2 === 0 });
    expect(await listConsentEvents(visitor(), { size: 10 })).toMatchObject({ refusal: { code: 'sign-in-needed' } });
    const given = await listConsentEvents(contextFor(admin.actor), { decision: 'GIVEN', size: 10 });
    expect(given.ok && given.value.items.length).toBe(2);
    const first = await listConsentEvents(contextFor(admin.actor), { size: 5 });
    const second = await listConsentEvents(contextFor(admin.actor), { size: 5, cursor: (first.ok && first.value.nextCursor) || '' });
    expect(first.ok && second.ok && new Set([...first.value.items, ...second.value.items].map((row) => row.id)).size).toBe(8);
    expect(await db.auditEvent.count({ where: { action: 'admin.read-consents' } })).toBe(3);
    const [row] = given.ok ? given.value.items : [];
    for (const filter of [{ purpose: 'personalisation' as const, decision: 'GIVEN' as const, version: 1 }, { subject: row?.subject ?? '', decision: 'GIVEN' as const }, { from: new Date().toISOString().slice(0, 10), decision: 'GIVEN' as const }]) {
      const found = await listConsentEvents(contextFor(admin.actor), { ...filter, size: 10 });
      expect(found.ok && found.value.items.length, JSON.stringify(filter)).toBe('subject' in filter ? 1 : 2);
    }
    // Each filter alone decides: what it leaves out would else be there.
    const tomorrow = new Date(Date.now() + 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
    for (const filter of [{ purpose: 'market-statistics' as const, decision: 'GIVEN' as const }, { decision: 'EXPIRED' as const }, { version: 2 }, { subject: `p1_${'a'.repeat(22)}` }, { from: tomorrow }, { to: '2020-01-01' }]) {
      expect(await listConsentEvents(contextFor(admin.actor), { ...filter, size: 10 }), JSON.stringify(filter)).toMatchObject({ value: { items: [] } });
    }
    for (const format of ['csv', 'jsonl'] as const) {
      const auditor = await createAccount({ roles: ['AUDITOR'] });
      const lines = await exportConsents(contextFor(auditor.actor), { format, purpose: 'personalisation' });
      let text = '';
      if (lines.ok) for await (const part of lines.value) text += part;
      expect(text.trim().split(/\r?\n/)).toHaveLength(format === 'csv' ? 5 : 4);
      expect(await exportConsents(visitor(), { format })).toMatchObject({ refusal: { code: 'sign-in-needed' } });
    }
    expect(await db.auditEvent.count({ where: { action: 'consent.exported' } })).toBe(2);
  });

  it('shows each person her own choices', async () => {
    const { actor } = await createAccount();
    await choose(contextFor(actor), all);
    await choose(visitor(), all);
    const own = await getOwnConsentHistory(contextFor(actor));
    expect(own.ok && own.value.map((row) => row.decision)).toEqual(['GIVEN', 'GIVEN']);
  });
});
