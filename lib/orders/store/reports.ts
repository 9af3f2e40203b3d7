import { escapeLike } from '@/lib/catalog';
import { Prisma, type Db } from '@/lib/db';
import { toMinor } from '@/lib/shared/money';
import type { PageCursor } from '@/lib/shared/page-cursor';
import type { Week } from '../core/week-series';
import type { ListAllOrdersInput } from '../schema';

const dayMilliseconds = 24 * 60 * 60 * 1_000;

/** Paid orders of one seller's listings: what buyers paid, the exchange's fee not yet deducted. */
export async function sumSales(db: Db, { sellerId }: { readonly sellerId: string }): Promise<{ orderCount: number; revenueMinor: number }> {
  const sum = await db.order.aggregate({ where: paidOf(sellerId), _count: { _all: true }, _sum: { priceMinor: true } });
  return { orderCount: sum._count._all, revenueMinor: toMinor(sum._sum.priceMinor ?? 0n) };
}

/** What was paid by week (from Monday, UTC): of one seller's listings, or of everybody's in one currency. Weeks without an order are left out. */
export async function listWeekSums(db: Db, { since, ...of }: { readonly since: Date } & ({ readonly sellerId: string } | { readonly currency: string })): Promise<Week[]> {
  const whose = 'sellerId' in of ? Prisma.sql`l."sellerId" = ${of.sellerId}::uuid` : Prisma.sql`o."currency" = ${of.currency}`;
  // date_trunc('week') begins on Monday, as weekStartOf does; both count in UTC.
  const rows = await db.$queryRaw<{ seconds: number; revenue: bigint; orders: bigint }[]>`
    select extract(epoch from date_trunc('week', o."placedAt" at time zone 'UTC'))::float8 as seconds,
      sum(o."priceMinor")::bigint as revenue, count(*) as orders
    from "Order" o join "Listing" l on l."id" = o."listingId"
    where ${whose} and o."status" = 'PAID' and o."placedAt" >= ${since}
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

/** `buyerId` null: of nobody; left out: of everybody. */
type OrdersWanted = Omit<ListAllOrdersInput, 'buyer'> & { readonly buyerId?: string | null };

/** For administrators: newest first. */
export async function listOrders(db: Db, { after, take, ...wanted }: OrdersWanted & { readonly after: PageCursor | null; readonly take: number }) {
  return db.order.findMany({
    where: { AND: [laterThan(after), fitting(wanted)] }, take, orderBy: [{ placedAt: 'desc' }, { id: 'desc' }],
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

function fitting({ status, text, buyerId, from, to }: OrdersWanted): Prisma.OrderWhereInput {
  const words = text === undefined ? null : ({ contains: escapeLike(text), mode: 'insensitive' } as const);
  return {
    ...(status === undefined ? {} : { status }),
    ...(words === null ? {} : { listing: { OR: [{ title: words }, { seller: { name: words } }] } }),
    ...(buyerId === undefined ? {} : { buyerId: { in: buyerId === null ? [] : [buyerId] } }),
    ...(from === undefined && to === undefined ? {} : { placedAt: { ...(from === undefined ? {} : { gte: new Date(from) }), ...(to === undefined ? {} : { lt: new Date(Date.parse(to) + dayMilliseconds) }) } }),
  };
}

/** What comes after a place in a list, the newest first. */
function laterThan(after: PageCursor | null): Prisma.OrderWhereInput {
  return after ? { OR: [{ placedAt: { lt: after.at } }, { placedAt: after.at, id: { lt: after.id } }] } : {};
}

function paidOf(sellerId: string): Prisma.OrderWhereInput {
  return { status: 'PAID', listing: { sellerId } };
}
