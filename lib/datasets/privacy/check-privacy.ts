import { randomBytes } from 'node:crypto';
import type { Db } from '@/lib/db';
import type { Result } from '@/lib/shared/result';
import { decidePrivacy, hasConfirmed } from '../core/privacy/decide-privacy';
import { epsilonPerColumn, noisedColumns } from '../core/privacy/noise';
import type { ColumnProfile, PublicPrivacy } from '../schema';
import { findReadyProfile } from '../store';
import { unshownColumns } from '../core/privacy/visibility';
import { findApproval, findReport, findVisibility, writeNoise } from './store';
import { toFacts, toFindingView, toPublicPrivacy } from './views';

/** In the transaction that puts a revision on sale, whoever does it: may it be, and its public figures get their noise, once, where people are in it. */
export async function releasePrivately(tx: Db, { revisionId }: { readonly revisionId: string }): Promise<Result<null>> {
  const [report, approval] = await Promise.all([findReport(tx, { revisionId }), findApproval(tx, { revisionId })]);
  const facts = report && toFacts({ report, approval });
  const decision = decidePrivacy(facts);
  if (decision.ok && facts && hasConfirmed(facts)) await addNoise(tx, { revisionId });
  return decision;
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
