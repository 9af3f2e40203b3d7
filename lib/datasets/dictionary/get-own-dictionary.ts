import type { Context } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { textAbout } from '../core/dictionary/described-columns';
import type { ColumnProfile, SampleTable } from '../schema';
import { findOwnProfile } from '../store';
import type { OwnDictionary } from './schema';
import { findDictionary, findListingOfDataset } from './store';

const exampleCount = 3;

/** Every column of a measured revision of one's own, with what is said of it. */
export async function getOwnDictionary(ctx: Context, { revisionId }: { readonly revisionId: string }): Promise<Result<OwnDictionary & { /** With what was measured of them. */ readonly columns: readonly ColumnProfile[] }>> {
  const who = requireRole(ctx, 'SELLER');
  if (!who.ok) return who;
  const own = await findOwnProfile(ctx.db, { revisionId, ownerId: who.value.accountId });
  if (!own?.profile) return refuse('not-found');
  const [dictionary, listing] = await Promise.all([findDictionary(ctx.db, own), findListingOfDataset(ctx.db, own)]);
  const entries = new Map(dictionary.map((entry) => [entry.name, entry]));
  // Written by writeMeasured from these very types.
  const [columns, sample] = [own.profile.columns as unknown as ColumnProfile[], own.profile.sample as unknown as SampleTable];
  return ok({
    fileName: own.fileName, text: textAbout(listing), listing: listing && { id: listing.id, title: listing.title, status: listing.status },
    columns, rows: columns.map((column) => ({ name: column.name, type: column.type, examples: examplesOf(column, sample), description: '', unit: '', ...entries.get(column.name) })),
  });
}

/** The most frequent values, or else the first that differ. */
function examplesOf({ name, detail }: ColumnProfile, { columns, rows }: SampleTable): string[] {
  const frequent = detail?.topValues.map((top) => top.value) ?? [];
  if (frequent.length > 0) return frequent.slice(0, exampleCount);
  const at = columns.indexOf(name);
  return [...new Set(rows.flatMap((row) => row[at] ?? []))].slice(0, exampleCount);
}
