import type { Db, Prisma } from '@/lib/db';

const orderSelect = {
  id: true, buyerId: true, listingId: true, status: true, priceMinor: true, feeMinor: true, currency: true, planKind: true, planId: true, isDemo: true, isVoice: true, placedAt: true,
  buyer: { select: { status: true } }, entitlement: { select: { id: true } }, refund: { select: { id: true } }, listing: { select: { sellerId: true, title: true } },
} as const satisfies Prisma.OrderSelect;

export type RefundableOrder = Prisma.OrderGetPayload<{ select: typeof orderSelect }>;

/** Any order, or one of a seller's own: of another seller's there is none. */
export function findRefundable(db: Db, { orderId, sellerId }: { readonly orderId: string; readonly sellerId?: string | undefined }): Promise<RefundableOrder | null> {
  return db.order.findFirst({ where: { id: orderId, ...(sellerId === undefined ? {} : { listing: { sellerId } }) }, select: orderSelect });
}

/** Of the same buyer and dataset, is anything paid later? */
export async function hasLaterOrder(db: Db, { buyerId, listingId, placedAt, id }: Pick<RefundableOrder, 'buyerId' | 'listingId' | 'placedAt' | 'id'>): Promise<boolean> {
  return (await db.order.count({ where: { buyerId, listingId, status: 'PAID', id: { not: id }, placedAt: { gte: placedAt }, OR: [{ priceMinor: { gt: 0 } }, { entitlement: { revokedAt: null } }] } })) > 0;
}

/** Which of these orders have such a later one: they are given back after it. */
export async function listSuperseded(db: Db, { orderIds }: { readonly orderIds: readonly string[] }): Promise<ReadonlySet<string>> {
  if (orderIds.length === 0) return new Set();
  const rows = await db.$queryRaw<{ id: string }[]>`
    select o.id from "Order" o where o.id = any(${[...orderIds]}::uuid[]) and exists (
      select 1 from "Order" l left join "Entitlement" e on e."orderId" = l.id
      where l."buyerId" = o."buyerId" and l."listingId" = o."listingId" and l.status = 'PAID' and l.id <> o.id and l."placedAt" >= o."placedAt" and (l."priceMinor" > 0 or (e.id is not null and e."revokedAt" is null)))`;
  return new Set(rows.map((row) => row.id));
}

export async function insertRefund(db: Db, refund: { readonly orderId: string; readonly amountMinor: number; readonly feeMinor: number; readonly currency: string; readonly byExchange: boolean; readonly reason: string; readonly isDemo: boolean; readonly at: Date }): Promise<string> {
  await db.order.update({ where: { id: refund.orderId }, data: { status: 'REFUNDED' }, select: { id: true } });
  return (await db.refund.create({ data: refund, select: { id: true } })).id;
}

/**
 * The right of an order ends; what an upgrade had taken the place of, and would still run, is in force again.
 * @returns whether there was such a part, and whether it was held when the order was placed
 */
export async function endRight(db: Db, { entitlementId, buyerId, placedAt, at }: { readonly entitlementId: string; readonly buyerId: string; readonly placedAt: Date; readonly at: Date }): Promise<{ readonly wasHeld: boolean; readonly isRestored: boolean }> {
  await db.entitlement.updateMany({ where: { id: entitlementId, revokedAt: null }, data: { revokedAt: at } });
  const before = await db.entitlement.findFirst({ where: { buyerId, supersededById: entitlementId, order: { status: 'PAID' } }, orderBy: [{ revokedAt: 'desc' }, { id: 'asc' }], select: { id: true, endsAt: true } });
  if (!before) return { wasHeld: false, isRestored: false };
  const isRestored = before.endsAt === null || before.endsAt.getTime() > at.getTime();
  if (isRestored) await db.entitlement.update({ where: { id: before.id }, data: { revokedAt: null, supersededById: null }, select: { id: true } });
  return { wasHeld: before.endsAt === null || before.endsAt.getTime() > placedAt.getTime(), isRestored };
}

/** The subscription that an order began or prolonged, if it still runs. */
export function findRunningSubscription(db: Db, { buyerId, listingId, planId }: Pick<RefundableOrder, 'buyerId' | 'listingId' | 'planId'>) {
  return planId === null ? Promise.resolve(null) : db.subscription.findFirst({ where: { buyerId, listingId, planId, state: { not: 'ENDED' } }, select: { id: true, entitlementId: true } });
}
