import type { Db, Prisma } from '@/lib/db';

/** What a sale needs to know of a listing. */
export type ListingForSale = {
  readonly id: string;
  readonly sellerId: string;
  readonly revisionId: string;
  readonly status: 'PUBLISHED' | 'WITHDRAWN';
  readonly priceMinor: number;
  readonly currency: string;
  readonly licenceCode: string;
};

/**
 * Keeps price, licence and status as they are until the sale has committed. Drafts are not found: to everybody but
 * their seller they do not exist, and she cannot buy them.
 */
export async function lockForSale(tx: Prisma.TransactionClient, { listingId }: { readonly listingId: string }): Promise<ListingForSale | null> {
  const rows = await tx.$queryRaw<(Omit<ListingForSale, 'priceMinor'> & { priceMinor: bigint | null })[]>`
    select "id", "sellerId", "revisionId", "status"::text, "priceMinor", "currency", "licenceCode" from "Listing"
    where "id" = ${listingId}::uuid and "status" in ('PUBLISHED', 'WITHDRAWN') for no key update`;
  const [row] = rows;
  return row && row.priceMinor !== null ? { ...row, priceMinor: Number(row.priceMinor) } : null;
}

export async function addSales(db: Db, { listingId, count }: { readonly listingId: string; readonly count: number }): Promise<void> {
  await db.listing.update({ where: { id: listingId }, data: { salesCount: { increment: count } }, select: { id: true } });
}
