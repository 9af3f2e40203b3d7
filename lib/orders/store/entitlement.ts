import type { Db } from '@/lib/db';

/** What a right gives: the bytes of one revision, unless it was taken back. */
export type EntitlementFacts = {
  readonly isRevoked: boolean;
  readonly listingId: string;
  readonly fileName: string;
  readonly sha256: string;
  readonly byteSize: number;
};

/** Of this buyer only: somebody else's right is no right. */
export async function findEntitlement(
  db: Db,
  { entitlementId, buyerId }: { readonly entitlementId: string; readonly buyerId: string },
): Promise<EntitlementFacts | null> {
  const row = await db.entitlement.findFirst({
    where: { id: entitlementId, buyerId },
    select: { revokedAt: true, listingId: true, order: { select: { revision: { select: { fileName: true, sha256: true, byteSize: true } } } } },
  });
  if (!row) return null;
  const { fileName, sha256, byteSize } = row.order.revision;
  return { isRevoked: row.revokedAt !== null, listingId: row.listingId, fileName, sha256, byteSize: Number(byteSize) };
}
