import type { Db } from '@/lib/db';
import { siteAddress } from '@/lib/env';
import { queueMail } from '@/lib/mail';
import { isLocale, type Locale } from '@/lib/shared/locale';
import { accountMail, type AccountMail } from './core/mail-texts';
import { decryptEmail } from './field-keys';

type Owner = { readonly id: string; readonly emailCipher: string; readonly locale: string };

export function localeOf(owner: { readonly locale: string }): Locale {
  return isLocale(owner.locale) ? owner.locale : 'en';
}

/** Into the outbox, in the transaction of its cause; to `address` where it differs from the account's. */
export async function writeToOwner(tx: Db, owner: Owner, { mail, at, address }: { readonly mail: AccountMail; readonly at: Date; readonly address?: string }): Promise<void> {
  const { subject, text } = accountMail(mail, localeOf(owner));
  await queueMail(tx, { kind: mail.kind, to: address ?? decryptEmail(owner.emailCipher, owner.id), subject, text, at });
}

/** The token stands behind the `#`: a browser sends it to nobody, and no log can keep it. */
export function linkWithToken(page: 'confirm-email' | 'new-password', locale: Locale, token: string): string {
  return `${siteAddress()}/${locale}/${page}#${token}`;
}

export function linkTo(page: 'forgot-password', locale: Locale): string {
  return `${siteAddress()}/${locale}/${page}`;
}
