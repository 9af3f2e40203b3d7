import { createHmac, timingSafeEqual } from 'node:crypto';
import { ok, refuse, type Result } from '@/lib/shared/result';

/** The longest a link lives. */
export const maxTtlMs = 600_000;

const version = 'd1';
const uuidBytes = 16;
const nonceBytes = 16;
const payloadBytes = 2 * uuidBytes + 6 + nonceBytes;

export type TokenClaims = { readonly entitlementId: string; readonly revisionId: string; readonly expiresAt: number; readonly nonce: Uint8Array };

/**
 * `d1.<claims>.<HMAC-SHA-256>`, base64url. The claims are the entitlement and the revision (16 bytes each), the end of validity (milliseconds, 6
 * bytes) and a nonce (16 bytes). The account is part of what is authenticated and not of what is written: the link
 * names nobody, and in the hands of another account it does not verify.
 */
export function signToken(key: Uint8Array, accountId: string, claims: TokenClaims): string {
  if (claims.nonce.length !== nonceBytes) throw new RangeError(`A nonce has ${nonceBytes} bytes, not ${claims.nonce.length}`);
  const payload = Buffer.alloc(payloadBytes);
  payload.write(claims.entitlementId.replaceAll('-', ''), 0, 'hex');
  payload.write(claims.revisionId.replaceAll('-', ''), uuidBytes, 'hex');
  payload.writeUIntBE(claims.expiresAt, 2 * uuidBytes, 6);
  payload.set(claims.nonce, 2 * uuidBytes + 6);
  return `${version}.${payload.toString('base64url')}.${mac(key, accountId, payload).toString('base64url')}`;
}

/** The claims of a link this account was given and that has not run out at `now` (milliseconds). */
export function readToken(key: Uint8Array, accountId: string, { token, now }: { readonly token: string; readonly now: number }): Result<TokenClaims> {
  const [prefix, body = '', signature = '', ...rest] = token.split('.');
  const payload = Buffer.from(body, 'base64url');
  const given = Buffer.from(signature, 'base64url');
  // Decoding is lenient: only the one spelling that signToken writes is a token.
  const isCanonical = payload.toString('base64url') === body && given.toString('base64url') === signature;
  if (prefix !== version || rest.length > 0 || payload.length !== payloadBytes || !isCanonical) return refuse('link-invalid');
  const expected = mac(key, accountId, payload);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return refuse('link-invalid');

  const expiresAt = payload.readUIntBE(2 * uuidBytes, 6);
  if (expiresAt <= now) return refuse('link-expired');
  if (expiresAt > now + maxTtlMs) return refuse('link-invalid');
  return ok({ entitlementId: uuidOf(payload.subarray(0, uuidBytes)), revisionId: uuidOf(payload.subarray(uuidBytes, 2 * uuidBytes)), expiresAt, nonce: new Uint8Array(payload.subarray(2 * uuidBytes + 6)) });
}

type Ring = readonly { readonly key: Uint8Array; readonly untilMs: number | null }[];

/** The same under several versions of the key, newest first. What an older one signed after it was followed by the next is nobody's link: that key may be in other hands. */
export function readTokenUnder(keys: Ring, accountId: string, asked: { readonly token: string; readonly now: number }): Result<TokenClaims> {
  for (const { key, untilMs } of keys) {
    const claims = readToken(key, accountId, asked);
    if (claims.ok ? untilMs === null || claims.value.expiresAt <= untilMs + maxTtlMs : claims.refusal.code === 'link-expired') return claims;
  }
  return refuse('link-invalid');
}

function mac(key: Uint8Array, accountId: string, payload: Uint8Array): Buffer {
  return createHmac('sha256', key).update(`${version}\0${accountId}\0`).update(payload).digest();
}

function uuidOf(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
