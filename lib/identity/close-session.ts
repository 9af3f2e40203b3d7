import { record } from '@/lib/audit';
import type { Context } from '@/lib/db';
import { ok, type Result } from '@/lib/shared/result';
import { revokeOwnSession } from './store/sessions';

/** Signs out. Nothing to do is no mistake: a second click finds the session closed. */
export async function closeSession(ctx: Context): Promise<Result<null>> {
  const { actor } = ctx;
  if (actor.kind !== 'account') return ok(null);
  await ctx.db.$transaction(async (tx) => {
    const count = await revokeOwnSession(tx, { sessionId: actor.sessionId, accountId: actor.accountId, at: ctx.now() });
    if (count > 0) await record(tx, ctx, { action: 'session.closed', objectType: 'session', objectId: actor.sessionId });
  });
  return ok(null);
}
