import { record } from '@/lib/audit';
import type { Context } from '@/lib/db';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { requireSignIn } from './require-sign-in';
import { revokeOwnSession } from './store/sessions';

/** Ends one of the person's own sessions, on whatever device. Somebody else's and none at all are the same. */
export async function revokeSession(ctx: Context, { sessionId }: { readonly sessionId: string }): Promise<Result<null>> {
  const who = requireSignIn(ctx);
  if (!who.ok) return who;
  return ctx.db.$transaction(async (tx) => {
    const count = await revokeOwnSession(tx, { sessionId, accountId: who.value.accountId, at: ctx.now() });
    if (count === 0) return refuse('not-found');
    await record(tx, ctx, { action: 'session.revoked', objectType: 'session', objectId: sessionId });
    return ok(null);
  });
}
