import type { Db } from '@/lib/db';

const bundleSelect = { id: true, title: true, sellerId: true, seller: { select: { name: true, slug: true } }, items: { orderBy: { listingId: 'asc' }, select: { listingId: true } } } as const;

export function findBundleRow(db: Db, { bundleId }: { readonly bundleId: string }) {
  return db.bundle.findFirst({ where: { id: bundleId, retiredAt: null }, select: bundleSelect });
}

export function listBundlesOf(db: Db, { sellerId }: { readonly sellerId: string }) {
  return db.bundle.findMany({ where: { sellerId, retiredAt: null }, orderBy: [{ createdAt: 'desc' }, { id: 'asc' }], take: 50, select: bundleSelect });
}

export function listBundlesWith(db: Db, { listingId }: { readonly listingId: string }) {
  return db.bundle.findMany({ where: { retiredAt: null, items: { some: { listingId } } }, orderBy: [{ createdAt: 'desc' }, { id: 'asc' }], take: 5, select: bundleSelect });
}

export async function insertBundle(db: Db, { sellerId, title, listingIds, at }: { readonly sellerId: string; readonly title: string; readonly listingIds: readonly string[]; readonly at: Date }): Promise<string> {
  return (await db.bundle.create({ data: { sellerId, title, createdAt: at, items: { createMany: { data: listingIds.map((listingId) => ({ listingId })) } } }, select: { id: true } })).id;
}

/** Two at once come one after the other. */
export async function lockSeller(db: Db, { sellerId }: { readonly sellerId: string }): Promise<void> {
  await db.$queryRaw`select 1 from "Seller" where "accountId" = ${sellerId}::uuid for no key update`;
}

export async function retireBundleRow(db: Db, { bundleId, sellerId, at }: { readonly bundleId: string; readonly sellerId: string; readonly at: Date }): Promise<boolean> {
  return (await db.bundle.updateMany({ where: { id: bundleId, sellerId, retiredAt: null }, data: { retiredAt: at } })).count === 1;
}

/** What a seller has on sale for money in the market's currency. */
export function listSoldBy(db: Db, { sellerId, currency }: { readonly sellerId: string; readonly currency: string }) {
  return db.listing.findMany({
    where: { sellerId, currency, status: 'PUBLISHED', priceMinor: { gt: 0 } }, orderBy: [{ title: 'asc' }, { id: 'asc' }], take: 1_000,
    select: { id: true, slug: true, title: true, licenceCode: true, rowCount: true, priceMinor: true, columnCount: true, revisionId: true },
  });
}
