import type { Locale } from '@/lib/shared/locale';
import { translator } from '@/app/_i18n/translator';

/**
 * Where public/held.js says that a form waits for the page's scripts, in sight and to a screen reader.
 * React must not look for children there: what stands in it before it begins would be a fault to it.
 */
export function HeldNote({ locale }: { readonly locale: Locale }) {
  const text = translator(locale, 'common')('held');
  return <p id="held" role="status" data-text={text} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: '' }} className="fixed bottom-4 left-1/2 z-50 w-max max-w-[calc(100vw-2rem)] -translate-x-1/2 rounded-lg bg-ink px-4 py-2.5 text-sm text-canvas shadow-float empty:hidden" />;
}

/** Where no script ever comes. */
export function NoScriptNote({ locale }: { readonly locale: Locale }) {
  return <noscript><p className="border-b border-line bg-sunken"><span className="page-width block py-2 text-sm text-ink-soft">{translator(locale, 'common')('noScript')}</span></p></noscript>;
}
