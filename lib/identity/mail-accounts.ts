import type { Db } from '@/lib/db';
import { queueMail } from '@/lib/mail';
import { isLocale, type Locale } from '@/lib/shared/locale';
import { readEmails } from './read-emails';

type Letter = { readonly kind: string; readonly at: Date; readonly write: (locale: Locale) => { readonly subject: string; readonly text: string } };

/** Writes to some accounts, each in her language, in the transaction of the cause. Demo people and closed accounts get no mail. */
export async function mailAccounts(tx: Db, { accountIds, kind, at, write }: Letter & { readonly accountIds: readonly string[] }): Promise<number> {
  const owners = await tx.account.findMany({ where: { id: { in: [...accountIds] }, status: 'ACTIVE', isDemo: false }, select: { id: true, locale: true } });
  const addresses = await readEmails(tx, { accountIds: owners.map(({ id }) => id) });
  for (const { id, locale } of owners) {
    const to = addresses.get(id);
    // Erased meanwhile: nobody is there to write to, and what is told to the others goes on.
    if (to !== undefined) await queueMail(tx, { kind, to, ...write(isLocale(locale) ? locale : 'en'), at });
  }
  return addresses.size;
}
