import type { Db } from '@/lib/db';
import { unshownColumns } from '../core/privacy/visibility';
import { findReport, findVisibility } from './store';
import { toFindingView } from './views';

/** The columns of a measured revision whose values nobody but a buyer sees: by the seller's choice, or for what was found in them. */
export async function listUnshownColumns(db: Db, { revisionId, datasetId }: { readonly revisionId: string; readonly datasetId: string }): Promise<string[]> {
  const [report, { columns }] = await Promise.all([findReport(db, { revisionId }), findVisibility(db, { datasetId })]);
  return unshownColumns(report?.findings.map(toFindingView) ?? [], columns);
}
