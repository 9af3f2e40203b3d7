import type { PrismaClient, Role } from '@/lib/db';
import { toAccountId, type AccountId } from '@/lib/shared/ids';
import { isLocale, type Locale } from '@/lib/shared/locale';
import { isSessionLive, needsTouch } from './core/session-rules';
import { hashSessionToken } from './session-token';
import { findSessionByHash, touchSession } from './store';

export type LiveSession = { readonly accountId: AccountId; readonly sessionId: string; readonly roles: readonly Role[]; readonly locale: Locale };

/** Asked on every request, so that signing out, revoking and closing an account count at once. */
export async function findSession(db: PrismaClient, token: string, now: Date): Promise<LiveSession | null> {
  const row = await findSessionByHash(db, { tokenHash: hashSessionToken(token) });
  if (!row) return null;
  const { account, lastSeenAt, expiresAt, revokedAt } = row;
  const isLive = isSessionLive({ lastSeenAt, expiresAt, revokedAt, isAccountActive: account.status === 'ACTIVE', isAdmin: account.roles.includes('ADMIN') }, now);
  if (!isLive) return null;
  if (needsTouch(lastSeenAt, now)) await touchSession(db, { sessionId: row.id, at: now });
  return { accountId: toAccountId(row.accountId), sessionId: row.id, roles: account.roles, locale: isLocale(account.locale) ? account.locale : 'en' };
}
