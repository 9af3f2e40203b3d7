import type { Locale } from '@/lib/shared/locale';

/** Where to go after signing in: a page of this site, whatever the link asked for. */
export function returnPath(next: string | undefined, locale: Locale): string {
  return findReturnPath(next) ?? `/${locale}`;
}

/** The page of this site that a link asks to come back to; null when it asks for none, or for anything else. */
export function findReturnPath(next: string | readonly string[] | undefined): string | null {
  const isOurs = typeof next === 'string' && next.length <= 500 && /^\/(en|zh)(?:[/?#]|$)/.test(next) && !/[\\\p{Cc}]/u.test(next) && !/^\/(en|zh)\/sign-(in|up)/.test(next) && !/\/\/|\/\.{1,2}(?:\/|$)/.test(next.split(/[?#]/)[0] ?? '');
  return isOurs ? next : null;
}
