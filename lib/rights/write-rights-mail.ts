import type { Db } from '@/lib/db';
import { env } from '@/lib/env';
import { mailAccounts } from '@/lib/identity';
import { rightsMail, type RightsMail } from './core/rights-mail';

type Letter = { readonly accountId: string; readonly requestId: string; readonly mail: RightsMail; readonly at: Date };

/** Into the outbox in the person's language, in the transaction of what it tells. */
export async function writeRightsMail(tx: Db, { accountId, requestId, mail, at }: Letter): Promise<void> {
  const { NEXTAUTH_URL: site, OPERATOR_NAME: name, OPERATOR_CONTACT: address } = env();
  await mailAccounts(tx, {
    accountIds: [accountId], kind: `rights-${mail.kind}`, at,
    write: (locale) => rightsMail(mail, locale, { requestId, page: `${site.replace(/\/$/, '')}/${locale}/account/rights`, contact: [name, address].filter((part) => part !== '').join(', ') || site }),
  });
}
