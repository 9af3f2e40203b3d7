import '@fontsource-variable/inter/index.css';
import '../globals.css';
import type { Metadata, Viewport } from 'next';
import localFont from 'next/font/local';
import type { ReactNode } from 'react';
import { env } from '@/lib/env';
import { isLocale } from '@/lib/shared/locale';
import { Messages } from '@/app/_i18n/provide-messages';
import { translator } from '@/app/_i18n/translator';
import { ConsentBanner } from '@/app/_ui/consent/consent-banner.client';
import { EarlyScripts } from '@/app/_ui/frame/early-scripts.client';
import { Footer } from '@/app/_ui/frame/footer';
import { HeldNote, NoScriptNote } from '@/app/_ui/frame/held-note';
import { Header } from '@/app/_ui/frame/header';
import { MeProvider } from '@/app/_ui/me.client';

/** The part of Inter that every page needs, asked for ahead so that it is there at the first paint; the rest comes when used. */
const inter = localFont({
  src: '../../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
  variable: '--font-inter', weight: '100 900', display: 'swap', adjustFontFallback: false,
});

type LayoutProps = { readonly children: ReactNode; readonly params: Promise<{ locale: string }> };

export async function generateMetadata({ params }: LayoutProps): Promise<Metadata> {
  const { locale } = await params;
  const t = translator(isLocale(locale) ? locale : 'en', 'common');
  return {
    metadataBase: new URL(env().NEXTAUTH_URL),
    title: { default: `${t('product')} · ${t('tagline')}`, template: `%s · ${t('product')}` },
    description: t('footer.promise'),
    applicationName: t('product'),
  };
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fafaf7' },
    { media: '(prefers-color-scheme: dark)', color: '#0d1413' },
  ],
};

export default async function RootLayout({ children, params }: LayoutProps) {
  const { locale: asked } = await params;
  // An unknown first segment has no page; the "nothing here" page still needs a language.
  const locale = isLocale(asked) ? asked : 'en';
  const t = translator(locale, 'common');
  return (
    // The theme script may have set data-theme before React looks.
    <html lang={locale === 'zh' ? 'zh-Hans' : 'en'} className={inter.variable} suppressHydrationWarning>
      <body className="flex min-h-dvh flex-col">
        <EarlyScripts />
        <Messages locale={locale} namespaces={['common.nav', 'common.language', 'common.theme', 'common.consent', 'common.purpose', 'common.notFound', 'common.error']}>
          <MeProvider>
            <a href="#content" className="sr-only z-50 rounded-lg bg-accent px-4 py-3 font-medium text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2">{t('skipToContent')}</a>
            <ConsentBanner locale={locale} />
            <Header locale={locale} />
            <NoScriptNote locale={locale} />
            <main id="content" tabIndex={-1} className="flex-1 outline-none">{children}</main>
            <Footer locale={locale} />
            <HeldNote locale={locale} />
          </MeProvider>
        </Messages>
      </body>
    </html>
  );
}
