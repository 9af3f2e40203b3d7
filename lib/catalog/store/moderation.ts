import type { Db, Prisma } from '@/lib/db';
import type { ListingStatus } from '../core/decide-listing';

type Moderated = { readonly sellerId: string; readonly title: string; readonly status: ListingStatus; readonly takenDownAt: Date | null };

/** The row stays locked until the transaction ends. */
export async function lockListing(tx: Prisma.TransactionClient, { listingId }: { readonly listingId: string }): Promise<Moderated | null> {
  const rows = await tx.$queryRaw<Moderated[]>`select "sellerId", "title", "status"::text, "takenDownAt" from "Listing" where "id" = ${listingId}::uuid for update`;
  return rows[0] ?? null;
}

export async function writeTakenDown(db: Db, { listingId, at, reason }: { readonly listingId: string; readonly at: Date; readonly reason: string }): Promise<void> {
  await db.listing.update({ where: { id: listingId }, data: { status: 'WITHDRAWN', takenDownAt: at, takenDownReason: reason }, select: { id: true } });
}

export async function writeAllowedAgain(db: Db, { listingId }: { readonly listingId: string }): Promise<void> {
  await db.listing.update({ where: { id: listingId }, data: { takenDownAt: null, takenDownReason: '' }, select: { id: true } });
}
