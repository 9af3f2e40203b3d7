import type { Context } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { removeRevision } from './remove-revision';
import { listUnlisted } from './store';

/** Throws away an upload that is not listed. */
export async function discardRevision(ctx: Context, { revisionId }: { readonly revisionId: string }): Promise<Result<null>> {
  const who = requireRole(ctx, 'SELLER');
  if (!who.ok) return who;
  const own = await listUnlisted(ctx.db, { ownerId: who.value.accountId, take: 1_000 });
  const revision = own.find((row) => row.id === revisionId);
  if (!revision) return refuse('not-found');
  await removeRevision(ctx.db, revision);
  return ok(null);
}
