import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxTtlMs, readToken, readTokenUnder, signToken } from '@/lib/delivery/core/download-token';

const key = new Uint8Array(32).fill(7);
const account = '11111111-1111-4111-8111-111111111111';
const now = 1_800_000_000_000;
const claims = { entitlementId: '0f8fad5b-d9cb-469f-a165-70867728950e', revisionId: '7c9e6679-7425-40de-944b-e07fc1f90ae7', expiresAt: now + 60_000, nonce: new Uint8Array(16).fill(3) };
const token = signToken(key, account, claims);
const codeOf = (result: ReturnType<typeof readToken>) => (result.ok ? 'ok' : result.refusal.code);

describe('a download link', () => {
  it('says what it was made for', () => {
    expect(readToken(key, account, { token, now })).toEqual({ ok: true, value: claims });
  });

  it('names no account', () => {
    expect(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('hex')).not.toContain(account.replaceAll('-', ''));
  });

  it.each([
    ['ends at its time', { now: claims.expiresAt }, 'link-expired'],
    ['works until then', { now: claims.expiresAt - 1 }, 'ok'],
    ['is refused when it claims to live longer than any link does', { now: claims.expiresAt - maxTtlMs - 1 }, 'link-invalid'],
    ['is refused for another account', { account: '22222222-2222-4222-8222-222222222222' }, 'link-invalid'],
    ['is refused under another key', { key: new Uint8Array(32).fill(8) }, 'link-invalid'],
    ['is refused with something appended', { token: `${token}A` }, 'link-invalid'],
    ['is refused with a fourth part', { token: `${token}.` }, 'link-invalid'],
    ['is refused with padding', { token: `${token}=` }, 'link-invalid'],
    ['is refused in another version', { token: token.replace('d1', 'd2') }, 'link-invalid'],
    ['is refused when it is something else', { token: 'not-a-token' }, 'link-invalid'],
    ['is refused without a signature', { token: token.split('.').slice(0, 2).join('.') }, 'link-invalid'],
  ])('%s', (_, change: { key?: Uint8Array; account?: string; token?: string; now?: number }, expected) => {
    const asked = { key, account, token, now, ...change };
    expect(codeOf(readToken(asked.key, asked.account, asked))).toBe(expected);
  });

  it('is refused after any one character was changed', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    fc.assert(fc.property(fc.nat(token.length - 1), fc.constantFrom(...alphabet), (index, character) => {
      fc.pre(token[index] !== character);
      const changed = token.slice(0, index) + character + token.slice(index + 1);
      expect(codeOf(readToken(key, account, { token: changed, now }))).toBe('link-invalid');
    }), { numRuns: 2000 });
  });

  it('comes back whole for every entitlement, time and nonce', () => {
    fc.assert(fc.property(fc.uuid(), fc.uuid(), fc.integer({ min: 1, max: maxTtlMs }), fc.uint8Array({ minLength: 16, maxLength: 16 }), (entitlementId, revisionId, ttl, nonce) => {
      const made = signToken(key, account, { entitlementId, revisionId, expiresAt: now + ttl, nonce });
      expect(made).toMatch(/^d1\.[\w-]{72}\.[\w-]{43}$/);
      expect(readToken(key, account, { token: made, now })).toEqual({ ok: true, value: { entitlementId, revisionId, expiresAt: now + ttl, nonce } });
    }));
  });
});

describe('a download link while the key changes', () => {
  const next = new Uint8Array(32).fill(9);
  const ring = (untilMs: number | null) => [{ key: next, untilMs: null }, { key, untilMs }];

  it('signed under the key before works until it has run out, and one signed under the new key as well', () => {
    expect(codeOf(readTokenUnder(ring(now), account, { token, now }))).toBe('ok');
    expect(codeOf(readTokenUnder(ring(now), account, { token, now: claims.expiresAt }))).toBe('link-expired');
    expect(codeOf(readTokenUnder(ring(now), account, { token: signToken(next, account, claims), now }))).toBe('ok');
  });

  it('that the old key signs once the new one does is nobody\'s', () => {
    const changedAt = now - 2 * maxTtlMs;
    expect(codeOf(readTokenUnder(ring(changedAt), account, { token, now }))).toBe('link-invalid');
    expect(codeOf(readTokenUnder(ring(null), account, { token, now }))).toBe('ok');
    expect(codeOf(readTokenUnder([{ key: next, untilMs: null }], account, { token, now }))).toBe('link-invalid');
  });
});
