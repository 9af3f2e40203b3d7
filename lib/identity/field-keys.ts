import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { env } from '@/lib/env';
import { normaliseEmail } from './core/normalise-email';

const version = 'v1';

function derive(root: string, info: string): Buffer {
  return Buffer.from(hkdfSync('sha256', Buffer.from(root, 'base64'), Buffer.alloc(0), info, 32));
}

/** Where a ciphertext belongs. Moved to another row or column it no longer opens. */
function boundContext(accountId: string): Buffer {
  return Buffer.from(`Account|emailCipher|${accountId}|${version}`);
}

/** `v1:` + base64url(12-byte nonce ‖ ciphertext ‖ 16-byte tag), AES-256-GCM. */
export function encryptEmail(address: string, accountId: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', derive(env().ROOT_ENCRYPTION_KEY, `field/${version}/Account.email`), nonce);
  cipher.setAAD(boundContext(accountId));
  const body = Buffer.concat([cipher.update(normaliseEmail(address), 'utf8'), cipher.final()]);
  return `${version}:${Buffer.concat([nonce, body, cipher.getAuthTag()]).toString('base64url')}`;
}

/** @throws Error when the text was changed, moved, or written under another key. */
export function decryptEmail(text: string, accountId: string): string {
  const bytes = Buffer.from(text.slice(version.length + 1), 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', derive(env().ROOT_ENCRYPTION_KEY, `field/${version}/Account.email`), bytes.subarray(0, 12));
  decipher.setAAD(boundContext(accountId));
  decipher.setAuthTag(bytes.subarray(-16));
  return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8');
}

/** Blind index: equality of addresses, and nothing else, can be seen from it. */
export function emailIndex(address: string): string {
  return createHmac('sha256', derive(env().ROOT_BLIND_INDEX_KEY, `blind-index/${version}/Account.email`)).update(normaliseEmail(address)).digest('base64url');
}
