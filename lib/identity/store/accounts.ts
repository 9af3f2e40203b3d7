import type { Db, Role } from '@/lib/db';
import type { ListUsersInput } from '../schema';
import { findIdentity, findIdentityByIndex, getIdentity, insertIdentity, writeIdentity, type NewIdentity } from './identities';

const forSignIn = { id: true, roles: true, status: true, locale: true, emailVerifiedAt: true, isDemo: true } as const;
const nobody = '00000000-0000-0000-0000-000000000000';

/** What the market knows of a person, with what the vault does. */
export async function getAccountForSignIn(db: Db, { accountId }: { readonly accountId: string }) {
  const account = await db.account.findUniqueOrThrow({ where: { id: accountId }, select: forSignIn });
  return { ...(await getIdentity(db, { accountId })), ...account };
}
export type SignInAccount = Awaited<ReturnType<typeof getAccountForSignIn>>;

/** By any of the forms an address may be stored under while keys rotate. Of an unknown one the second question is asked, too: it takes as long. */
export async function findAccountByIndex(db: Db, { emailIndexes }: { readonly emailIndexes: readonly string[] }): Promise<SignInAccount | null> {
  const identity = await findIdentityByIndex(db, { emailIndexes });
  const account = await db.account.findUnique({ where: { id: identity?.accountId ?? nobody }, select: forSignIn });
  return identity && account ? { ...identity, ...account } : null;
}

export type NewAccount = { readonly roles: readonly Role[]; readonly locale: string; readonly isDemo: boolean; readonly emailVerifiedAt?: Date; readonly identity: NewIdentity };

export async function insertAccount(db: Db, { roles, identity, ...rest }: NewAccount): Promise<void> {
  await db.account.create({ data: { ...rest, id: identity.accountId, roles: [...roles] }, select: { id: true } });
  await insertIdentity(db, identity);
}

export async function getAccount(db: Db, { accountId }: { readonly accountId: string }) {
  const account = await db.account.findUniqueOrThrow({
    where: { id: accountId },
    select: { emailVerifiedAt: true, roles: true, isDemo: true, locale: true, seller: { select: { slug: true, name: true, about: true } } },
  });
  const { emailCipher } = await getIdentity(db, { accountId });
  return { ...account, emailCipher };
}

export async function insertSeller(db: Db, seller: { readonly accountId: string; readonly slug: string; readonly name: string; readonly about: string; readonly isDemo: boolean }): Promise<void> {
  await db.seller.create({ data: seller, select: { slug: true } });
  await db.account.update({ where: { id: seller.accountId }, data: { roles: { push: 'SELLER' } }, select: { id: true } });
}

export async function isSellerNameTaken(db: Db, { name }: { readonly name: string }): Promise<boolean> {
  return (await db.seller.findFirst({ where: { name: { equals: name, mode: 'insensitive' } }, select: { slug: true } })) !== null;
}

export function listAccounts(db: Db, { before, size, role, status }: ListUsersInput & { readonly before: { readonly at: Date; readonly id: string } | null; readonly size: number }) {
  return db.account.findMany({
    where: {
      ...(before ? { OR: [{ createdAt: { lt: before.at } }, { createdAt: before.at, id: { lt: before.id } }] } : {}),
      ...(role === undefined ? {} : { roles: { has: role } }),
      ...(status === undefined ? {} : { status }),
    },
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

export async function writePasswordHash(db: Db, { accountId, passwordHash }: { readonly accountId: string; readonly passwordHash: string }): Promise<void> {
  await writeIdentity(db, { accountId, passwordHash });
}

export async function writeVerified(db: Db, { accountId, at }: { readonly accountId: string; readonly at: Date }): Promise<void> {
  await db.account.updateMany({ where: { id: accountId, emailVerifiedAt: null }, data: { emailVerifiedAt: at } });
}

export async function writeEmail(db: Db, { accountId, emailVerifiedAt, ...address }: { readonly accountId: string; readonly emailCipher: string; readonly emailIndex: string; readonly emailVerifiedAt: Date }): Promise<void> {
  await writeIdentity(db, { accountId, ...address });
  await db.account.update({ where: { id: accountId }, data: { emailVerifiedAt }, select: { id: true } });
}

/** Two requests for one address wait for each other, until the transaction ends. */
export async function lockEmail(db: Db, { oldestIndex }: { readonly oldestIndex: string }): Promise<void> {
  await db.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${oldestIndex}, 7215002))`;
}

const forAdministrators = {
  id: true, roles: true, status: true, isDemo: true, createdAt: true, locale: true, emailVerifiedAt: true, seller: { select: { name: true } },
  _count: { select: { orders: true, passkeys: true } },
} as const;

/** Of an erased person the vault knows nothing. */
export async function findAccountForAdministrators(db: Db, { accountId }: { readonly accountId: string }) {
  const account = await db.account.findUnique({ where: { id: accountId }, select: forAdministrators });
  if (account === null) return null;
  const identity = await findIdentity(db, { accountId });
  return { ...account, emailCipher: identity?.emailCipher ?? null, hasTotp: (identity?.totpCipher ?? null) !== null };
}

/** Ids alone, in pages: what a pseudonym is looked for among. */
export async function listAccountIds(db: Db, { afterId, size }: { readonly afterId: string | null; readonly size: number }): Promise<readonly string[]> {
  const rows = await db.account.findMany({ where: afterId === null ? {} : { id: { gt: afterId } }, orderBy: { id: 'asc' }, take: size, select: { id: true } });
  return rows.map(({ id }) => id);
}

/** Those who signed up in one and the same millisecond: nearly always one. */
export async function listAccountIdsOf(db: Db, { createdAt }: { readonly createdAt: Date }): Promise<readonly string[]> {
  return (await db.account.findMany({ where: { createdAt }, take: 1_000, select: { id: true } })).map(({ id }) => id);
}

export async function writeRoles(db: Db, { accountId, roles }: { readonly accountId: string; readonly roles: readonly Role[] }): Promise<void> {
  await db.account.update({ where: { id: accountId }, data: { roles: [...roles] }, select: { id: true } });
}

export async function writeStatus(db: Db, { accountId, status }: { readonly accountId: string; readonly status: 'ACTIVE' | 'CLOSED' }): Promise<void> {
  await db.account.update({ where: { id: accountId }, data: { status }, select: { id: true } });
}

/** Locks the rows of all administrators, so that two can't take the last two roles away at once. */
export async function lockAdministrators(db: Db): Promise<readonly string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`select id::text from "Account" where 'ADMIN' = any (roles) and status = 'ACTIVE' order by id for update`;
  return rows.map(({ id }) => id);
}
