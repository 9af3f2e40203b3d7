import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { deriveKey, newestVersion } from './root-key';
import type { SealedColumn } from './sealed-columns';

const root = 'ROOT_ENCRYPTION_KEY';
const shape = /^v(\d+):([\w-]+)$/;

/** Where a ciphertext belongs: moved to another row or column, or relabelled with another version, it no longer opens. */
function boundContext(place: SealedColumn, rowId: string, version: number): Buffer {
  return Buffer.from(`${place.context}|${rowId}|v${version}`);
}

/** `v<n>:` + base64url(12-byte nonce ‖ ciphertext ‖ 16-byte tag), AES-256-GCM under the newest root key. */
export function seal(place: SealedColumn, rowId: string, text: string): string {
  const version = newestVersion(root);
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', deriveKey(root, version, `field/v${version}/${place.key}`), nonce);
  cipher.setAAD(boundContext(place, rowId, version));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return `v${version}:${Buffer.concat([nonce, body, cipher.getAuthTag()]).toString('base64url')}`;
}

/** @throws Error when the text was changed, moved, or written under a key that is not known. Says nothing of what it held. */
export function unseal(place: SealedColumn, rowId: string, sealed: string): string {
  const [, versionText, encoded = ''] = shape.exec(sealed) ?? [];
  if (versionText === undefined) throw new Error(`${place.context} holds no sealed text`);
  const version = Number(versionText);
  const bytes = Buffer.from(encoded, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', deriveKey(root, version, `field/v${version}/${place.key}`), bytes.subarray(0, 12), { authTagLength: 16 });
  decipher.setAAD(boundContext(place, rowId, version));
  decipher.setAuthTag(bytes.subarray(-16));
  return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8');
}
