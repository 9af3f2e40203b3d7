import { isDeepStrictEqual } from 'node:util';
import { record } from '@/lib/audit';
import type { Context, Db } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { mergeEntries } from '../core/dictionary/merge-entries';
import { gradeRevision } from '../quality/grade-revision';
import type { ColumnProfile } from '../schema';
import { findOwnProfile, findOwnRevision } from '../store';
import type { DescribeColumnsInput } from './schema';
import { lockDictionary, writeDictionary } from './store';

/**
 * Says what is in some columns of one's dataset; of the others stays what was said. It holds for every revision that has a column of that name. The log keeps
 * how many, never the words. `within` runs in the same transaction, for what other modules keep of them.
 */
export async function changeDictionary(ctx: Context, { revisionId, columns: changes }: DescribeColumnsInput, within: (tx: Db, datasetId: string) => Promise<void>): Promise<Result<null>> {
  const who = requireRole(ctx, 'SELLER');
  if (!who.ok) return who;
  const own = await findOwnProfile(ctx.db, { revisionId, ownerId: who.value.accountId });
  if (!own) return refuse('not-found');
  // Written by writeMeasured from this very type.
  const names = ((own.profile?.columns ?? []) as unknown as ColumnProfile[]).map((column) => column.name);
  const known = new Set(names);
  const stray = changes.find(({ name }) => !known.has(name));
  if (stray) return refuse('column-unknown', { field: stray.name, params: { names: names.slice(0, 20).join(', ') } });
  const { datasetId } = own;
  return ctx.db.$transaction(async (tx) => {
    const before = await lockDictionary(tx, { datasetId });
    // It may have been thrown away while this waited.
    if (!(await findOwnRevision(tx, { revisionId, ownerId: who.value.accountId }))) return refuse('not-found');
    const entries = mergeEntries(before, { names, changes });
    if (isDeepStrictEqual(entries, before)) return ok(null);
    await writeDictionary(tx, { datasetId, entries, at: ctx.now() });
    // The listing before the grade, in the order in which whoever edits it takes them.
    await within(tx, datasetId);
    await gradeRevision(tx, { revisionId, at: ctx.now() });
    await record(tx, ctx, { action: 'dataset.columns-described', objectType: 'dataset', objectId: datasetId, detail: { columns: changes.length } });
    return ok(null);
  });
}
