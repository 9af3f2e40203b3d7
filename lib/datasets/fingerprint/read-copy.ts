import { ok, type Result } from '@/lib/shared/result';
import { bitOf } from '../core/fingerprint/mark-sql';
import type { MarkPlan } from '../core/fingerprint/plan-marks';
import { asLocalJob } from '../measure-local-file';
import { readMarks, type ReadMark } from '../measure/mark-table';
import { withSource } from '../measure/with-source';
import { markKey, rightMarkKey } from './mark-keys';

export type Reading = { readonly datasetId: string; readonly plan: MarkPlan };

/** The looked-at cells of a file, once for each way of marking it may have been marked in; null where its columns don't fit. */
export function readCopy(path: string, readings: readonly Reading[]): Promise<Result<readonly (readonly ReadMark[] | null)[]>> {
  return asLocalJob(path, (job) => withSource(job, async (db) => {
    const found: (readonly ReadMark[] | null)[] = [];
    for (const { datasetId, plan } of readings) found.push(await readMarks(db, plan, markKey(datasetId)));
    return ok(found);
  }));
}

/** In how many of the cells a right's bits stand. */
export function countAgreeing(marks: readonly ReadMark[], entitlementId: string): number {
  const key = rightMarkKey(entitlementId);
  return marks.reduce((sum, { row, column, parity }) => sum + (bitOf(key, row, column) === parity ? 1 : 0), 0);
}
