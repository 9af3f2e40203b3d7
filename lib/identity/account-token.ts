import { randomUUID } from 'node:crypto';
import type { Db } from '@/lib/db';
import { seal, sealedColumns, unseal } from '@/lib/vault';
import { hashSessionToken, newSessionToken } from './session-token';
import { deleteTokens, findToken, insertToken, type TokenPurpose } from './store/tokens';

const lifetimeMinutes: Readonly<Record<TokenPurpose, number>> = { VERIFY_EMAIL: 24 * 60, CHANGE_EMAIL: 24 * 60, RESET_PASSWORD: 30 };

type Issue = { readonly accountId: string; readonly purpose: TokenPurpose; readonly at: Date; /** For CHANGE_EMAIL: the address to be. */ readonly address?: string };

/** A new token for a mailed link. The ones before it, for the same purpose, are worth nothing from now on. */
export async function issueToken(tx: Db, { accountId, purpose, at, address }: Issue): Promise<string> {
  await deleteTokens(tx, { accountId, purpose });
  const id = randomUUID();
  const token = newSessionToken();
  await insertToken(tx, {
    id, accountId, purpose, tokenHash: hashSessionToken(token), createdAt: at, expiresAt: new Date(at.getTime() + lifetimeMinutes[purpose] * 60_000),
    addressCipher: address === undefined ? null : seal(sealedColumns.tokenAddress, id, address),
  });
  return token;
}

type Spent = { readonly accountId: string; readonly purpose: TokenPurpose; readonly address: string | null };

/** Spends a token: of two requests at once, one gets it. Null when it is unknown, spent, too old, or meant for something else. */
export async function spendToken(tx: Db, { token, purposes, at }: { readonly token: string; readonly purposes: readonly TokenPurpose[]; readonly at: Date }): Promise<Spent | null> {
  const row = await findToken(tx, { tokenHash: hashSessionToken(token), purposes });
  if (!row || row.expiresAt <= at) return null;
  if ((await deleteTokens(tx, { id: row.id })) !== 1) return null;
  return { accountId: row.accountId, purpose: row.purpose, address: row.addressCipher === null ? null : unseal(sealedColumns.tokenAddress, row.id, row.addressCipher) };
}
