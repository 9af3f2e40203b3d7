import type { PrismaClient, Role } from '@/lib/db';
import { env } from '@/lib/env';
import { toAccountId, type AccountId } from '@/lib/shared/ids';
import { isLocale, type Locale } from '@/lib/shared/locale';
import { isPrivilegedRole, isSessionLive, needsTouch, rolesAwake } from './core/session-rules';
import { hashSessionToken } from './session-token';
import { findSessionByHash, touchSession } from './store/sessions';

export type LiveSession = { readonly accountId: AccountId; readonly sessionId: string; readonly roles: readonly Role[]; /** Roles that wait for a second factor. */ readonly asleep: readonly Role[]; readonly steppedUpAt: Date | null; readonly locale: Locale };

/** Asked on every request, so that signing out, revoking and closing an account count at once. */
export async function findSession(db: PrismaClient, token: string, now: Date): Promise<LiveSession | null> {
  const row = await findSessionByHash(db, { tokenHash: hashSessionToken(token) });
  // The demonstration's people have passwords that everybody knows: where there is no demonstration nobody is one of them.
  if (!row || (row.account.isDemo && env().DEMO_MARKET === 'off')) return null;
  const { account, lastSeenAt, expiresAt, revokedAt } = row;
  const isLive = isSessionLive({ lastSeenAt, expiresAt, revokedAt, isAccountActive: account.status === 'ACTIVE', isPrivileged: account.roles.some(isPrivilegedRole) }, now);
  if (!isLive) return null;
  if (needsTouch(lastSeenAt, now)) await touchSession(db, { sessionId: row.id, at: now });
  const roles = rolesAwake(account.roles, { isStrong: row.isStrong, isDemo: account.isDemo });
  return {
    accountId: toAccountId(row.accountId), sessionId: row.id, roles, asleep: account.roles.filter((role) => !roles.includes(role)), steppedUpAt: row.steppedUpAt, locale: isLocale(account.locale) ? account.locale : 'en',
  };
}
