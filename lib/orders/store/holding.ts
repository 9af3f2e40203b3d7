import type { Db } from '@/lib/db';
import { rowsHeld, type Held } from '@/lib/pricing/schema';

type Asked = { readonly buyerId: string; readonly listingId: string };

/** The right in force, in rows of a table of `rowCount`. */
export async function findHeld(db: Db, { buyerId, listingId, rowCount, now }: Asked & { readonly rowCount: number; readonly now: Date }): Promise<Held | null> {
  const row = await db.entitlement.findFirst({ where: { buyerId, listingId, revokedAt: null, OR: [{ endsAt: null }, { endsAt: { gt: now } }] }, select: { share: true, rowLimit: true, endsAt: true } });
  if (!row) return null;
  const { share, rowLimit, endsAt } = row;
  return { rows: rowsHeld({ share, rowLimit: rowLimit === null ? null : Number(rowLimit) }, rowCount), isForGood: endsAt === null };
}

/** Of which of these she has a part for good. */
export async function listHeldForGood(db: Db, { buyerId, listingIds }: { readonly buyerId: string; readonly listingIds: readonly string[] }): Promise<string[]> {
  return (await db.entitlement.findMany({ where: { buyerId, listingId: { in: [...listingIds] }, revokedAt: null, endsAt: null }, select: { listingId: true } })).map((row) => row.listingId);
}

/** What a buyer has paid for having a dataset for good; terms of a subscription don't count. */
export async function sumPaidForGood(db: Db, { buyerId, listingId }: Asked): Promise<number> {
  const sum = await db.order.aggregate({ where: { buyerId, listingId, status: 'PAID', planKind: { in: ['ONE_OFF', 'USAGE', 'FREE'] } }, _sum: { priceMinor: true } });
  return Number(sum._sum.priceMinor ?? 0n);
}

/** Another right takes the place of the one in force; a subscription that gave it ends. */
export async function supersede(db: Db, { buyerId, listingId, byEntitlementId, at }: Asked & { readonly byEntitlementId: string; readonly at: Date }): Promise<void> {
  await db.entitlement.updateMany({ where: { buyerId, listingId, revokedAt: null }, data: { revokedAt: at, supersededById: byEntitlementId } });
  await db.subscription.updateMany({ where: { buyerId, listingId, state: { not: 'ENDED' } }, data: { state: 'ENDED', endedAt: at, endReason: 'upgraded' } });
}
