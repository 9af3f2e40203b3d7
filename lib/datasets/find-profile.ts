import type { Db } from '@/lib/db';
import { findDictionary } from './dictionary/store';
import type { DictionaryEntry } from './dictionary/schema';
import type { ColumnProfile, ProfileView } from './schema';
import { getPublishedSample } from './get-published-sample';
import { showPublicly } from './privacy/show-publicly';
import { findReadyProfile } from './store';
import { toProfileView } from './views';

export type PublicProfile = ProfileView & { /** What the seller says of the columns that are shown. */ readonly dictionary: readonly DictionaryEntry[] };

/** What everybody may see of a revision: the caller has made sure that it is published. Nothing of a hidden column is in it. */
export async function getPublicProfile(db: Db, { revisionId }: { readonly revisionId: string }): Promise<PublicProfile | null> {
  const row = await findReadyProfile(db, { revisionId });
  if (!row?.profile) return null;
  const sample = await getPublishedSample(db, { revisionId });
  const { profile, dataset: _owner, ...revision } = row;
  const shown = { columns: sample?.columns.map((column) => column.name) ?? [], rows: sample?.rows.slice(0, 20) ?? [] };
  // Never the rows that were taken when it was measured: what may be seen is decided later, and in one place.
  const [view, entries] = await Promise.all([showPublicly(db, { ...toProfileView(revision, profile), sample: shown }), findDictionary(db, revision)]);
  const names = new Set(view.columns.map((column) => column.name));
  return { ...view, dictionary: entries.filter((entry) => names.has(entry.name)) };
}

/** What a search finds a listing by of the columns that everybody may know of. */
export async function listPublicColumnWords(db: Db, { revisionId }: { readonly revisionId: string }): Promise<{ readonly columnNames: readonly string[]; readonly columnMeanings: readonly string[] }> {
  const profile = await getPublicProfile(db, { revisionId });
  return { columnNames: profile?.columns.map((column) => column.name) ?? [], columnMeanings: profile?.dictionary.map((entry) => entry.description) ?? [] };
}

export type RevisionFigures = {
  readonly revisionId: string;
  readonly ownerId: string;
  readonly rowCount: number;
  readonly distinctRowCount: number;
  /** Rows left when those that differ by next to nothing are one. */
  readonly alikeRowCount: number;
  readonly completeness: number;
  readonly byteSize: number;
  readonly columns: readonly ColumnProfile[];
  /** What the seller says of columns. */
  readonly dictionary: readonly DictionaryEntry[];
  readonly measuredAt: string;
};

/** What a price is made of. Null when it isn't measured. */
export async function findRevisionForPricing(db: Db, { revisionId }: { readonly revisionId: string }): Promise<RevisionFigures | null> {
  const row = await findReadyProfile(db, { revisionId });
  if (!row?.profile || !row.measuredAt) return null;
  return {
    revisionId, ownerId: row.dataset.ownerId, rowCount: Number(row.rowCount ?? 0n), distinctRowCount: Number(row.distinctRowCount ?? 0n), alikeRowCount: Number(row.alikeRowCount ?? row.distinctRowCount ?? 0n), completeness: row.completeness ?? 0,
    byteSize: Number(row.byteSize), columns: row.profile.columns as unknown as ColumnProfile[], dictionary: await findDictionary(db, row), measuredAt: row.measuredAt.toISOString(),
  };
}
