import type { Db } from '@/lib/db';

export type TokenPurpose = 'VERIFY_EMAIL' | 'CHANGE_EMAIL' | 'RESET_PASSWORD';

export type NewToken = { readonly id: string; readonly accountId: string; readonly purpose: TokenPurpose; readonly tokenHash: string; readonly addressCipher: string | null; readonly createdAt: Date; readonly expiresAt: Date };

export async function insertToken(db: Db, token: NewToken): Promise<void> {
  await db.accountToken.create({ data: token, select: { id: true } });
}

export function findToken(db: Db, { tokenHash, purposes }: { readonly tokenHash: string; readonly purposes: readonly TokenPurpose[] }) {
  return db.accountToken.findFirst({ where: { tokenHash, purpose: { in: [...purposes] } }, select: { id: true, accountId: true, purpose: true, addressCipher: true, expiresAt: true } });
}

/** One by its id, or all of an account for one purpose or every one. Answers how many there were. */
export async function deleteTokens(db: Db, where: { readonly id: string } | { readonly accountId: string; readonly purpose?: TokenPurpose }): Promise<number> {
  return (await db.accountToken.deleteMany({ where })).count;
}

export type NewChallenge = { readonly purpose: string; readonly accountId: string | null; readonly challenge: string; readonly expiresAt: Date };

/** Also lets go of the ones nobody answered in time. */
export async function insertChallenge(db: Db, challenge: NewChallenge, now: Date): Promise<string> {
  await db.authChallenge.deleteMany({ where: { expiresAt: { lt: now } } });
  return (await db.authChallenge.create({ data: challenge, select: { id: true } })).id;
}

/** Taken out of the table: an answer counts for one question, and a question for one answer, right or wrong. */
export async function takeChallenge(db: Db, { id, purpose, accountId, now }: { readonly id: string; readonly purpose: string; readonly accountId: string | null; readonly now: Date }): Promise<string | null> {
  const row = await db.authChallenge.findFirst({ where: { id, purpose, accountId, expiresAt: { gt: now } }, select: { challenge: true } });
  if (!row) return null;
  return (await db.authChallenge.deleteMany({ where: { id } })).count === 1 ? row.challenge : null;
}
