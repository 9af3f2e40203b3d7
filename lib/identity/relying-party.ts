import { env } from '@/lib/env';

/** Whom a passkey belongs to: this host, and this address alone may ask for it. */
export function relyingParty(): { readonly id: string; readonly origin: string; readonly name: string } {
  const url = new URL(env().NEXTAUTH_URL);
  return { id: url.hostname, origin: url.origin, name: 'Databourse' };
}
