import 'server-only';
import { decode } from 'next-auth/jwt';
import { env } from '@/lib/env';
import { processWide } from '@/lib/shared/process-wide';

type Unsealed = { readonly token: string; readonly expiresAt: number };

/** Unsealing is a function of the cookie and the secret: it is worked out once a cookie. Whether the session still lives is asked in the database every time. */
const known = processWide('unsealed cookies', () => new Map<string, Unsealed>());
const mostKnown = 5_000;

/** The session's token in a cookie that next-auth sealed; null of one that is not ours or has run out. */
export async function unsealToken(cookie: string): Promise<string | null> {
  const found = known.get(cookie);
  if (found && found.expiresAt > Date.now()) return found.token;
  const claims = await decode({ token: cookie, secret: env().NEXTAUTH_SECRET }).catch(() => null);
  if (typeof claims?.sessionToken !== 'string') return null;
  if (known.size >= mostKnown) known.delete(known.keys().next().value ?? '');
  if (typeof claims.exp === 'number') known.set(cookie, { token: claims.sessionToken, expiresAt: claims.exp * 1_000 });
  return claims.sessionToken;
}
