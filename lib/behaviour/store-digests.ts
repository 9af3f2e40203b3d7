import type { Db } from '@/lib/db';

export function findDigestWish(db: Db, { accountId }: { readonly accountId: string }) {
  return db.digestWish.findUnique({ where: { accountId }, select: { since: true, lastSentAt: true } });
}

export async function insertDigestWish(db: Db, wish: { readonly accountId: string; readonly since: Date; readonly stopHash: string }): Promise<void> {
  await db.digestWish.createMany({ data: [wish], skipDuplicates: true });
}

export async function deleteDigestWish(db: Db, { accountId }: { readonly accountId: string }): Promise<void> {
  await db.digestWish.deleteMany({ where: { accountId } });
}

export async function deleteDigestWishByToken(db: Db, { stopHash }: { readonly stopHash: string }): Promise<void> {
  await db.digestWish.deleteMany({ where: { stopHash } });
}

/** Asked for before a hash of the token was kept, and not written to since. */
export async function listUnhashedWishes(db: Db): Promise<string[]> {
  return (await db.digestWish.findMany({ where: { stopHash: null }, select: { accountId: true } })).map((row) => row.accountId);
}

/** Whose last mail is older than `before`, or who never had one, and whose address is confirmed: the next so many after an account. */
export function listDueDigests(db: Db, { before, after, take }: { readonly before: Date; readonly after: string | null; readonly take: number }) {
  return db.digestWish.findMany({ where: { account: { emailVerifiedAt: { not: null } }, OR: [{ lastSentAt: null }, { lastSentAt: { lt: before } }], ...(after === null ? {} : { accountId: { gt: after } }) }, orderBy: { accountId: 'asc' }, take, select: { accountId: true, since: true } });
}

/** How many were due and are claimed now: 0 when another process was first. The mail that goes out now can be stopped by its token. */
export async function claimDigest(db: Db, { accountId, before, at, stopHash }: { readonly accountId: string; readonly before: Date; readonly at: Date; readonly stopHash: string }): Promise<number> {
  return (await db.digestWish.updateMany({ where: { accountId, OR: [{ lastSentAt: null }, { lastSentAt: { lt: before } }] }, data: { lastSentAt: at, stopHash } })).count;
}
