import { requireRole, type Context } from '@/lib/db';
import { ok, type Result } from '@/lib/shared/result';
import type { UserFigures } from './schema';
import { countAccounts } from './store/accounts';

/** Counts only: nobody is looked at, so nothing is recorded. */
export async function getUserFigures(ctx: Context): Promise<Result<UserFigures>> {
  const who = requireRole(ctx, 'ADMIN');
  if (!who.ok) return who;
  return ok(await countAccounts(ctx.db));
}
