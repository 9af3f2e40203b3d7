import type { Db } from '@/lib/db';
import type { RevisionView } from './schema';
import { listRevisionsOfDataset } from './store';
import { toRevisionView } from './views';

type Listed = RevisionView & { readonly isRetracted: boolean; readonly retractReason: string };

/** The measured revisions of a dataset, newest first. The caller has made sure who may see them. */
export async function listDatasetRevisions(db: Db, { datasetId }: { readonly datasetId: string }): Promise<Listed[]> {
  return (await listRevisionsOfDataset(db, { datasetId })).map(({ retractedAt, retractReason, ...row }) => ({ ...toRevisionView(row), isRetracted: retractedAt !== null, retractReason }));
}
