import type { Db } from '@/lib/db';
import type { DictionaryFacts } from '../core/dictionary/write-dictionary-file';
import { getPublicProfile } from '../find-profile';
import { findReadyProfile } from '../store';
import type { ColumnProfile } from '../schema';
import { findDictionary } from './store';

/** Every column of a revision with what is said of it, for whoever holds its rows; what was measured only as everybody may see it. The caller has made sure that she holds them. */
export async function getWholeDictionary(db: Db, { revisionId }: { readonly revisionId: string }): Promise<Omit<DictionaryFacts, 'title'> | null> {
  const row = await findReadyProfile(db, { revisionId });
  if (!row?.profile) return null;
  const shown = new Map((await getPublicProfile(db, { revisionId }))?.columns.map((column) => [column.name, column]));
  // Written by writeMeasured from this very type.
  const columns = row.profile.columns as unknown as ColumnProfile[];
  return { columns: columns.map(({ name, type }) => shown.get(name) ?? { name, type, nullCount: null, distinctCount: null, min: null, max: null }), entries: await findDictionary(db, row) };
}
