import type { Db, Prisma } from '@/lib/db';
import { toMinor } from '@/lib/shared/money';
import type { PageCursor } from '@/lib/shared/page-cursor';
import { escapeLike } from '../core/search-text';
import type { AdminListingRow, ListAllListingsInput, SellerListingRow } from '../schema';

const rowSelect = {
  id: true, slug: true, title: true, status: true, priceMinor: true, currency: true, rowCount: true, salesCount: true,
  createdAt: true, publishedAt: true, takenDownAt: true, takenDownReason: true,
} as const satisfies Prisma.ListingSelect;
type Row = Prisma.ListingGetPayload<{ select: typeof rowSelect }>;

export async function listOwnRows(db: Db, { sellerId }: { readonly sellerId: string }): Promise<SellerListingRow[]> {
  const rows = await db.listing.findMany({ where: { sellerId }, select: rowSelect, orderBy: [{ createdAt: 'desc' }, { id: 'asc' }], take: 500 });
  const revenue = await revenueOf(db, rows.map((row) => row.id));
  return rows.map((row) => rowOf(row, revenue));
}

/** Newest first, one row more than asked for when there is a next page. */
export async function listAdminRows(
  db: Db,
  { after, take, status, title }: ListAllListingsInput & { readonly after: PageCursor | null; readonly take: number },
): Promise<(AdminListingRow & { readonly cursor: PageCursor })[]> {
  const where: Prisma.ListingWhereInput = {
    ...(after ? { OR: [{ createdAt: { lt: after.at } }, { createdAt: after.at, id: { lt: after.id } }] } : {}),
    ...(status === undefined ? {} : status === 'TAKEN-DOWN' ? { takenDownAt: { not: null } } : { status, takenDownAt: null }),
    ...(title === undefined ? {} : { title: { contains: escapeLike(title), mode: 'insensitive' } }),
  };
  const rows = await db.listing.findMany({
    where, take, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    select: { ...rowSelect, isDemo: true, seller: { select: { name: true } } },
  });
  const revenue = await revenueOf(db, rows.map((row) => row.id));
  return rows.map((row) => ({
    ...rowOf(row, revenue), sellerName: row.seller.name, isDemo: row.isDemo, cursor: { at: row.createdAt, id: row.id },
  }));
}

/** What buyers paid, refunds taken out, the exchange's fee not yet deducted. */
async function revenueOf(db: Db, listingIds: readonly string[]): Promise<Map<string, number>> {
  const sums = await db.order.groupBy({ by: ['listingId'], where: { listingId: { in: [...listingIds] }, status: 'PAID' }, _sum: { priceMinor: true } });
  return new Map(sums.map((sum) => [sum.listingId, toMinor(sum._sum.priceMinor ?? 0n)]));
}

function rowOf(row: Row, revenue: ReadonlyMap<string, number>): SellerListingRow {
  return {
    id: row.id, slug: row.slug, title: row.title, status: row.status, currency: row.currency, salesCount: row.salesCount,
    takenDownReason: row.takenDownAt === null ? null : row.takenDownReason,
    priceMinor: row.priceMinor === null ? null : toMinor(row.priceMinor),
    rowCount: Number(row.rowCount),
    revenueMinor: revenue.get(row.id) ?? 0,
    createdAt: row.createdAt.toISOString(),
    publishedAt: row.publishedAt?.toISOString() ?? null,
  };
}
