import { hkdfSync } from 'node:crypto';
import { env } from '@/lib/env';

let key: Uint8Array | undefined;

/** The key of download links alone, derived with HKDF-SHA-256 from the root key of tokens. */
export function tokenKey(): Uint8Array {
  key ??= new Uint8Array(hkdfSync('sha256', Buffer.from(env().ROOT_TOKEN_KEY, 'base64'), Buffer.alloc(0), 'delivery/1/download', 32));
  return key;
}
