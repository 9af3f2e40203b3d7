import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { Bookmark, CircleUserRound, Database, Scale, ShieldCheck, ShoppingCart, Wallet } from 'lucide-react';
import { readLocale, type LocaleParams } from '@/app/_i18n/read-locale';
import { translator } from '@/app/_i18n/translator';
import { requireContext } from '@/app/_server/request-context';
import { ConsoleFrame } from '@/app/_ui/console/console-frame';

export const metadata: Metadata = { robots: { index: false } };

type AccountLayoutProps = { readonly children: ReactNode; readonly params: LocaleParams };

export default async function AccountLayout({ children, params }: AccountLayoutProps) {
  const locale = await readLocale(params);
  const { actor } = await requireContext(locale);
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
    { href: `${root}/privacy`, label: t('privacy'), icon: <ShieldCheck aria-hidden /> },
    { href: `${root}/contests`, label: translator(locale, 'registry.contests')('nav'), icon: <Scale aria-hidden /> },
  ];
  return <ConsoleFrame navLabel={t('label')} items={items}>{children}</ConsoleFrame>;
}
