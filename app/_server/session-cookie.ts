import 'server-only';
import { cookies } from 'next/headers';
import { encode } from 'next-auth/jwt';
import { env } from '@/lib/env';
import { sessionCookie } from './request-facts';

export const sessionSeconds = 12 * 60 * 60;

export function sessionCookieOptions() {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure: env().NEXTAUTH_URL.startsWith('https://') } as const;
}

/** Gives the browser the new token of a session that goes on: after a changed password or role. */
export async function writeSessionCookie(sessionToken: string): Promise<void> {
  const value = await encode({ token: { sessionToken }, secret: env().NEXTAUTH_SECRET, maxAge: sessionSeconds });
  (await cookies()).set(sessionCookie(), value, { ...sessionCookieOptions(), maxAge: sessionSeconds });
}
