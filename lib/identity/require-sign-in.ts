import type { Context } from '@/lib/db';
import type { AccountId } from '@/lib/shared/ids';
import { ok, refuse, type Result } from '@/lib/shared/result';

/** Any signed-in person, whatever the role. */
export function requireSignIn(ctx: Pick<Context, 'actor'>): Result<{ accountId: AccountId; sessionId: string }> {
  const { actor } = ctx;
  return actor.kind === 'account' ? ok({ accountId: actor.accountId, sessionId: actor.sessionId }) : refuse('sign-in-needed');
}
