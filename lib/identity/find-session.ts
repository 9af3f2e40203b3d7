import { gatheredByClient, type PrismaClient, type Role } from '@/lib/db';
import { env } from '@/lib/env';
import { toAccountId, type AccountId } from '@/lib/shared/ids';
import { isLocale, type Locale } from '@/lib/shared/locale';
import { processWide } from '@/lib/shared/process-wide';
import { isPrivilegedRole, isSessionLive, needsTouch, rolesAwake } from './core/session-rules';
import { hashSessionToken } from './session-token';
import { listSessionsByHash, touchSession, type SessionJson, type SessionRow } from './store/sessions';

export type LiveSession = { readonly accountId: AccountId; readonly sessionId: string; readonly roles: readonly Role[]; /** Roles that wait for a second factor. */ readonly asleep: readonly Role[]; readonly steppedUpAt: Date | null; readonly locale: Locale };

const readTogether = gatheredByClient<string, SessionRow | null>(async (db, tokenHashes) => {
  const found = new Map((await listSessionsByHash(db, { tokenHashes: [...new Set(tokenHashes)] })).map((row) => [row.tokenHash, row]));
  return tokenHashes.map((hash) => found.get(hash) ?? null);
});

/** Asked on every request, together with whoever asks at the same moment, so that signing out, revoking and closing an account count at once. */
export async function findSession(db: PrismaClient, token: string, now: Date): Promise<LiveSession | null> {
  return liveOf(db, await readTogether(db, hashSessionToken(token)), now);
}

/** The same of a session that another statement read (`sessionOfEach`) after the request came. */
export async function findReadSession(db: PrismaClient, { session, read }: { readonly session: string; readonly read: SessionJson | null }, now: Date): Promise<LiveSession | null> {
  const date = (text: string | null) => (text === null ? null : new Date(text));
  const live = await liveOf(db, read && { ...read, lastSeenAt: new Date(read.lastSeenAt), expiresAt: new Date(read.expiresAt), revokedAt: date(read.revokedAt), steppedUpAt: date(read.steppedUpAt) }, now);
  // Ended, erased, or of another token by now: nobody is asked about by it any more.
  if (live === null) owners.delete(session);
  return live;
}

/** Whose the sessions are that were asked for last: that never changes. Whether one still lives is asked every time. */
const owners = processWide('identity session owners', () => new Map<string, AccountId>());
const mostOwners = 5_000;

/** By what and about whom to ask, for whoever reads a session together with what is asked of its owner; null of one that was not seen to live before. */
export function knownOwner(token: string): { readonly session: string; readonly accountId: AccountId } | null {
  const session = hashSessionToken(token);
  const accountId = owners.get(session);
  return accountId === undefined ? null : { session, accountId };
}

async function liveOf(db: PrismaClient, found: SessionRow | null, now: Date): Promise<LiveSession | null> {
  // The demonstration's people have passwords that everybody knows: where there is no demonstration nobody is one of them.
  if (!found || (found.isDemo && env().DEMO_MARKET === 'off')) return null;
  const { id: sessionId, tokenHash, lastSeenAt, expiresAt, revokedAt, isStrong, steppedUpAt } = found;
  const isLive = isSessionLive({ lastSeenAt, expiresAt, revokedAt, isAccountActive: found.status === 'ACTIVE', isPrivileged: found.roles.some(isPrivilegedRole) }, now);
  if (!isLive) return null;
  if (needsTouch(lastSeenAt, now)) await touchSession(db, { sessionId, at: now });
  const roles = rolesAwake(found.roles, { isStrong, isDemo: found.isDemo });
  const accountId = toAccountId(found.accountId);
  owners.delete(tokenHash);
  if (owners.size >= mostOwners) owners.delete(owners.keys().next().value ?? '');
  owners.set(tokenHash, accountId);
  return {
    accountId, sessionId, roles, asleep: found.roles.filter((role) => !roles.includes(role)), steppedUpAt, locale: isLocale(found.locale) ? found.locale : 'en',
  };
}
