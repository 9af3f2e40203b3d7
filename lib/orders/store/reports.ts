import type { Db, Prisma } from '@/lib/db';
import { toMinor } from '@/lib/shared/money';
import type { PageCursor } from '@/lib/shared/page-cursor';

/** Paid orders of one seller's listings: what buyers paid, the exchange's fee not yet deducted. */
export async function sumSales(db: Db, { sellerId }: { readonly sellerId: string }): Promise<{ orderCount: number; revenueMinor: number }> {
  const sum = await db.order.aggregate({ where: paidOf(sellerId), _count: { _all: true }, _sum: { priceMinor: true } });
  return { orderCount: sum._count._all, revenueMinor: toMinor(sum._sum.priceMinor ?? 0n) };
}

export async function listWeekSums(
  db: Db,
  { sellerId, since }: { readonly sellerId: string; readonly since: Date },
): Promise<{ weekStart: number; revenueMinor: number; orderCount: number }[]> {
  // date_trunc('week') begins on Monday, as weekStartOf does; both count in UTC.
  const rows = await db.$queryRaw<{ seconds: number; revenue: bigint; orders: bigint }[]>`
    select extract(epoch from date_trunc('week', o."placedAt" at time zone 'UTC'))::float8 as seconds,
      sum(o."priceMinor")::bigint as revenue, count(*) as orders
    from "Order" o join "Listing" l on l."id" = o."listingId"
    where l."sellerId" = ${sellerId}::uuid and o."status" = 'PAID' and o."placedAt" >= ${since}
    group by 1`;
  return rows.map((row) => ({ weekStart: row.seconds * 1000, revenueMinor: toMinor(row.revenue), orderCount: Number(row.orders) }));
}

/** Paid orders of one seller's listings, newest first. */
export async function listSalesOf(db: Db, { sellerId, after, take }: { readonly sellerId: string; readonly after: PageCursor | null; readonly take: number }) {
  return db.order.findMany({
    where: { ...paidOf(sellerId), ...laterThan(after) }, orderBy: [{ placedAt: 'desc' }, { id: 'desc' }], take,
    select: { id: true, buyerId: true, priceMinor: true, placedAt: true, status: true, buyer: { select: { status: true } }, listing: { select: { title: true } } },
  });
}

/** When each of these buyers first bought something from this seller, given back or not. */
export async function listBeginnings(db: Db, { sellerId, buyerIds }: { readonly sellerId: string; readonly buyerIds: readonly string[] }): Promise<ReadonlyMap<string, Date>> {
  const rows = await db.order.groupBy({ by: ['buyerId'], where: { buyerId: { in: [...new Set(buyerIds)] }, listing: { sellerId } }, _min: { placedAt: true } });
  return new Map(rows.flatMap((row) => (row._min.placedAt ? [[row.buyerId, row._min.placedAt] as const] : [])));
}

/** Paid orders of everybody. */
export async function sumOrders(db: Db, { currency, onlyDemo }: { readonly currency: string; readonly onlyDemo: boolean }): Promise<{ orderCount: number; revenueMinor: number; feeMinor: number }> {
  const sum = await db.order.aggregate({
    where: { status: 'PAID', currency, ...(onlyDemo && { isDemo: true }) }, _count: { _all: true }, _sum: { priceMinor: true, feeMinor: true },
  });
  return { orderCount: sum._count._all, revenueMinor: toMinor(sum._sum.priceMinor ?? 0n), feeMinor: toMinor(sum._sum.feeMinor ?? 0n) };
}

/** What was paid in each week (from Monday, UTC) since, refunds taken out; weeks without an order included, oldest first. */
export async function sumWeeks(db: Db, { currency, since, until }: { readonly currency: string; readonly since: Date; readonly until: Date }): Promise<{ week: Date; revenueMinor: number; orderCount: number }[]> {
  const rows = await db.$queryRaw<{ week: Date; revenue: bigint; orders: bigint }[]>`
    select w.week, coalesce(sum(o."priceMinor"), 0)::bigint as revenue, count(o.id) as orders
    from generate_series(date_trunc('week', ${since}::timestamptz at time zone 'UTC'), ${until}::timestamptz at time zone 'UTC', interval '1 week') as w(week)
    left join "Order" o on o."placedAt" at time zone 'UTC' >= w.week and o."placedAt" at time zone 'UTC' < w.week + interval '1 week' and o.status = 'PAID' and o.currency = ${currency} and o."placedAt" >= ${since}::timestamptz - interval '7 days'
    group by w.week order by w.week`;
  return rows.map((row) => ({ week: row.week, revenueMinor: toMinor(row.revenue), orderCount: Number(row.orders) }));
}

/** For administrators: newest first. */
export async function listOrders(db: Db, { after, take }: { readonly after: PageCursor | null; readonly take: number }) {
  return db.order.findMany({
    where: laterThan(after), take, orderBy: [{ placedAt: 'desc' }, { id: 'desc' }],
    select: {
      id: true, buyerId: true, priceMinor: true, feeMinor: true, currency: true, status: true, isDemo: true, placedAt: true, buyer: { select: { status: true } },
      listing: { select: { title: true, seller: { select: { name: true } } } },
    },
  });
}

export async function listWalletEntries(db: Db, { accountId, take }: { readonly accountId: string; readonly take: number }) {
  return db.ledgerEntry.findMany({
    where: { accountId }, orderBy: { id: 'desc' }, take,
    select: { amountMinor: true, at: true, transaction: { select: { kind: true, reference: true } } },
  });
}

/** What comes after a place in a list, the newest first. */
function laterThan(after: PageCursor | null): Prisma.OrderWhereInput {
  return after ? { OR: [{ placedAt: { lt: after.at } }, { placedAt: after.at, id: { lt: after.id } }] } : {};
}

function paidOf(sellerId: string): Prisma.OrderWhereInput {
  return { status: 'PAID', listing: { sellerId } };
}
