import type { Context } from '@/lib/db';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { requireSignIn } from './require-sign-in';
import { hashSessionToken, newSessionToken } from './session-token';
import { replaceToken } from './store/sessions';

/** The session goes on under a new token: after what the account may do has changed. The token before is worth nothing. */
export async function renewToken(ctx: Context): Promise<Result<{ sessionToken: string }>> {
  const who = requireSignIn(ctx);
  if (!who.ok) return who;
  const sessionToken = newSessionToken();
  const isDone = await replaceToken(ctx.db, { sessionId: who.value.sessionId, tokenHash: hashSessionToken(sessionToken) });
  return isDone ? ok({ sessionToken }) : refuse('sign-in-needed');
}
