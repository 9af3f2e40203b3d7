import type { PrismaClient } from '@/lib/db';
import { rebuildPublishedSample } from '../rebuild-published-sample';
import { listUnshownColumns } from './list-unshown-columns';

/** After the commit that changed what is shown: the same rows without the columns that aren't. */
export async function recutSample(db: PrismaClient, { revisionId, datasetId, at }: { readonly revisionId: string; readonly datasetId: string; readonly at: Date }): Promise<void> {
  // Refused means that the revision is gone meanwhile: then there is nothing to show either.
  await rebuildPublishedSample(db, { revisionId, hidden: await listUnshownColumns(db, { revisionId, datasetId }), at });
}
