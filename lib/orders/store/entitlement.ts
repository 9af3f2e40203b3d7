import type { Db } from '@/lib/db';
import { listRights } from './revisions';

/** What a right gives: the bytes of one of the revisions it reaches, unless it or they were taken back. */
export type EntitlementFacts = {
  readonly isRevoked: boolean;
  readonly isRetracted: boolean;
  readonly listingId: string;
  readonly revisionId: string;
  readonly fileName: string;
  readonly sha256: string;
  readonly byteSize: number;
};

/** Of this buyer only: somebody else's right is no right. Without a revision named, the one she follows. */
export async function findEntitlement(
  db: Db,
  { entitlementId, buyerId, revisionId }: { readonly entitlementId: string; readonly buyerId: string; readonly revisionId?: string | undefined },
): Promise<EntitlementFacts | null> {
  const [right] = await listRights(db, { buyerId, entitlementId });
  if (!right) return null;
  const revision = right.revisions.find((each) => each.id === (revisionId ?? right.followedId));
  if (!revision) return null;
  const { id, fileName, sha256, byteSize, retractedAt } = revision;
  return { isRevoked: right.row.revokedAt !== null, isRetracted: retractedAt !== null, listingId: right.row.listingId, revisionId: id, fileName, sha256, byteSize: Number(byteSize) };
}
