import type { Metadata } from 'next';
import Link from 'next/link';
import { Messages } from '@/app/_i18n/provide-messages';
import { readLocale, type LocaleParams } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';
import { EntryFrame } from '../_entry/entry-frame';
import { resetPasswordAction } from './actions';
import { NewPasswordForm } from './new-password-form.client';

type PageProps = { readonly params: LocaleParams };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: translator(await readLocale(params), 'identity.newPassword')('title'), robots: { index: false } };
}

export default async function NewPasswordPage({ params }: PageProps) {
  const locale = await readLocale(params);
  const t = translator(locale, 'identity.newPassword');
  return (
    <EntryFrame title={t('title')} lead={t('lead')} foot={<Link href={`/${locale}/forgot-password`} className="text-link">{translator(locale, 'identity.forgot')('submit')}</Link>}>
      <Messages locale={locale} namespaces={['common.unexpected', 'identity.newPassword', 'refusals']}>
        <NewPasswordForm locale={locale} action={resetPasswordAction} />
      </Messages>
    </EntryFrame>
  );
}
