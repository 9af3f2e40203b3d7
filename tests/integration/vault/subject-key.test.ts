import { describe, expect, it } from 'vitest';
import { toAccountId } from '@/lib/shared/ids';
import { destroySubjectKey, keySubject, openForSubject, sealForSubject } from '@/lib/vault';
import { testContext } from '@/tests/support/context';

const { db, createAccount } = await testContext();

describe("a person's own key", () => {
  it('opens what was sealed for her, only in its place, and is made once by two at once', async () => {
    const { accountId } = await createAccount();
    const subject = keySubject(accountId);
    const sealed = await Promise.all(['one', 'two', 'three'].map((text) => sealForSubject(db, { accountId, place: `event|${text}`, text })));
    expect(await db.subjectKey.count()).toBe(1);
    expect(await openForSubject(db, { subject, place: 'event|one', sealed: sealed[0] ?? '' })).toBe('one');
    await expect(openForSubject(db, { subject, place: 'event|two', sealed: sealed[0] ?? '' })).rejects.toThrow();
    expect((await db.subjectKey.findFirstOrThrow()).subject).not.toContain(accountId);
  });

  it("does not open another person's", async () => {
    const [first, second] = [await createAccount(), await createAccount()];
    const sealed = await sealForSubject(db, { accountId: first.accountId, place: 'p', text: 'mine' });
    await sealForSubject(db, { accountId: second.accountId, place: 'p', text: 'hers' });
    await expect(openForSubject(db, { subject: keySubject(second.accountId), place: 'p', sealed: sealed ?? '' })).rejects.toThrow();
  });

  it('once destroyed opens nothing, is never made again, and cannot be put back', async () => {
    const { accountId } = await createAccount();
    const subject = keySubject(accountId);
    const sealed = await sealForSubject(db, { accountId, place: 'p', text: 'gone soon' });
    const { wrapped } = await db.subjectKey.findUniqueOrThrow({ where: { subject } });
    expect(await destroySubjectKey(db, { accountId, at: new Date() })).toBe(true);
    expect(await destroySubjectKey(db, { accountId, at: new Date() })).toBe(false);
    expect(await openForSubject(db, { subject, place: 'p', sealed: sealed ?? '' })).toBeNull();
    expect(await sealForSubject(db, { accountId, place: 'p', text: 'again' })).toBeNull();
    await expect(db.subjectKey.update({ where: { subject }, data: { wrapped, destroyedAt: null } })).rejects.toThrow();
  });

  it('is never made for somebody who was erased before she had one', async () => {
    const accountId = toAccountId('00000000-0000-4000-8000-000000000001');
    await destroySubjectKey(db, { accountId, at: new Date() });
    expect(await sealForSubject(db, { accountId, place: 'p', text: 'x' })).toBeNull();
  });
});
