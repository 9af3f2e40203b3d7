import type { Db } from '@/lib/db';

type Own = { readonly buyerId: string };

export async function findOrderByKey(
  db: Db,
  { buyerId, idempotencyKey }: Own & { readonly idempotencyKey: string },
): Promise<{ orderId: string; entitlementId: string; listingId: string } | null> {
  const row = await db.order.findUnique({
    where: { buyerId_idempotencyKey: { buyerId, idempotencyKey } },
    select: { id: true, listingId: true, entitlement: { select: { id: true } } },
  });
  if (!row) return null;
  if (!row.entitlement) throw new Error(`Order ${row.id} has no entitlement`);
  return { orderId: row.id, entitlementId: row.entitlement.id, listingId: row.listingId };
}

export async function isOwned(db: Db, { buyerId, listingId }: Own & { readonly listingId: string }): Promise<boolean> {
  return (await db.entitlement.findFirst({ where: { buyerId, listingId, revokedAt: null }, select: { id: true } })) !== null;
}

export async function isDemoAccount(db: Db, { accountId }: { readonly accountId: string }): Promise<boolean> {
  return (await db.account.findUniqueOrThrow({ where: { id: accountId }, select: { isDemo: true } })).isDemo;
}

export async function insertOrder(
  db: Db,
  order: Own & {
    readonly listingId: string; readonly revisionId: string; readonly priceMinor: number; readonly feeMinor: number; readonly currency: string;
    readonly licenceCode: string; readonly licenceSha256: string; readonly idempotencyKey: string; readonly isDemo: boolean; readonly placedAt: Date;
  },
): Promise<{ orderId: string; entitlementId: string }> {
  const { buyerId, listingId, revisionId, placedAt } = order;
  const row = await db.order.create({
    data: { ...order, entitlement: { create: { buyerId, listingId, revisionId, grantedAt: placedAt } } },
    select: { id: true, entitlement: { select: { id: true } } },
  });
  if (!row.entitlement) throw new Error(`Order ${row.id} has no entitlement`);
  return { orderId: row.id, entitlementId: row.entitlement.id };
}

export async function listOrderTitles(db: Db, { buyerId, orderIds }: Own & { readonly orderIds: readonly string[] }): Promise<Map<string, string>> {
  if (orderIds.length === 0) return new Map();
  const rows = await db.order.findMany({ where: { buyerId, id: { in: [...orderIds] } }, select: { id: true, listing: { select: { title: true } } } });
  return new Map(rows.map((row) => [row.id, row.listing.title]));
}

/** Another person's order and none at all are the same. */
export async function isOwnOrder(db: Db, { orderId, buyerId }: { readonly orderId: string; readonly buyerId: string }): Promise<boolean> {
  return (await db.order.count({ where: { id: orderId, buyerId } })) === 1;
}
