import type { Db } from '@/lib/db';
import { getIdentity } from './identities';

const passkeyFields = { id: true, credentialId: true, publicKey: true, counter: true, transports: true, name: true, createdAt: true, lastUsedAt: true } as const;

export function listPasskeys(db: Db, { accountId }: { readonly accountId: string }) {
  return db.passkey.findMany({ where: { accountId }, orderBy: { createdAt: 'asc' }, select: passkeyFields, take: 20 });
}

export async function findPasskey(db: Db, { credentialId }: { readonly credentialId: string }) {
  const passkey = await db.passkey.findUnique({
    where: { credentialId },
    select: { ...passkeyFields, accountId: true, account: { select: { id: true, roles: true, status: true, locale: true, emailVerifiedAt: true, isDemo: true } } },
  });
  if (passkey === null) return null;
  const { emailCipher } = await getIdentity(db, passkey);
  return { ...passkey, account: { ...passkey.account, emailCipher } };
}

export type NewPasskey = { readonly accountId: string; readonly credentialId: string; readonly publicKey: Uint8Array<ArrayBuffer>; readonly counter: bigint; readonly transports: readonly string[]; readonly name: string; readonly createdAt: Date };

export async function insertPasskey(db: Db, { transports, ...rest }: NewPasskey): Promise<void> {
  await db.passkey.create({ data: { ...rest, transports: [...transports] }, select: { id: true } });
}

/** False when the counter went back meanwhile: somebody else used a copy. Authenticators that don't count stay at 0. */
export async function usePasskey(db: Db, { id, counter, at }: { readonly id: string; readonly counter: bigint; readonly at: Date }): Promise<boolean> {
  const where = counter === 0n ? { id, counter: 0n } : { id, counter: { lt: counter } };
  return (await db.passkey.updateMany({ where, data: { counter, lastUsedAt: at } })).count === 1;
}

export async function deletePasskey(db: Db, { id, accountId }: { readonly id: string; readonly accountId: string }): Promise<number> {
  return (await db.passkey.deleteMany({ where: { id, accountId } })).count;
}

export async function useRecoveryCode(db: Db, { accountId, codeMacs, at }: { readonly accountId: string; readonly codeMacs: readonly string[]; readonly at: Date }): Promise<boolean> {
  return (await db.recoveryCode.updateMany({ where: { accountId, codeMac: { in: [...codeMacs] }, usedAt: null }, data: { usedAt: at } })).count === 1;
}

export async function replaceRecoveryCodes(db: Db, { accountId, codeMacs }: { readonly accountId: string; readonly codeMacs: readonly string[] }): Promise<void> {
  await db.recoveryCode.deleteMany({ where: { accountId } });
  await db.recoveryCode.createMany({ data: codeMacs.map((codeMac) => ({ accountId, codeMac })) });
}

export function countRecoveryCodes(db: Db, { accountId }: { readonly accountId: string }): Promise<number> {
  return db.recoveryCode.count({ where: { accountId, usedAt: null } });
}
