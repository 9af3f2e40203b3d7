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

export async function getBuyer(db: Db, { accountId }: { readonly accountId: string }): Promise<{ isDemo: boolean; isActive: boolean }> {
  const { isDemo, status } = await db.account.findUniqueOrThrow({ where: { id: accountId }, select: { isDemo: true, status: true } });
  return { isDemo, isActive: status === 'ACTIVE' };
}

export async function isDemoAccount(db: Db, { accountId }: { readonly accountId: string }): Promise<boolean> {
  return (await db.account.findUniqueOrThrow({ where: { id: accountId }, select: { isDemo: true } })).isDemo;
}

type OrderRow = Own & {
  readonly listingId: string; readonly revisionId: string; readonly priceMinor: number; readonly feeMinor: number; readonly currency: string;
  readonly licenceCode: string; readonly licenceSha256: string; readonly idempotencyKey: string; readonly isDemo: boolean; readonly placedAt: Date; readonly planId: string | null;
};
type NewOrder = {
  readonly order: OrderRow & { readonly listMinor: number; readonly planKind: 'ONE_OFF' | 'SUBSCRIPTION' | 'USAGE' | 'FREE'; readonly offerId: string | null; readonly bundleId: string | null; readonly isVoice: boolean };
  readonly right: { readonly id: string; readonly share: number; readonly rowLimit: number | null; readonly endsAt: Date | null };
};

export async function insertOrder(db: Db, { order, right }: NewOrder): Promise<string> {
  const { buyerId, listingId, revisionId, placedAt } = order;
  const entitlement = { create: { ...right, buyerId, listingId, revisionId, grantedAt: placedAt } };
  return (await db.order.create({ data: { ...order, entitlement }, select: { id: true } })).id;
}

/** Another term of a right that is there already. */
export async function insertRenewal(db: Db, order: OrderRow): Promise<string> {
  return (await db.order.create({ data: { ...order, planKind: 'SUBSCRIPTION' }, select: { id: true } })).id;
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

/** What a key's orders bought, of whichever listing. */
export function listOrdersByKeys(db: Db, { buyerId, keys }: Own & { readonly keys: readonly string[] }): Promise<{ id: string; bundleId: string | null }[]> {
  return db.order.findMany({ where: { buyerId, idempotencyKey: { in: [...keys] } }, select: { id: true, bundleId: true } });
}
