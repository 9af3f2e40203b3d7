import { requireRole, type Context } from '@/lib/db';
import { ok, type Result } from '@/lib/shared/result';
import type { DecisionRow, VersionedModel } from './schema';
import { listDecisions } from './store-decisions';

export async function listRecentDecisions(ctx: Context, { model, size = 12 }: { readonly model: VersionedModel; readonly size?: number }): Promise<Result<readonly DecisionRow[]>> {
  const who = requireRole(ctx, 'ADMIN');
  if (!who.ok) return who;
  return ok((await listDecisions(ctx.db, { model, take: size })).map((row) => ({ ...row, model, at: row.at.toISOString() })));
}
