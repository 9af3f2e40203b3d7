import type { Db } from '@/lib/db';

type Own = { readonly accountId: string; readonly listingId: string };
export type OwnList = 'savedListing' | 'cartItem';
/** More than anybody looks through, and a bound for what one account can fill. */
export const maxListed = 200;

export function countListed(db: Db, list: OwnList, { accountId }: { readonly accountId: string }): Promise<number> {
  return list === 'savedListing' ? db.savedListing.count({ where: { accountId } }) : db.cartItem.count({ where: { accountId } });
}

/** How many were put: 0 when it was there already. */
export async function putListed(db: Db, list: OwnList, { accountId, listingId, at }: Own & { readonly at: Date }): Promise<number> {
  const frame = { data: [{ accountId, listingId, at }], skipDuplicates: true };
  return (list === 'savedListing' ? await db.savedListing.createMany(frame) : await db.cartItem.createMany(frame)).count;
}

export async function takeListed(db: Db, list: OwnList, { accountId, listingId }: Own): Promise<number> {
  const where = { accountId, listingId };
  return (list === 'savedListing' ? await db.savedListing.deleteMany({ where }) : await db.cartItem.deleteMany({ where })).count;
}

/** Newest first. */
export async function listListed(db: Db, list: OwnList, { accountId }: { readonly accountId: string }): Promise<string[]> {
  const frame = { where: { accountId }, orderBy: [{ at: 'desc' as const }, { listingId: 'asc' as const }], take: maxListed, select: { listingId: true } };
  return (list === 'savedListing' ? await db.savedListing.findMany(frame) : await db.cartItem.findMany(frame)).map((row) => row.listingId);
}
