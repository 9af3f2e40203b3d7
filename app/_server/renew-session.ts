import 'server-only';
import { renewToken } from '@/lib/identity';
import { requestContext } from './request-context';
import { writeSessionCookie } from './session-cookie';

/** After what an account may do has grown: the session goes on under a new token, so that one that was seen before is worth nothing. */
export async function renewSession(): Promise<void> {
  const renewed = await renewToken(await requestContext());
  if (renewed.ok) await writeSessionCookie(renewed.value.sessionToken);
}
