import type { Db } from '@/lib/db';
import type { PublishedSampleView } from './schema';
import { findPublishedRows } from './store';

/** What anybody may see of the rows: for a published listing's page. Null when the seller shows none or the revision was taken back. */
export async function getPublishedSample(db: Db, { revisionId }: { readonly revisionId: string }): Promise<PublishedSampleView | null> {
  const row = await findPublishedRows(db, { revisionId });
  // Both were written by writePublishedSample from these very types.
  return row && { rowCount: row.rowCount, columns: row.columns as unknown as PublishedSampleView['columns'], rows: row.rows as unknown as PublishedSampleView['rows'] };
}
