import { listReleases, type ReleaseRow } from '@/lib/catalog';
import { compareSchemas, findRevisionDiff, getPublicProfile } from '@/lib/datasets';
import type { ColumnProfile, ColumnShift, ProfileView, RevisionDiff, SchemaChange } from '@/lib/datasets/schema';
import type { Db } from '@/lib/db';
import type { ChangelogEntry } from '../schema';

type OfListing = { readonly listingId: string; readonly revisionId: string };

/** Every released or announced revision of a listing, the newest first; at the end what was sold first. For everybody: nothing of a hidden column is in it. */
export async function getChangelog(db: Db, { listingId, revisionId: soldId }: OfListing): Promise<ChangelogEntry[]> {
  const rows = (await listReleases(db, { listingId })).filter((row) => row.cancelledAt === null || row.revision.retractedAt !== null);
  const shown = await publicNames(db, [soldId, ...rows.slice(0, 1).map((row) => row.revisionId)]);
  return rows.map((row) => entryOf(row, { soldId, shown }));
}

/** What is known of how the rows changed when a revision was released, as everybody may see it. */
export async function getReleaseDiff(db: Db, { fromId, toId }: { readonly fromId: string; readonly toId: string }): Promise<RevisionDiff | null> {
  const diff = await findRevisionDiff(db, { fromId, toId });
  if (!diff) return null;
  const [before, after] = await Promise.all([getPublicProfile(db, { revisionId: fromId }), getPublicProfile(db, { revisionId: toId })]);
  const shown = namesOf([before, after]);
  return {
    ...diff, changes: visibleChanges(diff.changes, shown), keyNames: diff.keyNames.filter((name) => shown.has(name)),
    columns: diff.columns.flatMap((column) => publicShift(column, before, after)), rows: { ...diff.rows, changedCells: diff.rows.changedCells.filter((cell) => shown.has(cell.name)) },
  };
}

/** How the schema differs between two of them, of the columns that everybody may know of. */
export async function listPublicChanges(db: Db, { fromId, toId }: { readonly fromId: string; readonly toId: string }): Promise<SchemaChange[]> {
  const [compared, shown] = await Promise.all([compareSchemas(db, { fromId, toId }), publicNames(db, [fromId, toId])]);
  return compared ? visibleChanges(compared.changes, shown) : [];
}

/** The figures that the two profiles show to everybody, in the place of those that were measured: none of a bucketed column's values, and the ones with noise where there is noise. */
function publicShift(shift: ColumnShift, before: ProfileView | null, after: ProfileView | null): ColumnShift[] {
  const [was, is] = [before, after].map((profile) => profile?.columns.find((column) => column.name === shift.name));
  if (!before || !after || !was || !is) return [];
  const empty = ({ nullCount }: ColumnProfile, { revision }: ProfileView): number => (revision.rowCount ? Math.min(1, nullCount / revision.rowCount) : 0);
  return [{ ...shift, emptyBefore: empty(was, before), emptyAfter: empty(is, after), meanBefore: was.mean, meanAfter: is.mean, distinctBefore: was.distinctCount, distinctAfter: is.distinctCount }];
}

async function publicNames(db: Db, revisionIds: readonly string[]): Promise<Set<string>> {
  const profiles = await Promise.all([...new Set(revisionIds)].map((revisionId) => getPublicProfile(db, { revisionId })));
  return namesOf(profiles);
}

function namesOf(profiles: readonly (ProfileView | null)[]): Set<string> {
  return new Set(profiles.flatMap((profile) => profile?.columns.map((column) => column.name) ?? []));
}

/** A change without a name is of the table as a whole. */
function visibleChanges(changes: readonly SchemaChange[], shown: ReadonlySet<string>): SchemaChange[] {
  return changes.filter((change) => change.name === '' || shown.has(change.name));
}

function entryOf(row: ReleaseRow, { soldId, shown }: { readonly soldId: string; readonly shown: ReadonlySet<string> }): ChangelogEntry {
  const { revision } = row;
  return {
    revisionId: row.revisionId, beforeId: row.beforeId, number: revision.number, notes: row.notes, isBreaking: row.isBreaking,
    state: revision.retractedAt !== null ? 'retracted' : row.soldFrom === null ? 'announced' : row.revisionId === soldId ? 'sold' : 'earlier',
    // Written by releaseRevision from this very type.
    changes: visibleChanges(row.changes as unknown as SchemaChange[], shown),
    rowCount: Number(revision.rowCount ?? 0n), announcedAt: row.announcedAt.toISOString(), effectiveAt: (row.soldFrom ?? row.effectiveAt).toISOString(), retractReason: revision.retractReason,
  };
}
