import type { Context } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { removeRevision } from './remove-revision';
import { findDiscardable } from './store';

/** Throws away an upload that nobody was ever promised: neither listed nor released. */
export async function discardRevision(ctx: Context, { revisionId }: { readonly revisionId: string }): Promise<Result<null>> {
  const who = requireRole(ctx, 'SELLER');
  if (!who.ok) return who;
  const revision = await findDiscardable(ctx.db, { revisionId, ownerId: who.value.accountId });
  if (!revision) return refuse('not-found');
  await removeRevision(ctx.db, revision);
  return ok(null);
}
