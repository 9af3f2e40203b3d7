import type { Metadata } from 'next';
import Link from 'next/link';
import { isVerificationRequired } from '@/lib/identity';
import { Messages } from '@/app/_i18n/provide-messages';
import { readLocale, type LocaleParams } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';
import { returnPath } from '@/app/_ui/return-path';
import { EntryFrame } from '../_entry/entry-frame';
import { SignInForm } from './sign-in-form.client';

type SignInPageProps = { readonly params: LocaleParams; readonly searchParams: Promise<{ readonly next?: string | string[] }> };

export async function generateMetadata({ params }: SignInPageProps): Promise<Metadata> {
  return { title: translator(await readLocale(params), 'market.signIn')('title'), robots: { index: false } };
}

export default async function SignInPage({ params, searchParams }: SignInPageProps) {
  const locale = await readLocale(params);
  const { next } = await searchParams;
  const target = returnPath(typeof next === 'string' ? next : undefined, locale);
  const t = translator(locale, 'market.signIn');
  return (
    <EntryFrame title={t('title')} lead={t('lead')} foot={<>{t('new')} <Link href={`/${locale}/sign-up?next=${encodeURIComponent(target)}`} className="text-link">{t('toSignUp')}</Link></>}>
      <Messages locale={locale} namespaces={['common.offline', 'common.unexpected', 'market.signIn', 'identity.signIn', 'refusals']}>
        {isVerificationRequired() ? <p className="mb-4 text-sm text-ink-soft">{translator(locale, 'identity.signIn')('verifyFirst')}</p> : null}
        <SignInForm locale={locale} target={target} />
      </Messages>
    </EntryFrame>
  );
}
