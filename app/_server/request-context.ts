import 'server-only';
import { randomUUID } from 'node:crypto';
import { cookies, headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { cache } from 'react';
import { client, type Actor, type Context, type Role } from '@/lib/db';
import { askAhead, type ReadAhead } from '@/lib/behaviour';
import { findReadSession, findSession, knownOwner, recordRefusedAccess, type LiveSession } from '@/lib/identity';
import type { Locale } from '@/lib/shared/locale';
import { isAutomated, readClientAddress, readCookie, readGpcSignal, readRequestLocale, sessionCookie, visitorCookie } from './request-facts';
import { unsealToken } from './unseal-token';

type CookieReader = (name: string) => string | undefined;

async function readActor(cookieOf: CookieReader): Promise<Actor> {
  const token = cookieOf(sessionCookie());
  return actorOf(token === undefined ? null : await findLiveSession(token), cookieOf);
}

/** Without a session a visitor. */
function actorOf(session: LiveSession | null, cookieOf: CookieReader): Actor {
  if (session) return { kind: 'account', accountId: session.accountId, sessionId: session.sessionId, roles: session.roles, steppedUpAt: session.steppedUpAt };
  const visitorId = cookieOf(visitorCookie) ?? null;
  return { kind: 'visitor', visitorId: visitorId !== null && /^[A-Za-z0-9_-]{22}$/.test(visitorId) ? visitorId : null };
}

/** Once per request, however many parts of a page ask. */
const findActor = cache(async (): Promise<Actor> => {
  const jar = await cookies();
  return readActor((name) => jar.get(name)?.value);
});

/** The cookie holds only the session's token, sealed by next-auth; the session itself is asked for in the database. */
async function findLiveSession(cookie: string) {
  const token = await unsealToken(cookie);
  return token === null ? null : findSession(client(), token, new Date());
}

export async function requestContext(locale?: Locale): Promise<Context> {
  const [actor, list] = await Promise.all([findActor(), headers()]);
  return contextOf(actor, list, locale);
}

/**
 * Of a request that Next does not route, for whoever makes lists: where a session was seen before, what is asked about its owner is read together with it. It is used where
 * the session still lives; else whoever asks is a visitor, and what was read is dropped.
 */
export async function contextAhead({ headers: list }: { readonly headers: Pick<Headers, 'get'> }, locale?: Locale): Promise<{ readonly ctx: Context; readonly ahead?: ReadAhead }> {
  const cookieOf: CookieReader = (name) => readCookie(list.get('cookie') ?? '', name);
  const sealed = cookieOf(sessionCookie());
  const token = sealed === undefined ? null : await unsealToken(sealed);
  const owner = token === null ? null : knownOwner(token);
  if (owner === null) return { ctx: contextOf(actorOf(token === null ? null : await findSession(client(), token, new Date()), cookieOf), list, locale) };
  // Completed by what the session says, so that what is worked out of the account is worked out once.
  const asker = { kind: 'account' as const, accountId: owner.accountId, sessionId: '', roles: [] as readonly Role[], steppedUpAt: null as Date | null };
  const { session: read, ahead } = await askAhead({ db: client(), now: () => new Date(), actor: asker, session: owner.session });
  const session = await findReadSession(client(), read, new Date());
  if (session?.accountId !== owner.accountId) return { ctx: contextOf(actorOf(session, cookieOf), list, locale) };
  const { sessionId, roles, steppedUpAt } = session;
  return { ctx: contextOf(Object.assign(asker, { sessionId, roles, steppedUpAt }), list, locale), ahead };
}

function contextOf(actor: Actor, list: Pick<Headers, 'get'>, locale?: Locale): Context {
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
