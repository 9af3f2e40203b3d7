import { record } from '@/lib/audit';
import type { Context } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import { ok, refuse, type Result } from '@/lib/shared/result';
import type { Db } from '@/lib/db';
import { dropPublishedSample } from '../rebuild-published-sample';
import type { ChooseVisibilityInput, ColumnProfile } from '../schema';
import { recutSample } from './recut-sample';
import { findOwnTable, listSampledRevisions, writeVisibility } from './store';

/**
 * What everybody may see of each column: from the commit on nothing hidden is shown anywhere. `within` runs in the same transaction, for what other modules
 * keep of the columns' names.
 */
export async function changeVisibility(ctx: Context, { revisionId, columns, minTopCount }: ChooseVisibilityInput, within: (tx: Db, datasetId: string) => Promise<void>): Promise<Result<null>> {
  const who = requireRole(ctx, 'SELLER');
  if (!who.ok) return who;
  const table = await findOwnTable(ctx.db, { revisionId, ownerId: who.value.accountId });
  if (!table?.profile) return refuse('not-found');
  const names = new Set((table.profile.columns as unknown as ColumnProfile[]).map((column) => column.name));
  const stray = Object.keys(columns).find((name) => !names.has(name));
  if (stray !== undefined) return refuse('input-invalid', { field: 'columns' });
  const { datasetId } = table;
  const sampled = await ctx.db.$transaction(async (tx) => {
    await writeVisibility(tx, { datasetId, columns, minTopCount, at: ctx.now() });
    const revisionIds = await listSampledRevisions(tx, { datasetId });
    for (const id of revisionIds) await dropPublishedSample(tx, { revisionId: id });
    await within(tx, datasetId);
    const modes = Object.values(columns);
    await record(tx, ctx, { action: 'privacy.visibility-chosen', objectType: 'dataset', objectId: datasetId, detail: { shown: modes.filter((mode) => mode === 'SHOW').length, bucketed: modes.filter((mode) => mode === 'BUCKET').length, hidden: modes.filter((mode) => mode === 'HIDE').length, minTopCount } });
    return revisionIds;
  });
  for (const id of sampled.length > 0 ? sampled : [revisionId]) await recutSample(ctx.db, { revisionId: id, datasetId, at: ctx.now() });
  return ok(null);
}
