import type { AccountId } from '@/lib/shared/ids';
import { ok, refuse, type Result } from '@/lib/shared/result';
import type { Context } from './context';
import type { Role } from './generated/client';

/** The one check every use case begins with. It stands beside `Context` because audit, before identity in the line, needs it too. */
export function requireRole(ctx: Pick<Context, 'actor'>, role: Role): Result<{ accountId: AccountId; sessionId: string }> {
  const { actor } = ctx;
  if (actor.kind !== 'account') return refuse('sign-in-needed');
  if (!actor.roles.includes(role)) return refuse('not-allowed');
  return ok({ accountId: actor.accountId, sessionId: actor.sessionId });
}
