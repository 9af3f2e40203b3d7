import type { Metadata } from 'next';
import Link from 'next/link';
import { getNotice } from '@/lib/consent';
import { Messages } from '@/app/_i18n/provide-messages';
import { readLocale, type LocaleParams } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';
import { requestContext } from '@/app/_server/request-context';
import { returnPath } from '@/app/_ui/return-path';
import { EntryFrame } from '../_entry/entry-frame';
import { signUpAction } from './actions';
import { SignUpForm } from './sign-up-form.client';

type SignUpPageProps = { readonly params: LocaleParams; readonly searchParams: Promise<{ readonly next?: string | string[] }> };

export async function generateMetadata({ params }: SignUpPageProps): Promise<Metadata> {
  return { title: translator(await readLocale(params), 'market.signUp')('title'), robots: { index: false } };
}

export default async function SignUpPage({ params, searchParams }: SignUpPageProps) {
  const locale = await readLocale(params);
  const { next } = await searchParams;
  const target = returnPath(typeof next === 'string' ? next : undefined, locale);
  const t = translator(locale, 'market.signUp');
  const { title, body, version, publishedAt, token } = await getNotice(await requestContext(locale));
  return (
    <EntryFrame title={t('title')} lead={t('lead')} foot={<>{t('known')} <Link href={`/${locale}/sign-in?next=${encodeURIComponent(target)}`} className="text-link">{t('toSignIn')}</Link></>}>
      <Messages locale={locale} namespaces={['common.offline', 'common.unexpected', 'common.language', 'market.signUp', 'identity.checkMail', 'notice', 'refusals']}>
        <SignUpForm locale={locale} target={target} signUp={signUpAction} notice={{ title, body, version, publishedAt, token }} />
      </Messages>
    </EntryFrame>
  );
}
