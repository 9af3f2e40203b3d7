import 'server-only';
import { randomUUID } from 'node:crypto';
import type { NextAuthOptions } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { client, type Context } from '@/lib/db';
import { env } from '@/lib/env';
import { closeSession, findSession, openSession } from '@/lib/identity';
import { signInInput } from '@/lib/identity/schema';
import { sessionCookie } from './request-facts';

type HeaderBag = Readonly<Record<string, unknown>>;

function textOf(headers: HeaderBag, name: string): string | null {
  const value = headers[name];
  return typeof value === 'string' ? value : null;
}

function visitorContext(headers: HeaderBag): Context {
  return {
    db: client(), actor: { kind: 'visitor', visitorId: null }, now: () => new Date(),
    requestId: textOf(headers, 'x-request-id') ?? randomUUID(), locale: 'en', hasGpcSignal: false,
  };
}

/** The refusal travels as the error's message, `code` or `code:seconds`: next-auth hands nothing else to the browser. */
async function authorize(credentials: Record<string, string> | undefined, headers: HeaderBag) {
  const parsed = signInInput.safeParse({ email: credentials?.email, password: credentials?.password });
  if (!parsed.success) throw new Error('credentials-wrong');
  const result = await openSession(visitorContext(headers), { ...parsed.data, address: textOf(headers, 'x-client-address') ?? 'unknown' });
  if (!result.ok) {
    const seconds = result.refusal.params?.seconds;
    throw new Error(seconds === undefined ? result.refusal.code : `${result.refusal.code}:${seconds}`);
  }
  // next-auth wants an id; the account's own stays on the server.
  return { id: 'session', sessionToken: result.value.sessionToken };
}

export function authOptions(): NextAuthOptions {
  const isSecure = env().NEXTAUTH_URL.startsWith('https://');
  return {
    secret: env().NEXTAUTH_SECRET,
    session: { strategy: 'jwt', maxAge: 12 * 60 * 60 },
    useSecureCookies: isSecure,
    cookies: { sessionToken: { name: sessionCookie(), options: { httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure } } },
    providers: [
      Credentials({
        credentials: { email: { type: 'email' }, password: { type: 'password' } },
        authorize: (credentials, request) => authorize(credentials, request.headers ?? {}),
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => ('sessionToken' in (user ?? {}) ? { sessionToken: (user as { sessionToken?: unknown }).sessionToken } : token),
      // Nothing of the token is for the browser: what it may know comes from /api/me.
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: { signOut: ({ token }) => endSession(token.sessionToken) },
    pages: { signIn: '/en/sign-in' },
    logger: { error: () => undefined, warn: () => undefined, debug: () => undefined },
  };
}

async function endSession(token: unknown): Promise<void> {
  const session = typeof token === 'string' ? await findSession(client(), token, new Date()) : null;
  if (session) await closeSession({ ...visitorContext({}), actor: { kind: 'account', ...session } });
}
