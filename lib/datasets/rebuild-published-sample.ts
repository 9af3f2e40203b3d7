import { readFile } from 'node:fs/promises';
import type { Db } from '@/lib/db';
import { ok, type Result } from '@/lib/shared/result';
import { cutNestedPart } from './cut-nested-part';
import { deletePublishedSample, writePublishedSample } from './store';

type Wanted = { readonly revisionId: string; /** Columns that nobody but the buyer may see. */ readonly hidden: readonly string[]; readonly at: Date };

/** Cuts the published sample anew, without the hidden columns: the same rows as before. */
export function rebuildPublishedSample(db: Db, { revisionId, hidden, at }: Wanted): Promise<Result<null>> {
  return cutNestedPart(db, { revisionId, rows: null, hidden }, async (path, content) => {
    if (content.columns.length === 0) await deletePublishedSample(db, { revisionId });
    else await writePublishedSample(db, { revisionId, file: { ...content, parquet: new Uint8Array(await readFile(path)) }, at });
    return ok(null);
  });
}

/** In the transaction that hides a column: from its commit on nothing of it is shown, until the sample has been cut anew. */
export function dropPublishedSample(tx: Db, { revisionId }: { readonly revisionId: string }): Promise<void> {
  return deletePublishedSample(tx, { revisionId });
}
