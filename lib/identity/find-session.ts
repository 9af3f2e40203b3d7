import { gatheredByClient, type PrismaClient, type Role } from '@/lib/db';
import { env } from '@/lib/env';
import { toAccountId, type AccountId } from '@/lib/shared/ids';
import { isLocale, type Locale } from '@/lib/shared/locale';
import { isPrivilegedRole, isSessionLive, needsTouch, rolesAwake } from './core/session-rules';
import { hashSessionToken } from './session-token';
import { listSessionsByHash, touchSession, type SessionRow } from './store/sessions';

export type LiveSession = { readonly accountId: AccountId; readonly sessionId: string; readonly roles: readonly Role[]; /** Roles that wait for a second factor. */ readonly asleep: readonly Role[]; readonly steppedUpAt: Date | null; readonly locale: Locale };

const readTogether = gatheredByClient<string, SessionRow | null>(async (db, tokenHashes) => {
  const found = new Map((await listSessionsByHash(db, { tokenHashes: [...new Set(tokenHashes)] })).map((row) => [row.tokenHash, row]));
  return tokenHashes.map((hash) => found.get(hash) ?? null);
});

/** Asked on every request, together with whoever asks at the same moment, so that signing out, revoking and closing an account count at once. */
export async function findSession(db: PrismaClient, token: string, now: Date): Promise<LiveSession | null> {
  const found = await readTogether(db, hashSessionToken(token));
  // The demonstration's people have passwords that everybody knows: where there is no demonstration nobody is one of them.
  if (!found || (found.isDemo && env().DEMO_MARKET === 'off')) return null;
  const { id: sessionId, lastSeenAt, expiresAt, revokedAt, isStrong, steppedUpAt } = found;
  const isLive = isSessionLive({ lastSeenAt, expiresAt, revokedAt, isAccountActive: found.status === 'ACTIVE', isPrivileged: found.roles.some(isPrivilegedRole) }, now);
  if (!isLive) return null;
  if (needsTouch(lastSeenAt, now)) await touchSession(db, { sessionId, at: now });
  const roles = rolesAwake(found.roles, { isStrong, isDemo: found.isDemo });
  return {
    accountId: toAccountId(found.accountId), sessionId, roles, asleep: found.roles.filter((role) => !roles.includes(role)), steppedUpAt, locale: isLocale(found.locale) ? found.locale : 'en',
  };
}
