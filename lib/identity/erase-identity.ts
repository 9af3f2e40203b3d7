import { randomUUID } from 'node:crypto';
import type { Db } from '@/lib/db';
import { deleteMailTo } from '@/lib/mail';
import { toAccountId, type AccountId } from '@/lib/shared/ids';
import { destroySubjectKey } from '@/lib/vault';
import { decryptEmail } from './field-keys';
import { getAccount, lockAdministrators } from './store/accounts';
import { deleteCredentials, replaceAccountId, writeTombstone } from './store/erasure';

/**
 * Makes an account a tombstone, within the caller's transaction: its address, its ways in and the person's key are gone, and everything that must stay (orders,
 * licences, money) stands under a random id that nothing leads to from the person. Null for the last administrator, who can't go.
 */
export async function eraseIdentity(tx: Db, { accountId, at }: { readonly accountId: AccountId; readonly at: Date }): Promise<{ readonly tombstone: AccountId } | null> {
  const administrators = await lockAdministrators(tx);
  if (administrators.length === 1 && administrators[0] === accountId) return null;
  const { emailCipher } = await getAccount(tx, { accountId });
  await deleteMailTo(tx, { address: decryptEmail(emailCipher, accountId) });
  await deleteCredentials(tx, { accountId });
  await destroySubjectKey(tx, { accountId, at });
  const tombstone = toAccountId(randomUUID());
  await writeTombstone(tx, { accountId, tombstone });
  await replaceAccountId(tx, { accountId, tombstone });
  return { tombstone };
}
