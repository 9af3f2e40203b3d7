import { afterEach, describe, expect, it } from 'vitest';
import { authOptions } from '@/app/_server/auth';
import { resetEnv } from '@/lib/env';

const before = process.env.NEXTAUTH_URL;
afterEach(() => { if (before === undefined) delete process.env.NEXTAUTH_URL; else process.env.NEXTAUTH_URL = before; resetEnv(); });

function cookieAt(address: string) {
  process.env.NEXTAUTH_URL = address;
  resetEnv();
  const { cookies, useSecureCookies } = authOptions();
  return { ...cookies?.sessionToken, useSecureCookies };
}

describe('S4 the session cookie', () => {
  it('on https is bound to the host and to https, read by no script, sent by no other site', () => {
    // What `__Host-` asks of a cookie (RFC 6265bis 4.1.3.2): secure, the whole host, and no domain.
    expect(cookieAt('https://market.example')).toEqual({ name: '__Host-databourse-session', options: { httpOnly: true, sameSite: 'lax', path: '/', secure: true }, useSecureCookies: true });
  });

  it('on plain http is the same without what a browser would refuse there', () => {
    expect(cookieAt('http://localhost:3000')).toEqual({ name: 'databourse-session', options: { httpOnly: true, sameSite: 'lax', path: '/', secure: false }, useSecureCookies: false });
  });
});
