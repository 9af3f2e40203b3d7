import type { Db } from '@/lib/db';
import { newestVersion } from '@/lib/vault';

/** All there is to ask of the vault's table, and the only place that asks it: a rule keeps it so. A person is named by her market pseudonym; her own id is written once and read by nobody. */
const fields = { accountId: true, emailCipher: true, emailIndex: true, passwordHash: true, totpCipher: true, totpPendingCipher: true, totpLastStep: true } as const;
type Ref = { readonly accountId: string };

export type NewIdentity = { readonly id: string; readonly accountId: string; readonly emailCipher: string; readonly emailIndex: string; readonly passwordHash: string };

export async function insertIdentity(db: Db, identity: NewIdentity): Promise<void> {
  await db.identity.create({ data: identity, select: { accountId: true } });
}

/** @throws Error of an erased person: she has none */
export function getIdentity(db: Db, { accountId }: Ref) {
  return db.identity.findUniqueOrThrow({ where: { accountId }, select: fields });
}

export function findIdentity(db: Db, { accountId }: Ref) {
  return db.identity.findUnique({ where: { accountId }, select: fields });
}

/** By any of the forms an address may be stored under while keys rotate. */
export function findIdentityByIndex(db: Db, { emailIndexes }: { readonly emailIndexes: readonly string[] }) {
  return db.identity.findFirst({ where: { emailIndex: { in: [...emailIndexes] } }, select: fields });
}

export function listAddresses(db: Db, { accountIds }: { readonly accountIds: readonly string[] }) {
  return db.identity.findMany({ where: { accountId: { in: [...accountIds] } }, select: { accountId: true, emailCipher: true } });
}

/** In pages, in the order of the pseudonyms. */
export function listEmails(db: Db, { afterId, size }: { readonly afterId: string | null; readonly size: number }) {
  return db.identity.findMany({ where: afterId === null ? {} : { accountId: { gt: afterId } }, orderBy: { accountId: 'asc' }, take: size, select: { accountId: true, emailCipher: true, emailIndex: true } });
}

type Change = { readonly emailCipher?: string; readonly emailIndex?: string; readonly passwordHash?: string; readonly totpCipher?: string | null; readonly totpPendingCipher?: string | null; readonly totpLastStep?: number | null };

export async function writeIdentity(db: Db, { accountId, ...data }: Ref & Change): Promise<void> {
  await db.identity.update({ where: { accountId }, data, select: { accountId: true } });
}

/** True for one of any number of requests with the same code: the step only ever grows. */
export async function useTotpStep(db: Db, { accountId, step }: Ref & { readonly step: number }): Promise<boolean> {
  return (await db.identity.updateMany({ where: { accountId, OR: [{ totpLastStep: null }, { totpLastStep: { lt: step } }] }, data: { totpLastStep: step } })).count === 1;
}

/** Only when nobody changed it meanwhile. */
export async function replaceEmailIndex(db: Db, { accountId, before, after }: Ref & { readonly before: string; readonly after: string }): Promise<number> {
  return (await db.identity.updateMany({ where: { accountId, emailIndex: before }, data: { emailIndex: after } })).count;
}

/** How many addresses are still found by an older key alone. */
export function countOldIndexes(db: Db): Promise<number> {
  const newest = newestVersion('ROOT_BLIND_INDEX_KEY');
  return newest === 1 ? Promise.resolve(0) : db.identity.count({ where: { emailIndex: { not: { startsWith: `b${newest}.` } } } });
}

/** Nothing leads from the pseudonym to the person, or back, any more. */
export async function deleteIdentity(db: Db, { accountId }: Ref): Promise<void> {
  await db.identity.delete({ where: { accountId }, select: { accountId: true } });
}
