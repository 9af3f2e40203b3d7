import type { Context } from '@/lib/db';
import { ok, type Result } from '@/lib/shared/result';
import { requireSignIn } from './require-sign-in';
import type { SessionView } from './schema';
import { listLiveSessions } from './store/sessions';

export async function listSessions(ctx: Context): Promise<Result<readonly SessionView[]>> {
  const who = requireSignIn(ctx);
  if (!who.ok) return who;
  const rows = await listLiveSessions(ctx.db, { accountId: who.value.accountId, at: ctx.now() });
  return ok(rows.map((row) => ({ id: row.id, createdAt: row.createdAt.toISOString(), lastSeenAt: row.lastSeenAt.toISOString(), isCurrent: row.id === who.value.sessionId, device: row.deviceLabel, isStrong: row.isStrong })));
}
