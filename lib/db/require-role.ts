import type { AccountId } from '@/lib/shared/ids';
import { ok, refuse, type Result } from '@/lib/shared/result';
import type { Context } from './context';
import type { Role } from './generated/client';

type Who = { accountId: AccountId; sessionId: string };

/** The one check every use case begins with: one of these roles. It stands beside `Context` because audit, before identity in the line, needs it too. */
export function requireRole(ctx: Pick<Context, 'actor'>, ...roles: readonly [Role, ...Role[]]): Result<Who> {
  const { actor } = ctx;
  if (actor.kind !== 'account') return refuse('sign-in-needed');
  if (!roles.some((role) => actor.roles.includes(role))) return refuse('not-allowed');
  return ok({ accountId: actor.accountId, sessionId: actor.sessionId });
}

export const stepUpSeconds = 5 * 60;

/**
 * For what is dangerous, after the role: the person proved who she is in this session within the last five minutes. Refused as
 * `step-up-needed`, which pages answer by asking for it and trying again.
 */
export function requireStepUp(ctx: Pick<Context, 'actor' | 'now'>): Result<Who> {
  const { actor } = ctx;
  if (actor.kind !== 'account') return refuse('sign-in-needed');
  const at = actor.steppedUpAt ?? null;
  if (at === null || ctx.now().getTime() - at.getTime() > stepUpSeconds * 1000) return refuse('step-up-needed');
  return ok({ accountId: actor.accountId, sessionId: actor.sessionId });
}
