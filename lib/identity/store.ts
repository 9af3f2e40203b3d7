import type { Db, Role } from '@/lib/db';

/** By any of the forms an address may be stored under while keys rotate. */
export function findAccountByIndex(db: Db, { emailIndexes }: { readonly emailIndexes: readonly string[] }) {
  return db.account.findFirst({ where: { emailIndex: { in: [...emailIndexes] } }, select: { id: true, passwordHash: true, roles: true, status: true } });
}

export type NewAccount = {
  readonly id: string; readonly emailCipher: string; readonly emailIndex: string; readonly passwordHash: string;
  readonly roles: readonly Role[]; readonly locale: string; readonly isDemo: boolean;
};

export async function insertAccount(db: Db, { roles, ...rest }: NewAccount): Promise<void> {
  await db.account.create({ data: { ...rest, roles: [...roles] }, select: { id: true } });
}

export async function insertSession(db: Db, session: { readonly accountId: string; readonly tokenHash: string; readonly createdAt: Date; readonly lastSeenAt: Date; readonly expiresAt: Date }): Promise<string> {
  return (await db.session.create({ data: session, select: { id: true } })).id;
}

export function findSessionByHash(db: Db, { tokenHash }: { readonly tokenHash: string }) {
  return db.session.findUnique({
    where: { tokenHash },
    select: { id: true, accountId: true, lastSeenAt: true, expiresAt: true, revokedAt: true, isStrong: true, steppedUpAt: true, account: { select: { roles: true, status: true, locale: true, isDemo: true } } },
  });
}

export async function touchSession(db: Db, { sessionId, at }: { readonly sessionId: string; readonly at: Date }): Promise<void> {
  await db.session.updateMany({ where: { id: sessionId, revokedAt: null }, data: { lastSeenAt: at } });
}

/** How many were revoked: 0 when it is somebody else's, missing, or revoked already. */
export async function revokeOwnSession(db: Db, { sessionId, accountId, at }: { readonly sessionId: string; readonly accountId: string; readonly at: Date }): Promise<number> {
  return (await db.session.updateMany({ where: { id: sessionId, accountId, revokedAt: null }, data: { revokedAt: at } })).count;
}

export function listLiveSessions(db: Db, { accountId, at }: { readonly accountId: string; readonly at: Date }) {
  return db.session.findMany({
    where: { accountId, revokedAt: null, expiresAt: { gt: at } },
    orderBy: [{ lastSeenAt: 'desc' }, { id: 'asc' }], take: 50,
    select: { id: true, createdAt: true, lastSeenAt: true },
  });
}

export function getAccount(db: Db, { accountId }: { readonly accountId: string }) {
  return db.account.findUniqueOrThrow({
    where: { id: accountId },
    select: { emailCipher: true, roles: true, isDemo: true, seller: { select: { slug: true, name: true, about: true } } },
  });
}

export async function insertSeller(db: Db, seller: { readonly accountId: string; readonly slug: string; readonly name: string; readonly about: string; readonly isDemo: boolean }): Promise<void> {
  await db.seller.create({ data: seller, select: { slug: true } });
  await db.account.update({ where: { id: seller.accountId }, data: { roles: { push: 'SELLER' } }, select: { id: true } });
}

export async function isSellerNameTaken(db: Db, { name }: { readonly name: string }): Promise<boolean> {
  return (await db.seller.findFirst({ where: { name: { equals: name, mode: 'insensitive' } }, select: { slug: true } })) !== null;
}

export function listAccounts(db: Db, { before, size }: { readonly before: { readonly at: Date; readonly id: string } | null; readonly size: number }) {
  return db.account.findMany({
    where: before ? { OR: [{ createdAt: { lt: before.at } }, { createdAt: before.at, id: { lt: before.id } }] } : {},
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], take: size + 1,
    select: { id: true, roles: true, status: true, isDemo: true, createdAt: true, seller: { select: { name: true } }, _count: { select: { orders: true } } },
  });
}


/** Accounts that are not closed. */
export async function countAccounts(db: Db): Promise<{ accountCount: number; sellerCount: number; demoCount: number }> {
  const [accountCount, sellerCount, demoCount] = await Promise.all([
    db.account.count({ where: { status: 'ACTIVE' } }),
    db.account.count({ where: { status: 'ACTIVE', roles: { has: 'SELLER' } } }),
    db.account.count({ where: { status: 'ACTIVE', isDemo: true } }),
  ]);
  return { accountCount, sellerCount, demoCount };
}
