import Link from 'next/link';
import type { ReactNode } from 'react';
import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';
import { Logo } from '../logo';

type FooterLink = { readonly label: string; readonly href: string };

export function Footer({ locale }: { readonly locale: Locale }) {
  const t = translator(locale, 'common.footer');
  const nav = translator(locale, 'common.nav');
  return (
    <footer className="print:hidden mt-24 border-t border-line bg-sunken">
      <div className="page-width grid gap-10 py-12 md:grid-cols-[2fr_1fr_1fr]">
        <div className="space-y-4">
          <Logo />
          <p className="max-w-md text-sm text-ink-soft">{t('promise')}</p>
          <p className="max-w-md text-sm text-ink-faint">{t('demo')}</p>
        </div>
        <LinkList title={t('market')} links={[
          { label: t('allDatasets'), href: `/${locale}/search` },
          { label: t('sell'), href: `/${locale}/sell` },
          { label: nav('myData'), href: `/${locale}/account/data` },
        ]} />
        <LinkList title={t('trust')} links={[{ label: t('privacy'), href: `/${locale}/privacy` }, { label: translator(locale, 'registry.cards')('title'), href: `/${locale}/models` }, { label: translator(locale, 'registry.transparency')('title'), href: `/${locale}/transparency` }]}>
          <li className="flex min-h-8 items-center text-ink-faint">{t('licence')}</li>
        </LinkList>
      </div>
    </footer>
  );
}

function LinkList({ title, links, children }: { readonly title: string; readonly links: readonly FooterLink[]; readonly children?: ReactNode }) {
  return (
    <nav aria-label={title}>
      <h2 className="text-sm font-semibold">{title}</h2>
      <ul className="mt-2 text-sm">
        {links.map((link) => (
          <li key={link.href}><Link href={link.href} prefetch={false} className="inline-flex min-h-8 items-center text-ink-soft hover:text-ink hover:underline">{link.label}</Link></li>
        ))}
        {children}
      </ul>
    </nav>
  );
}
