import type { PrismaClient } from '@/lib/db';
import { unshownColumns } from '../core/privacy/visibility';
import { rebuildPublishedSample } from '../rebuild-published-sample';
import { findReport, findVisibility } from './store';
import { toFindingView } from './views';

/** After the commit that changed what is shown: the same rows without the columns that aren't. */
export async function recutSample(db: PrismaClient, { revisionId, datasetId, at }: { readonly revisionId: string; readonly datasetId: string; readonly at: Date }): Promise<void> {
  const [report, { columns }] = await Promise.all([findReport(db, { revisionId }), findVisibility(db, { datasetId })]);
  // Refused means that the revision is gone meanwhile: then there is nothing to show either.
  await rebuildPublishedSample(db, { revisionId, hidden: unshownColumns(report?.findings.map(toFindingView) ?? [], columns), at });
}
