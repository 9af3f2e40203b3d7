import type { Db, Prisma } from '@/lib/db';

/** What a sale needs to know of a listing. */
export type ListingForSale = {
  readonly id: string;
  readonly sellerId: string;
  readonly revisionId: string;
  readonly status: 'PUBLISHED' | 'WITHDRAWN';
  /** Null: on request. */
  readonly priceMinor: number | null;
  readonly currency: string;
  readonly licenceCode: string;
  readonly regions: readonly string[];
  readonly rowCount: number;
};

/**
 * Keeps price, licence and status as they are until the sale has committed. Drafts are not found: to everybody but
 * their seller they do not exist, and she cannot buy them.
 */
export async function lockForSale(tx: Prisma.TransactionClient, { listingId }: { readonly listingId: string }): Promise<ListingForSale | null> {
  await tx.$queryRaw`select 1 from "Listing" where "id" = ${listingId}::uuid and "status" in ('PUBLISHED', 'WITHDRAWN') for no key update`;
  return findForSale(tx, { listingId });
}

/** The same of everything she sells or has drafted, in one order: whoever ends what she holds takes these before her money, as a sale does. */
export async function lockAllOf(tx: Db, { sellerId }: { readonly sellerId: string }): Promise<void> {
  await tx.$queryRaw`select 1 from "Listing" where "sellerId" = ${sellerId}::uuid order by "id" for no key update`;
}

/** The same for who only looks: nothing is locked, and nothing she sees is promised. */
export async function findForSale(db: Db, { listingId }: { readonly listingId: string }): Promise<ListingForSale | null> {
  const row = await db.listing.findFirst({
    where: { id: listingId, status: { in: ['PUBLISHED', 'WITHDRAWN'] } },
    select: { id: true, sellerId: true, revisionId: true, status: true, priceMinor: true, currency: true, licenceCode: true, regions: true, rowCount: true },
  });
  if (!row || row.status === 'DRAFT') return null;
  return { ...row, status: row.status, priceMinor: row.priceMinor === null ? null : Number(row.priceMinor), rowCount: Number(row.rowCount) };
}

/** `voices`: how many of them count in the order of lists, where an address has one a day. */
export async function addSales(db: Db, { listingId, count, voices = count }: { readonly listingId: string; readonly count: number; readonly voices?: number }): Promise<void> {
  await db.listing.update({ where: { id: listingId }, data: { salesCount: { increment: count }, salesVoices: { increment: voices } }, select: { id: true } });
}

/** How many rows are sold; null for what never was on sale. */
export async function findRowCount(db: Db, { listingId }: { readonly listingId: string }): Promise<number | null> {
  const row = await db.listing.findFirst({ where: { id: listingId, status: { not: 'DRAFT' } }, select: { rowCount: true } });
  return row && Number(row.rowCount);
}
