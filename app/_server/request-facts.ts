import 'server-only';
import { env } from '@/lib/env';
import { isLocale, type Locale } from '@/lib/shared/locale';

type HeaderReader = { readonly get: (name: string) => string | null };

export const visitorCookie = 'databourse-visitor';

/** `__Host-` binds the cookie to this host and to https; browsers refuse the prefix on plain http. */
export function sessionCookie(): string {
  return env().NEXTAUTH_URL.startsWith('https://') ? '__Host-databourse-session' : 'databourse-session';
}

/** One cookie out of the header, as Next reads it: of two with a name the last one that can be decoded. */
export function readCookie(header: string, name: string): string | undefined {
  for (const pair of header.split(/; */).toReversed()) {
    if (!pair.startsWith(`${name}=`)) continue;
    try {
      return decodeURIComponent(pair.slice(name.length + 1));
    } catch {
      // Not to be read: the one before.
    }
  }
  return undefined;
}

/** Global Privacy Control counts when one of the sent values is exactly `1` (Node joins repeated headers with a comma). */
export function readGpcSignal(headers: HeaderReader): boolean {
  return (headers.get('sec-gpc') ?? '').split(', ').includes('1');
}

/** Of the page that asks: an address names its language. */
export function readRequestLocale(headers: HeaderReader): Locale {
  const referer = headers.get('referer');
  const segment = referer && URL.canParse(referer) ? new URL(referer).pathname.split('/')[1] : undefined;
  if (isLocale(segment)) return segment;
  return preferredLocale(headers.get('accept-language'));
}

/** The first of our languages that the browser lists; English when it lists none. */
export function preferredLocale(acceptLanguage: string | null): Locale {
  const wanted = (acceptLanguage ?? '').toLowerCase().split(',').map((part) => part.trim().split(/[-;]/)[0]);
  return wanted.find(isLocale) ?? 'en';
}

/** Set by our server from the connection; what a client sends under these names is removed there. */
export function readClientAddress(headers: HeaderReader): string {
  return headers.get('x-client-address') ?? 'unknown';
}

/** The page's address, which our server wrote down before anything read it. */
export function readRequestPath(headers: HeaderReader): string {
  return headers.get('x-request-path') ?? '/';
}

/** Crawlers and libraries that name themselves; a browser without a name is none. What hides is bounded by other means. */
export function isAutomated(headers: HeaderReader): boolean {
  const agent = headers.get('user-agent') ?? '';
  return agent === '' || /bot\b|crawl|spider|slurp|curl\/|wget\/|python-|go-http|java\/|okhttp|axios|node-fetch|undici|libwww|scrapy|httpclient|preview|monitor/i.test(agent);
}

/** A changing request comes from our own pages: Fetch Metadata says so, or else Origin does. Neither: refused. */
export function isSameOrigin(headers: HeaderReader): boolean {
  const site = headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin' || site === 'none';
  const origin = headers.get('origin');
  return origin !== null && origin === new URL(env().NEXTAUTH_URL).origin;
}

/** Whether the browser says that a page of another site asks. What is no browser says nothing, and is believed for what only reads. */
export function comesFromElsewhere(headers: HeaderReader): boolean {
  return ['cross-site', 'same-site'].includes(headers.get('sec-fetch-site') ?? '');
}
