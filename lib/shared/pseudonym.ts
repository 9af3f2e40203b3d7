import { createHmac, hkdfSync } from 'node:crypto';
import { env } from '@/lib/env';

export type PseudonymPurpose = 'audit' | 'consent' | 'behaviour' | 'seller' | 'admin' | 'rate-limit' | 'upload' | 'passkey' | 'device';

const keys = new Map<string, Buffer>();

/** One key per purpose and scope, derived from the root with HKDF-SHA-256, so that no two uses can be joined. */
function keyFor(purpose: PseudonymPurpose, scope: string): Buffer {
  const info = `pseudonym/1/${purpose}/${scope}`;
  let key = keys.get(info);
  if (!key) {
    key = Buffer.from(hkdfSync('sha256', Buffer.from(env().ROOT_PSEUDONYM_KEY, 'base64'), Buffer.alloc(0), info, 32));
    // Scopes are sellers: bounded, but a market may have many; forget the oldest rather than grow for ever.
    if (keys.size >= 10_000) keys.delete(keys.keys().next().value ?? '');
    keys.set(info, key);
  }
  return key;
}

/**
 * `p1_` + base64url of the first 128 bits of HMAC-SHA-256. Deterministic per purpose (and scope, e.g. one seller);
 * without the root key it can be neither reversed nor recomputed from a list of ids.
 */
export function pseudonym(purpose: PseudonymPurpose, subject: string, scope = ''): string {
  return `p1_${createHmac('sha256', keyFor(purpose, scope)).update(subject).digest().subarray(0, 16).toString('base64url')}`;
}
