import type { Context, Db } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { listUnshownColumns } from '../privacy/list-unshown-columns';
import { findOwnRevision, findTable } from '../store';
import type { NoiseView } from './schema';
import { findNoiseOfLabels } from './store';

/** For the owner: the label she named and what was found, or that it is being looked at. */
export async function getOwnLabelNoise(ctx: Context, { revisionId }: { readonly revisionId: string }): Promise<Result<NoiseView | null>> {
  const who = requireRole(ctx, 'SELLER');
  if (!who.ok) return who;
  return (await findOwnRevision(ctx.db, { revisionId, ownerId: who.value.accountId })) ? ok(await findNoiseOfLabels(ctx.db, { revisionId })) : refuse('not-found');
}

/** For everybody: only a finished figure, and none of a column that is not shown (any more). */
export async function getPublicLabelNoise(db: Db, { revisionId }: { readonly revisionId: string }): Promise<NoiseView | null> {
  const view = await findNoiseOfLabels(db, { revisionId });
  if (!view?.figures) return null;
  const table = await findTable(db, { revisionId });
  return table && !(await listUnshownColumns(db, { revisionId, datasetId: table.datasetId })).includes(view.column) ? view : null;
}
