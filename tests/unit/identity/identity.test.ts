import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCommonPassword } from '@/lib/identity/core/common-passwords';
import { normaliseEmail } from '@/lib/identity/core/normalise-email';
import { sellerSlug } from '@/lib/identity/core/seller-slug';
import { isSessionLive, needsTouch, type SessionFacts } from '@/lib/identity/core/session-rules';

describe('isCommonPassword', () => {
  it.each([['password'], ['PASSWORD'], ['P@ssw0rd'], ['12345678'], ['aaaaaaaaaaaa'], ['abababababab'], ['abcdefghijkl'], ['987654321'], ['jane.doe12'], ['woaini1314']])('%s is one', (password) => {
    expect(isCommonPassword(password, 'jane.doe@mail.example')).toBe(true);
  });

  it.each([['lighthouse keeper 47'], ['correct horse battery staple'], ['ünïcode-Wörter 9'], ['海港的深度每天不同'], ['jane.doe and her seven boats']])('%s is none', (password) => {
    expect(isCommonPassword(password, 'jane.doe@mail.example')).toBe(false);
  });
});

describe('normaliseEmail', () => {
  it.each([[' Jane@Mail.Example ', 'jane@mail.example'], ['ｊａｎｅ@mail.example', 'jane@mail.example'], ['JÜRGEN@mail.example', 'jürgen@mail.example']])('%j is %s', (address, one) => {
    expect(normaliseEmail(address)).toBe(one);
  });

  it('done twice changes nothing', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (address) => { expect(normaliseEmail(normaliseEmail(address))).toBe(normaliseEmail(address)); }));
  });
});

describe('sellerSlug', () => {
  it.each([['Harbour Works', 'harbour-works-a1'], ['  Ünï & Söhne!! ', 'u-ni-so-hne-a1'], ['海港数据', 'seller-a1'], ['---', 'seller-a1'], ['x'.repeat(99), `${'x'.repeat(40)}-a1`]])('%j becomes %s', (name, slug) => {
    expect(sellerSlug(name, 'a1')).toBe(slug);
  });

  it('is safe in an address whatever the name', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (name) => { expect(sellerSlug(name, 'a1')).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/); }));
  });
});

describe('a session', () => {
  const now = new Date('2026-11-23T12:00:00Z');
  const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);
  const facts: SessionFacts = { lastSeenAt: ago(10), expiresAt: ago(-3600), revokedAt: null, isAccountActive: true, isPrivileged: false };
  it.each<[string, Partial<SessionFacts>, boolean]>([
    ['lives while nothing is against it', {}, true],
    ['ends when it is revoked', { revokedAt: ago(1) }, false],
    ['ends at its hour, to the second', { expiresAt: now }, false],
    ['ends with its account', { isAccountActive: false }, false],
    ['of a buyer bears silence', { lastSeenAt: ago(7_000) }, true],
    ['of an administrator ends after half an hour of it', { lastSeenAt: ago(1_801), isPrivileged: true }, false],
    ['of an administrator lives until then', { lastSeenAt: ago(1_800), isPrivileged: true }, true],
  ])('%s', (_, some, isLive) => {
    expect(isSessionLive({ ...facts, ...some }, now)).toBe(isLive);
  });

  it('is written down once a minute', () => {
    expect(needsTouch(ago(59), now)).toBe(false);
    expect(needsTouch(ago(60), now)).toBe(true);
  });
});
