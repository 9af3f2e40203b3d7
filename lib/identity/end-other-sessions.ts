import { record } from '@/lib/audit';
import type { Context } from '@/lib/db';
import { ok, type Result } from '@/lib/shared/result';
import { requireSignIn } from './require-sign-in';
import { revokeSessions } from './store/sessions';

/** Signs the person out everywhere but here. */
export async function endOtherSessions(ctx: Context): Promise<Result<{ count: number }>> {
  const who = requireSignIn(ctx);
  if (!who.ok) return who;
  const { accountId, sessionId } = who.value;
  return ctx.db.$transaction(async (tx) => {
    const count = await revokeSessions(tx, { accountId, exceptId: sessionId, at: ctx.now() });
    if (count > 0) await record(tx, ctx, { action: 'account.sessions-ended', objectType: 'account', objectId: '', detail: { count } });
    return ok({ count });
  });
}
