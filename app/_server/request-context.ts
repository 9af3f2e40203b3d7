import 'server-only';
import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
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

/** What is read ahead of a list has so long; then, and where the database refuses it, the session is read alone and the list is made as any other. */
const aheadMilliseconds = 500;

type Ahead = { readonly ctx: Context; readonly ahead?: ReadAhead; /** Of what is read ahead: part of making the list. */ readonly spentMilliseconds: number };

/**
 * Of a request that Next does not route, for whoever makes lists: where a session was seen before, what is asked about its owner is read together with it. It is used where
 * the session still lives; else whoever asks is a visitor, and what was read is dropped.
 */
export async function contextAhead({ headers: list }: { readonly headers: Pick<Headers, 'get'> }, locale?: Locale): Promise<Ahead> {
  const cookieOf: CookieReader = (name) => readCookie(list.get('cookie') ?? '', name);
  const sealed = cookieOf(sessionCookie());
  const token = sealed === undefined ? null : await unsealToken(sealed);
  const owner = token === null ? null : knownOwner(token);
  if (owner === null) return { ctx: contextOf(await readActor(cookieOf), list, locale), spentMilliseconds: 0 };
  const startedAt = performance.now();
  // Completed by what the session says, so that what is worked out of the account is worked out once.
  const asker = { kind: 'account' as const, accountId: owner.accountId, sessionId: '', roles: [] as readonly Role[], steppedUpAt: null as Date | null };
  const read = await inTime(askAhead({ db: client(), now: () => new Date(), actor: asker, session: owner.session }), aheadMilliseconds);
  const spentMilliseconds = performance.now() - startedAt;
  if (read === null) return { ctx: contextOf(await readActor(cookieOf), list, locale), spentMilliseconds };
  const session = await findReadSession(client(), { session: owner.session, read: read.session }, new Date());
  if (session?.accountId !== owner.accountId) return { ctx: contextOf(actorOf(session, cookieOf), list, locale), spentMilliseconds };
  const { sessionId, roles, steppedUpAt } = session;
  return { ctx: contextOf(Object.assign(asker, { sessionId, roles, steppedUpAt }), list, locale), ahead: read.ahead, spentMilliseconds };
}

/** Null where it fails or takes longer. */
async function inTime<Value>(work: Promise<Value>, milliseconds: number): Promise<Value | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((give) => { timer = setTimeout(give, milliseconds, null).unref(); });
  try {
    return await Promise.race([work.catch(() => null), late]);
  } finally {
    clearTimeout(timer);
  }
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
