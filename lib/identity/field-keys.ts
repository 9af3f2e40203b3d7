import { blindIndex, blindIndexes, seal, sealedColumns, unseal } from '@/lib/vault';
import { normaliseEmail } from './core/normalise-email';

const indexName = 'Account.email';

export function encryptEmail(address: string, accountId: string): string {
  return seal(sealedColumns.accountEmail, accountId, normaliseEmail(address));
}

/** @throws Error when the text was changed, moved, or written under another key. */
export function decryptEmail(text: string, accountId: string): string {
  return unseal(sealedColumns.accountEmail, accountId, text);
}

/** Under the newest key: what is written. */
export function emailIndex(address: string): string {
  return blindIndex(indexName, normaliseEmail(address));
}

/** Under every known key: what is looked for. */
export function emailIndexes(address: string): readonly string[] {
  return blindIndexes(indexName, normaliseEmail(address));
}
