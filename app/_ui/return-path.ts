import type { Locale } from '@/lib/shared/locale';

/** Where to go after signing in: a page of this site, whatever the link asked for. */
export function returnPath(next: string | undefined, locale: Locale): string {
  const isOurs = next !== undefined && next.length <= 500 && /^\/(en|zh)(?:[/?#]|$)/.test(next) && !/[\\\p{Cc}]/u.test(next) && !/^\/(en|zh)\/sign-(in|up)/.test(next);
  return isOurs ? next : `/${locale}`;
}
