import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { Bookmark, CircleUserRound, Database, KeyRound, Scale, ShieldCheck, ShoppingCart, UserRoundCheck, Wallet } from 'lucide-react';
import { getOwnAccount } from '@/lib/identity';
import { Messages } from '@/app/_i18n/provide-messages';
import { readLocale, type LocaleParams } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';
import { requireContext } from '@/app/_server/request-context';
import { ConsoleFrame } from '@/app/_ui/console/console-frame';
import { VerifyBanner } from './_parts/verify-banner.client';
import { askEmailConfirmationAction } from './security/actions';

export const metadata: Metadata = { robots: { index: false } };

type AccountLayoutProps = { readonly children: ReactNode; readonly params: LocaleParams };

export default async function AccountLayout({ children, params }: AccountLayoutProps) {
  const locale = await readLocale(params);
  const ctx = await requireContext(locale);
  const { actor } = ctx;
  const account = await getOwnAccount(ctx);
  const t = translator(locale, 'account.nav');
  const root = `/${locale}/account`;
  const items = [
    { href: root, label: t('overview'), icon: <CircleUserRound aria-hidden /> },
    // An administrator who is nothing else buys nothing.
    ...(actor.roles.includes('BUYER') ? [
      { href: `${root}/data`, label: t('data'), icon: <Database aria-hidden /> },
      { href: `${root}/saved`, label: translator(locale, 'lists.savedPage')('nav'), icon: <Bookmark aria-hidden /> },
      { href: `${root}/cart`, label: translator(locale, 'lists.cartPage')('nav'), icon: <ShoppingCart aria-hidden /> },
      { href: `${root}/wallet`, label: t('wallet'), icon: <Wallet aria-hidden /> },
    ] : []),
    { href: `${root}/security`, label: translator(locale, 'identity.security')('nav'), icon: <KeyRound aria-hidden /> },
    { href: `${root}/privacy`, label: t('privacy'), icon: <ShieldCheck aria-hidden /> },
    { href: `${root}/rights`, label: translator(locale, 'trust.rights')('nav'), icon: <UserRoundCheck aria-hidden /> },
    { href: `${root}/contests`, label: translator(locale, 'registry.contests')('nav'), icon: <Scale aria-hidden /> },
  ];
  return (
    <ConsoleFrame navLabel={t('label')} items={items}>
      {account.ok && !account.value.isEmailVerified ? <Messages locale={locale} namespaces={['identity.banner', 'common.unexpected', 'refusals']}><VerifyBanner action={askEmailConfirmationAction} /></Messages> : null}
      {children}
    </ConsoleFrame>
  );
}
