import 'server-only';
import { randomUUID } from 'node:crypto';
import type { NextAuthOptions } from 'next-auth';
import { decode } from 'next-auth/jwt';
import Credentials from 'next-auth/providers/credentials';
import { client, type Context } from '@/lib/db';
import { env } from '@/lib/env';
import { closeSession, findSession, openPasskeySession, openSession } from '@/lib/identity';
import { passkeyAnswer, signInInput } from '@/lib/identity/schema';
import type { Result } from '@/lib/shared/result';
import { sessionCookie } from './request-facts';
import { sessionCookieOptions, sessionSeconds } from './session-cookie';

type HeaderBag = Readonly<Record<string, unknown>>;
type Submitted = Readonly<Record<string, string>> | undefined;

function textOf(headers: HeaderBag, name: string): string | null {
  const value = headers[name];
  return typeof value === 'string' ? value : null;
}

function visitorContext(headers: HeaderBag): Context {
  return {
    db: client(), actor: { kind: 'visitor', visitorId: null }, now: () => new Date(), requestId: textOf(headers, 'x-request-id') ?? randomUUID(), locale: 'en', hasGpcSignal: false,
    address: textOf(headers, 'x-client-address') ?? 'unknown', userAgent: (textOf(headers, 'user-agent') ?? '').slice(0, 400),
  };
}

async function authorizePassword(submitted: Submitted, headers: HeaderBag) {
  const { email, password, code } = submitted ?? {};
  const parsed = signInInput.safeParse({ email, password, ...(code ? { code } : {}) });
  if (!parsed.success) throw new Error('credentials-wrong');
  return toUser(await openSession(visitorContext(headers), parsed.data), headers);
}

async function authorizePasskey(submitted: Submitted, headers: HeaderBag) {
  const parsed = passkeyAnswer.safeParse(readJson(submitted?.answer ?? ''));
  if (!parsed.success) throw new Error('passkey-refused');
  return toUser(await openPasskeySession(visitorContext(headers), parsed.data), headers);
}

function readJson(text: string): unknown {
  try {
    return text.length > 20_000 ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

/** The refusal travels as the error's message, `code` or `code:seconds`: next-auth hands nothing else to the browser. */
async function toUser(result: Result<{ readonly sessionToken: string }>, headers: HeaderBag) {
  if (!result.ok) {
    const seconds = result.refusal.params?.seconds;
    throw new Error(seconds === undefined ? result.refusal.code : `${result.refusal.code}:${seconds}`);
  }
  await endSession(await tokenInCookie(headers));
  // next-auth wants an id; the account's own stays on the server.
  return { id: 'session', sessionToken: result.value.sessionToken };
}

export function authOptions(): NextAuthOptions {
  return {
    secret: env().NEXTAUTH_SECRET,
    session: { strategy: 'jwt', maxAge: sessionSeconds },
    useSecureCookies: env().NEXTAUTH_URL.startsWith('https://'),
    cookies: { sessionToken: { name: sessionCookie(), options: sessionCookieOptions() } },
    providers: [
      Credentials({ credentials: { email: { type: 'email' }, password: { type: 'password' }, code: { type: 'text' } }, authorize: (submitted, request) => authorizePassword(submitted, request.headers ?? {}) }),
      Credentials({ id: 'passkey', credentials: { answer: { type: 'text' } }, authorize: (submitted, request) => authorizePasskey(submitted, request.headers ?? {}) }),
    ],
    callbacks: {
      jwt: ({ token, user }) => ('sessionToken' in (user ?? {}) ? { sessionToken: (user as { sessionToken?: unknown }).sessionToken } : token),
      // Nothing of the token is for the browser: what it may know comes from /api/me.
      session: ({ session }) => ({ expires: session.expires }),
      // Pages of ours only, by path: never where a link wants.
      redirect: ({ baseUrl }) => baseUrl,
    },
    events: { signOut: ({ token }) => endSession(token.sessionToken) },
    pages: { signIn: '/en/sign-in' },
    logger: { error: () => undefined, warn: () => undefined, debug: () => undefined },
  };
}

/** The session a browser had before it signed in again ends: no old token goes on beside the new one. */
async function tokenInCookie(headers: HeaderBag): Promise<unknown> {
  const pair = (textOf(headers, 'cookie') ?? '').split('; ').find((each) => each.startsWith(`${sessionCookie()}=`));
  if (pair === undefined) return null;
  const claims = await decode({ token: pair.slice(sessionCookie().length + 1), secret: env().NEXTAUTH_SECRET }).catch(() => null);
  return claims?.sessionToken ?? null;
}

async function endSession(token: unknown): Promise<void> {
  const session = typeof token === 'string' ? await findSession(client(), token, new Date()) : null;
  if (session) await closeSession({ ...visitorContext({}), actor: { kind: 'account', ...session } });
}
