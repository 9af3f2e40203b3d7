import type { Db } from '@/lib/db';

export function findDigestWish(db: Db, { accountId }: { readonly accountId: string }) {
  return db.digestWish.findUnique({ where: { accountId }, select: { since: true, lastSentAt: true } });
}

export async function insertDigestWish(db: Db, { accountId, since }: { readonly accountId: string; readonly since: Date }): Promise<void> {
  await db.digestWish.createMany({ data: [{ accountId, since }], skipDuplicates: true });
}

export async function deleteDigestWish(db: Db, { accountId }: { readonly accountId: string }): Promise<void> {
  await db.digestWish.deleteMany({ where: { accountId } });
}

export async function listDigestAccounts(db: Db): Promise<string[]> {
  return (await db.digestWish.findMany({ select: { accountId: true } })).map((row) => row.accountId);
}

/** Whose last mail is older than `before`, or who never had one: the next so many after an account. */
export function listDueDigests(db: Db, { before, after, take }: { readonly before: Date; readonly after: string | null; readonly take: number }) {
  return db.digestWish.findMany({ where: { OR: [{ lastSentAt: null }, { lastSentAt: { lt: before } }], ...(after === null ? {} : { accountId: { gt: after } }) }, orderBy: { accountId: 'asc' }, take, select: { accountId: true } });
}

/** How many were due and are claimed now: 0 when another process was first. */
export async function claimDigest(db: Db, { accountId, before, at }: { readonly accountId: string; readonly before: Date; readonly at: Date }): Promise<number> {
  return (await db.digestWish.updateMany({ where: { accountId, OR: [{ lastSentAt: null }, { lastSentAt: { lt: before } }] }, data: { lastSentAt: at } })).count;
}
