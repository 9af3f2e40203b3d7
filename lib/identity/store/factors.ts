import type { Db } from '@/lib/db';

const passkeyFields = { id: true, credentialId: true, publicKey: true, counter: true, transports: true, name: true, createdAt: true, lastUsedAt: true } as const;

export function listPasskeys(db: Db, { accountId }: { readonly accountId: string }) {
  return db.passkey.findMany({ where: { accountId }, orderBy: { createdAt: 'asc' }, select: passkeyFields, take: 20 });
}

export function findPasskey(db: Db, { credentialId }: { readonly credentialId: string }) {
  return db.passkey.findUnique({
    where: { credentialId },
    select: { ...passkeyFields, accountId: true, account: { select: { id: true, roles: true, status: true, locale: true, emailCipher: true, emailVerifiedAt: true, isDemo: true } } },
  });
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

export function getTotp(db: Db, { accountId }: { readonly accountId: string }) {
  return db.account.findUniqueOrThrow({ where: { id: accountId }, select: { totpCipher: true, totpPendingCipher: true, totpLastStep: true } });
}

export async function writeTotp(db: Db, { accountId, ...data }: { readonly accountId: string; readonly totpCipher?: string | null; readonly totpPendingCipher?: string | null; readonly totpLastStep?: number | null }): Promise<void> {
  await db.account.update({ where: { id: accountId }, data, select: { id: true } });
}

/** True for one of any number of requests with the same code: the step only ever grows. */
export async function useTotpStep(db: Db, { accountId, step }: { readonly accountId: string; readonly step: number }): Promise<boolean> {
  return (await db.account.updateMany({ where: { id: accountId, OR: [{ totpLastStep: null }, { totpLastStep: { lt: step } }] }, data: { totpLastStep: step } })).count === 1;
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
