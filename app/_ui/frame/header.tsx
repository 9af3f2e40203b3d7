import Link from 'next/link';
import { Search } from 'lucide-react';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { Logo } from '../logo';
import { LanguageSwitch } from './language-switch.client';
import { ThemeSwitch } from './theme-switch.client';
import { UserMenu } from './user-menu.client';

/** The same for everybody; who is signed in arrives in the island at its end. */
export function Header({ locale }: { readonly locale: Locale }) {
  const t = translator(locale, 'common.nav');
  return (
    <header className="print:hidden sticky top-0 z-30 border-b border-line bg-canvas/95 backdrop-blur-sm max-md:static">
      <div className="page-width flex flex-wrap items-center gap-x-2 gap-y-3 py-3 sm:gap-x-5">
        <Link href={`/${locale}`} aria-label={t('home')} className="rounded-lg"><Logo /></Link>
        <nav aria-label={t('main')} className="hidden items-center gap-1 lg:flex">
          <NavLink href={`/${locale}/search`}>{t('market')}</NavLink>
          <NavLink href={`/${locale}/sell`}>{t('sell')}</NavLink>
        </nav>
        <SearchBox locale={locale} />
        <div className="ml-auto flex items-center gap-1 md:ml-0">
          <LanguageSwitch locale={locale} />
          <ThemeSwitch />
          <UserMenu locale={locale} />
        </div>
      </div>
    </header>
  );
}

function NavLink({ href, children }: { readonly href: string; readonly children: string }) {
  return <Link href={href} className="inline-flex min-h-10 items-center rounded-lg px-3 text-sm font-medium text-ink-soft hover:bg-sunken hover:text-ink">{children}</Link>;
}

function SearchBox({ locale }: { readonly locale: Locale }) {
  const t = translator(locale, 'common.nav');
  return (
    <form action={`/${locale}/search`} role="search" className="relative order-last w-full md:order-none md:w-auto md:flex-1">
      <label htmlFor="site-search" className="sr-only">{t('search')}</label>
      <Search aria-hidden className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-ink-faint" />
      <input id="site-search" name="q" type="search" maxLength={200} placeholder={t('searchPlaceholder')} className="min-h-10 w-full rounded-lg border border-line-strong bg-surface pr-3 pl-9 text-base placeholder:text-ink-faint hover:border-ink-soft sm:text-sm" />
      <button type="submit" className="sr-only">{t('searchSubmit')}</button>
    </form>
  );
}
