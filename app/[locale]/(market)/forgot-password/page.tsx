import type { Metadata } from 'next';
import Link from 'next/link';
import { hasMailServer } from '@/lib/mail';
import { Messages } from '@/app/_i18n/provide-messages';
import { readLocale, type LocaleParams } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';
import { EntryFrame } from '../_entry/entry-frame';
import { askPasswordResetAction } from './actions';
import { ForgotForm } from './forgot-form.client';

type PageProps = { readonly params: LocaleParams };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: translator(await readLocale(params), 'identity.forgot')('title'), robots: { index: false } };
}

export default async function ForgotPasswordPage({ params }: PageProps) {
  const locale = await readLocale(params);
  const t = translator(locale, 'identity.forgot');
  return (
    <EntryFrame title={t('title')} lead={t('lead')} foot={<Link href={`/${locale}/sign-in`} className="text-link">{t('back')}</Link>}>
      <Messages locale={locale} namespaces={['common.unexpected', 'identity.forgot', 'refusals']}>
        <ForgotForm action={askPasswordResetAction} hasMailServer={hasMailServer()} />
      </Messages>
    </EntryFrame>
  );
}
