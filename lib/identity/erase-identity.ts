import { randomUUID } from 'node:crypto';
import type { Db } from '@/lib/db';
import { deleteMailTo, queueFarewell } from '@/lib/mail';
import { isLocale, type Locale } from '@/lib/shared/locale';
import { toAccountId, type AccountId } from '@/lib/shared/ids';
import { destroySubjectKey } from '@/lib/vault';
import { decryptEmail } from './field-keys';
import { getAccount, lockAdministrators } from './store/accounts';
import { deleteCredentials, replaceAccountId, writeTombstone } from './store/erasure';

type Erasure = { readonly accountId: AccountId; readonly at: Date; readonly farewell: (locale: Locale) => { readonly subject: string; readonly text: string } };

/**
 * Makes an account a tombstone, within the caller's transaction: its address, its ways in and the person's key are gone, and everything that must stay (orders,
 * licences, money) stands under a random id that nothing leads to from the person. Null for the last administrator, who can't go. Where mail is delivered, one
 * last letter stays behind in the outbox, sealed, until it is sent; demo people, whose addresses are nobody's, get none.
 */
export async function eraseIdentity(tx: Db, { accountId, at, farewell }: Erasure): Promise<{ readonly tombstone: AccountId; readonly letter: { readonly mailId: string; readonly locale: Locale } | null } | null> {
  const administrators = await lockAdministrators(tx);
  if (administrators.length === 1 && administrators[0] === accountId) return null;
  const { emailCipher, locale: told, isDemo } = await getAccount(tx, { accountId });
  const [address, locale] = [decryptEmail(emailCipher, accountId), isLocale(told) ? told : 'en'];
  await deleteMailTo(tx, { address });
  const mailId = isDemo ? null : await queueFarewell(tx, { to: address, ...farewell(locale), at });
  await deleteCredentials(tx, { accountId });
  await destroySubjectKey(tx, { accountId, at });
  const tombstone = toAccountId(randomUUID());
  await writeTombstone(tx, { accountId, tombstone });
  await replaceAccountId(tx, { accountId, tombstone });
  return { tombstone, letter: mailId === null ? null : { mailId, locale } };
}
