'use client';

import { usePathname } from 'next/navigation';
import { Bookmark, CircleUserRound, Database, LogIn, LogOut, Menu as MenuIcon, Settings, Shield, ShieldCheck, ShoppingCart, Store, Tag, UserPlus, Wallet } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { Locale } from '@/lib/shared/locale';
import { signOutHere } from '../session.client';
import { LinkButton } from '../button';
import { formatMoney } from '../format';
import { useMe, type Me } from '../me.client';
import { Menu, type MenuItem } from '../menu.client';
import { CartLink } from './cart-link.client';

/** Keeps its room from the first paint: what arrives from /api/me moves nothing. */
export function UserMenu({ locale }: { readonly locale: Locale }) {
  const { me } = useMe();
  const account = me?.account ?? null;
  return (
    <div className="flex items-center justify-end gap-2 lg:min-w-[15.5rem]">
      {me !== null && account === null ? <SignInLinks locale={locale} /> : null}
      <CartLink locale={locale} />
      {account ? <AccountLinks locale={locale} account={account} /> : null}
      <MobileMenu locale={locale} account={account} />
    </div>
  );
}

function SignInLinks({ locale }: { readonly locale: Locale }) {
  const t = useTranslations('common.nav');
  const path = usePathname();
  const next = /\/sign-(in|up)$/.test(path) ? '' : `?next=${encodeURIComponent(path)}`;
  return (
    <div className="hidden items-center gap-2 lg:flex">
      <LinkButton href={`/${locale}/sign-in${next}`} variant="quiet" size="sm" className="min-h-10 whitespace-nowrap" prefetch={false}>{t('signIn')}</LinkButton>
      <LinkButton href={`/${locale}/sign-up${next}`} variant="primary" size="sm" className="min-h-10 whitespace-nowrap" prefetch={false}>{t('signUp')}</LinkButton>
    </div>
  );
}

type Account = NonNullable<Me['account']>;

function AccountLinks({ locale, account }: { readonly locale: Locale; readonly account: Account }) {
  const t = useTranslations('common.nav');
  const items = useAccountItems(locale, account);
  return (
    <div className="hidden items-center gap-1 lg:flex">
      {account.roles.includes('BUYER') ? <LinkButton href={`/${locale}/account/data`} variant="quiet" size="sm" className="min-h-10 whitespace-nowrap" icon={<Database aria-hidden className="size-4" />} prefetch={false}>{t('myData')}</LinkButton> : null}
      <Menu
        header={<SignedInAs account={account} />}
        items={items}
        trigger={(
          <button type="button" aria-label={t('accountMenu')} className="grid size-10 place-items-center rounded-lg text-ink-soft hover:bg-sunken hover:text-ink">
            <CircleUserRound aria-hidden className="size-5" />
          </button>
        )}
      />
    </div>
  );
}

function MobileMenu({ locale, account }: { readonly locale: Locale; readonly account: Account | null }) {
  const t = useTranslations('common.nav');
  const accountItems = useAccountItems(locale, account);
  const items: MenuItem[] = [
    { key: 'market', label: t('market'), href: `/${locale}/search`, icon: <Store aria-hidden /> },
    { key: 'sell', label: t('sell'), href: `/${locale}/sell`, icon: <Tag aria-hidden /> },
    ...(account ? accountItems.map((item, index) => (index === 0 ? { ...item, isSeparatedBefore: true } : item)) : [
      { key: 'sign-in', label: t('signIn'), href: `/${locale}/sign-in`, icon: <LogIn aria-hidden />, isSeparatedBefore: true },
      { key: 'sign-up', label: t('signUp'), href: `/${locale}/sign-up`, icon: <UserPlus aria-hidden /> },
    ]),
  ];
  return (
    <div className="lg:hidden">
      <Menu
        {...(account ? { header: <SignedInAs account={account} /> } : {})}
        items={items}
        trigger={(
          <button type="button" aria-label={t('menu')} className="grid size-10 place-items-center rounded-lg text-ink hover:bg-sunken">
            <MenuIcon aria-hidden className="size-5" />
          </button>
        )}
      />
    </div>
  );
}

function SignedInAs({ account }: { readonly account: Account }) {
  const t = useTranslations('common.nav');
  return (
    <>
      <span className="block text-xs text-ink-faint">{t('signedInAs')}</span>
      <span className="block max-w-56 truncate font-medium">{account.email}</span>
    </>
  );
}

function useAccountItems(locale: Locale, account: Account | null): readonly MenuItem[] {
  const t = useTranslations('common.nav');
  if (account === null) return [];
  // An administrator who is nothing else has no wallet and owns no data.
  const isBuyer = account.roles.includes('BUYER');
  const bought: MenuItem[] = [
    { key: 'data', label: t('myData'), href: `/${locale}/account/data`, icon: <Database aria-hidden /> },
    { key: 'saved', label: <>{t('saved')}<Count value={account.lists.saved} /></>, href: `/${locale}/account/saved`, icon: <Bookmark aria-hidden /> },
    { key: 'cart', label: <>{t('cart')}<Count value={account.lists.cart} /></>, href: `/${locale}/account/cart`, icon: <ShoppingCart aria-hidden /> },
    { key: 'wallet', label: <>{t('wallet')}<span className="ml-auto pl-4 text-ink-faint tabular-nums">{formatMoney(account.balanceMinor, account.currency, locale)}</span></>, href: `/${locale}/account/wallet`, icon: <Wallet aria-hidden /> },
  ];
  return [
    ...(isBuyer ? bought : []),
    { key: 'account', label: t('account'), href: `/${locale}/account`, icon: <Settings aria-hidden /> },
    { key: 'privacy', label: t('privacy'), href: `/${locale}/account/privacy`, icon: <ShieldCheck aria-hidden /> },
    ...(account.roles.includes('ADMIN') ? [{ key: 'admin', label: t('admin'), href: `/${locale}/admin`, icon: <Shield aria-hidden />, isSeparatedBefore: true }] : []),
    // An auditor's part of it begins with the log.
    ...(account.roles.includes('AUDITOR') && !account.roles.includes('ADMIN') ? [{ key: 'audit', label: t('audit'), href: `/${locale}/admin/audit`, icon: <Shield aria-hidden />, isSeparatedBefore: true }] : []),
    { key: 'sign-out', label: t('signOut'), icon: <LogOut aria-hidden />, isSeparatedBefore: true, onSelect: () => { void leave(locale); } },
  ];
}

/** With a space before it, for who hears the line read. */
function Count({ value }: { readonly value: number }) {
  return value === 0 ? null : <>{' '}<span className="ml-auto pl-4 text-ink-faint tabular-nums">{value}</span></>;
}

/** A full load: everything rendered for the person who was here is thrown away. */
async function leave(locale: Locale): Promise<void> {
  await signOutHere();
  window.location.assign(`/${locale}`);
}
