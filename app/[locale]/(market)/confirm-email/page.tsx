import type { Metadata } from 'next';
import Link from 'next/link';
import { Messages } from '@/app/_i18n/provide-messages';
import { readLocale, type LocaleParams } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';
import { EntryFrame } from '../_entry/entry-frame';
import { confirmEmailAction } from './actions';
import { ConfirmEmail } from './confirm-email.client';

type PageProps = { readonly params: LocaleParams };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: translator(await readLocale(params), 'identity.confirmEmail')('title'), robots: { index: false } };
}

export default async function ConfirmEmailPage({ params }: PageProps) {
  const locale = await readLocale(params);
  const t = translator(locale, 'identity.confirmEmail');
  return (
    <EntryFrame title={t('title')} lead={t('lead')} foot={<Link href={`/${locale}/sign-in`} className="text-link">{translator(locale, 'identity.newPassword')('toSignIn')}</Link>}>
      <Messages locale={locale} namespaces={['common.unexpected', 'identity.confirmEmail', 'refusals']}>
        <ConfirmEmail locale={locale} action={confirmEmailAction} />
      </Messages>
    </EntryFrame>
  );
}
