import { record } from '@/lib/audit';
import type { Context } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import { ok, refuse, type Result } from '@/lib/shared/result';
import type { ColumnProfile } from '../schema';
import { findOwnProfile } from '../store';
import type { NameLabelInput } from './schema';
import { writeLabel } from './store';

/** Names the column that others would predict from the rest, or none. A job then estimates how many of its labels are wrong; no price changes. */
export async function nameLabel(ctx: Context, { revisionId, column }: NameLabelInput): Promise<Result<null>> {
  const who = requireRole(ctx, 'SELLER');
  if (!who.ok) return who;
  const own = await findOwnProfile(ctx.db, { revisionId, ownerId: who.value.accountId });
  if (!own) return refuse('not-found');
  // Written by writeMeasured from this very type.
  const names = ((own.profile?.columns ?? []) as unknown as ColumnProfile[]).map((known) => known.name);
  if (column !== null && !names.includes(column)) return refuse('column-unknown', { field: 'column', params: { names: names.slice(0, 20).join(', ') } });
  await ctx.db.$transaction(async (tx) => {
    await writeLabel(tx, { datasetId: own.datasetId, column });
    await record(tx, ctx, { action: 'quality.label-named', objectType: 'dataset', objectId: own.datasetId, detail: { column: column ?? 'none' } });
  });
  return ok(null);
}
