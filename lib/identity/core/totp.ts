import { Secret, TOTP } from 'otpauth';

const period = 30;
const settings = { algorithm: 'SHA1', digits: 6, period, issuer: 'Databourse' } as const;

/** 160 random bits, base32: what RFC 4226 recommends. */
export function secretOf(bytes: Uint8Array<ArrayBuffer>): string {
  return new Secret({ buffer: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) }).base32;
}

/** What an authenticator app reads from the picture. */
export function totpAddress(secret: string, label: string): string {
  return new TOTP({ ...settings, label, secret: Secret.fromBase32(secret) }).toString();
}

/**
 * The time step a code belongs to (RFC 6238: 30 seconds, six digits, one step of drift either way), or null. A step up to `lastStep` is refused:
 * a code that was seen once is worth nothing again.
 */
export function matchTotp({ secret, code, now, lastStep }: { readonly secret: string; readonly code: string; readonly now: Date; readonly lastStep: number | null }): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const drift = new TOTP({ ...settings, secret: Secret.fromBase32(secret) }).validate({ token: code, timestamp: now.getTime(), window: 1 });
  if (drift === null) return null;
  const step = Math.floor(now.getTime() / 1000 / period) + drift;
  return lastStep !== null && step <= lastStep ? null : step;
}
