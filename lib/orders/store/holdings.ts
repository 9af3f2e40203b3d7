import type { Db } from '@/lib/db';

/** What runs and is paid for, with the listing's title. */
export async function listRunning(db: Db, { buyerId }: { readonly buyerId: string }) {
  const rows = await db.subscription.findMany({ where: { buyerId, state: { not: 'ENDED' } }, orderBy: [{ paidUntil: 'asc' }, { id: 'asc' }], select: { id: true, entitlementId: true, listingId: true, paidUntil: true } });
  const listings = await db.listing.findMany({ where: { id: { in: rows.map((row) => row.listingId) } }, select: { id: true, title: true } });
  const titles = new Map(listings.map(({ id, title }) => [id, title]));
  return rows.map(({ listingId, ...row }) => ({ ...row, title: titles.get(listingId) ?? '' }));
}

/** Rights in force. */
export function countRights(db: Db, { buyerId, now }: { readonly buyerId: string; readonly now: Date }): Promise<number> {
  return db.entitlement.count({ where: { buyerId, revokedAt: null, OR: [{ endsAt: null }, { endsAt: { gt: now } }] } });
}

export async function revokeRights(db: Db, { buyerId, at }: { readonly buyerId: string; readonly at: Date }): Promise<void> {
  await db.entitlement.updateMany({ where: { buyerId, revokedAt: null }, data: { revokedAt: at } });
}

/** People who hold something this seller sold, for whom it stays. */
export async function countHolders(db: Db, { sellerId, now }: { readonly sellerId: string; readonly now: Date }): Promise<number> {
  const rows = await db.entitlement.findMany({ where: { order: { listing: { sellerId } }, revokedAt: null, OR: [{ endsAt: null }, { endsAt: { gt: now } }] }, distinct: ['buyerId'], select: { buyerId: true } });
  return rows.length;
}
