import { randomBytes } from 'node:crypto';
import type { Db } from '@/lib/db';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { decidePrivacy, hasConfirmed, isPrivateSaleOnly } from '../core/privacy/decide-privacy';
import { epsilonPerColumn, noisedColumns } from '../core/privacy/noise';
import type { ColumnProfile, PublicPrivacy } from '../schema';
import { findReadyProfile } from '../store';
import { unshownColumns } from '../core/privacy/visibility';
import { findApproval, findReport, findVisibility, listReports, writeNoise } from './store';
import { toFacts, toFindingView, toPublicPrivacy } from './views';

/** In the transaction that puts a revision on sale, whoever does it: may it be, and its public figures get their noise, once, where people are in it. */
export async function releasePrivately(tx: Db, { revisionId, isPriced }: { readonly revisionId: string; readonly isPriced: boolean }): Promise<Result<null>> {
  const [report, approval] = await Promise.all([findReport(tx, { revisionId }), findApproval(tx, { revisionId })]);
  const facts = report && toFacts({ report, approval });
  const decision = decidePrivacy(facts, { isPriced });
  if (decision.ok && facts && hasConfirmed(facts)) await addNoise(tx, { revisionId });
  return decision;
}

/** Whether revisions that are sold on request, or will be, may be offered to everybody at a price. */
export async function decidePricing(db: Db, { revisionIds }: { readonly revisionIds: readonly string[] }): Promise<Result<null>> {
  const reports = await listReports(db, { revisionIds });
  return reports.some((report) => isPrivateSaleOnly(toFacts({ report, approval: null }))) ? refuse('privacy-private-sale-only', { field: 'priceMinor' }) : ok(null);
}

/** Once for a revision: what was published with noise stays as it was published. */
export async function addNoise(tx: Db, { revisionId }: { readonly revisionId: string }): Promise<void> {
  const row = await findReadyProfile(tx, { revisionId });
  const columns = (row?.profile?.columns ?? []) as unknown as ColumnProfile[];
  await writeNoise(tx, { revisionId, columns: noisedColumns(columns, uniform), epsilon: epsilonPerColumn * Math.max(1, columns.length) });
}

/** 53 bits from the system's generator: nobody can foretell the noise and take it off. */
function uniform(): number {
  return Number(randomBytes(8).readBigUInt64BE() >> 11n) / 2 ** 53;
}

/** What everybody is told about people in a revision; null when it was never scanned. */
export async function getPublicPrivacy(db: Db, { revisionId }: { readonly revisionId: string }): Promise<PublicPrivacy | null> {
  const [report, approval, row] = await Promise.all([findReport(db, { revisionId }), findApproval(db, { revisionId }), findReadyProfile(db, { revisionId })]);
  if (!report || !row?.profile) return null;
  const { columns: choice } = await findVisibility(db, row);
  return toPublicPrivacy({ report, approval }, unshownColumns(report.findings.map(toFindingView), choice).length);
}
