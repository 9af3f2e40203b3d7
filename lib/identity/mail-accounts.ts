import type { Db } from '@/lib/db';
import { queueMail } from '@/lib/mail';
import { isLocale, type Locale } from '@/lib/shared/locale';
import { decryptEmail } from './field-keys';

type Letter = { readonly kind: string; readonly at: Date; readonly write: (locale: Locale) => { readonly subject: string; readonly text: string } };

/** Writes to some accounts, each in her language, in the transaction of the cause. Demo people and closed accounts get no mail. */
export async function mailAccounts(tx: Db, { accountIds, kind, at, write }: Letter & { readonly accountIds: readonly string[] }): Promise<number> {
  const owners = await tx.account.findMany({ where: { id: { in: [...accountIds] }, status: 'ACTIVE', isDemo: false }, select: { id: true, emailCipher: true, locale: true } });
  for (const { id, emailCipher, locale } of owners) {
    await queueMail(tx, { kind, to: decryptEmail(emailCipher, id), ...write(isLocale(locale) ? locale : 'en'), at });
  }
  return owners.length;
}
