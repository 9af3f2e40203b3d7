import { randomUUID } from 'node:crypto';
import { toAccountId, type AccountId } from '@/lib/shared/ids';
import { pseudonym } from '@/lib/shared/pseudonym';

/** A new person: her id, for the vault alone, and the pseudonym everything else knows her by, 128 bits that nobody can make from the id without the key. */
export function newIdentity(): { readonly identityId: string; readonly accountId: AccountId } {
  const identityId = randomUUID();
  const value = pseudonym('market', identityId);
  const hex = Buffer.from(value.slice(value.indexOf('_') + 1), 'base64url').toString('hex');
  return { identityId, accountId: toAccountId(hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')) };
}
