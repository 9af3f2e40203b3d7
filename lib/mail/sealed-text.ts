import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { env } from '@/lib/env';

const version = 'v1';
type Place = { readonly mailId: string; readonly field: 'recipient' | 'subject' | 'body' };

function keyOf(): Buffer {
  return Buffer.from(hkdfSync('sha256', Buffer.from(env().ROOT_ENCRYPTION_KEY, 'base64'), Buffer.alloc(0), `field/${version}/OutboxMail`, 32));
}

const boundContext = ({ mailId, field }: Place): Buffer => Buffer.from(`OutboxMail|${field}|${mailId}|${version}`);

/** `v1:` + base64url(nonce ‖ ciphertext ‖ tag), AES-256-GCM, bound to its row and field. */
export function seal(text: string, place: Place): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyOf(), nonce);
  cipher.setAAD(boundContext(place));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return `${version}:${Buffer.concat([nonce, body, cipher.getAuthTag()]).toString('base64url')}`;
}

/** @throws Error when the text was changed, moved, or written under another key */
export function unseal(text: string, place: Place): string {
  const bytes = Buffer.from(text.slice(version.length + 1), 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', keyOf(), bytes.subarray(0, 12));
  decipher.setAAD(boundContext(place));
  decipher.setAuthTag(bytes.subarray(-16));
  return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8');
}
