import type { Db } from '@/lib/db';
import { markedColumnsOf } from '../core/marked-columns';
import { partRowsOf } from '../core/part-rows';
import { listRights } from './revisions';

/** What a right gives: the bytes of one of the revisions it reaches or of its first rows, unless it or they were taken back, or its term is over. */
export type EntitlementFacts = {
  readonly isRevoked: boolean;
  readonly isRetracted: boolean;
  readonly listingId: string;
  readonly revisionId: string;
  /** Rows of its nested order; null for the whole file as it was uploaded. */
  readonly partRows: number | null;
  readonly fileName: string;
  readonly sha256: string;
  readonly byteSize: number;
  readonly entitlementId: string;
  /** Columns in which this right's copies are marked; none: the exact bytes. */
  readonly markedColumns: readonly string[];
};

/** Of this buyer only: somebody else's right is no right. Without a revision named, the one she follows. */
export async function findEntitlement(
  db: Db,
  { entitlementId, buyerId, revisionId, now }: { readonly entitlementId: string; readonly buyerId: string; readonly revisionId?: string | undefined; readonly now: Date },
): Promise<EntitlementFacts | null> {
  const [right] = await listRights(db, { buyerId, entitlementId });
  if (!right) return null;
  const revision = right.revisions.find((each) => each.id === (revisionId ?? right.followedId));
  if (!revision) return null;
  const { id, fileName, sha256, byteSize, retractedAt, rowCount } = revision;
  const { revokedAt, endsAt, listingId } = right.row;
  const isOver = endsAt !== null && endsAt.getTime() <= now.getTime();
  return { isRevoked: revokedAt !== null || isOver, isRetracted: retractedAt !== null, listingId, revisionId: id, partRows: partRowsOf(right.row, Number(rowCount ?? 0n)), fileName, sha256, byteSize: Number(byteSize), entitlementId, markedColumns: markedColumnsOf(right.row.order.listing.markingChoices, right.row.grantedAt) };
}
