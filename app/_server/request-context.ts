import 'server-only';
import { randomUUID } from 'node:crypto';
import { cookies, headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { decode } from 'next-auth/jwt';
import { cache } from 'react';
import { client, type Actor, type Context, type Role } from '@/lib/db';
import { env } from '@/lib/env';
import { findSession, recordRefusedAccess } from '@/lib/identity';
import type { Locale } from '@/lib/shared/locale';
import { isAutomated, readClientAddress, readGpcSignal, readRequestLocale, sessionCookie, visitorCookie } from './request-facts';

/** Once per request, however many parts of a page ask. */
const findActor = cache(async (): Promise<Actor> => {
  const jar = await cookies();
  const token = jar.get(sessionCookie())?.value;
  const session = token === undefined ? null : await findLiveSession(token);
  if (session) return { kind: 'account', accountId: session.accountId, sessionId: session.sessionId, roles: session.roles, steppedUpAt: session.steppedUpAt };
  const visitorId = jar.get(visitorCookie)?.value ?? null;
  return { kind: 'visitor', visitorId: visitorId !== null && /^[A-Za-z0-9_-]{22}$/.test(visitorId) ? visitorId : null };
});

/** The cookie holds only the session's token, sealed by next-auth; the session itself is asked for in the database. */
async function findLiveSession(cookie: string) {
  const claims = await decode({ token: cookie, secret: env().NEXTAUTH_SECRET }).catch(() => null);
  return typeof claims?.sessionToken === 'string' ? findSession(client(), claims.sessionToken, new Date()) : null;
}

export async function requestContext(locale?: Locale): Promise<Context> {
  const [actor, list] = await Promise.all([findActor(), headers()]);
  return {
    db: client(), actor, now: () => new Date(), requestId: list.get('x-request-id') ?? randomUUID(),
    locale: locale ?? readRequestLocale(list), hasGpcSignal: readGpcSignal(list),
    address: readClientAddress(list), userAgent: (list.get('user-agent') ?? '').slice(0, 400), isAutomated: isAutomated(list),
  };
}

/**
 * For pages: a visitor is sent to sign in and comes back; a person without any of the roles sees what she would see if there were no such page.
 * The use cases check again: this only chooses what to show.
 */
export async function requireContext(locale: Locale, ...roles: readonly Role[]): Promise<Context & { readonly actor: Actor & { readonly kind: 'account' } }> {
  const ctx = await requestContext(locale);
  const { actor } = ctx;
  if (actor.kind !== 'account') return redirect(`/${locale}/sign-in?next=${encodeURIComponent(await currentPath(locale))}`);
  if (roles.length > 0 && !roles.some((role) => actor.roles.includes(role))) {
    await recordRefusedAccess(ctx, { door: 'page' }, await currentPath(locale));
    return notFound();
  }
  return { ...ctx, actor };
}

async function currentPath(locale: Locale): Promise<string> {
  return (await headers()).get('x-request-path') ?? `/${locale}`;
}
