import { listEventsAbout } from '@/lib/audit';
import type { Context } from '@/lib/db';
import { pseudonyms } from '@/lib/shared/pseudonym';
import { ok, type Result } from '@/lib/shared/result';
import { requireSignIn } from './require-sign-in';
import type { SecurityView } from './schema';
import { getAccountForSignIn } from './store/accounts';
import { countRecoveryCodes, listPasskeys } from './store/factors';

/** How the person signs in, what waits for a second factor, and who looked at her address. */
export async function getSecurity(ctx: Context): Promise<Result<SecurityView>> {
  const who = requireSignIn(ctx);
  if (!who.ok) return who;
  const { accountId } = who.value;
  const [account, passkeys, recoveryCodesLeft, reveals] = await Promise.all([
    getAccountForSignIn(ctx.db, { accountId }), listPasskeys(ctx.db, { accountId }), countRecoveryCodes(ctx.db, { accountId }),
    listEventsAbout(ctx.db, { action: 'identity.revealed', objectIds: pseudonyms('audit', accountId), take: 20 }),
  ]);
  const { actor } = ctx;
  return ok({
    isEmailVerified: account.emailVerifiedAt !== null, hasTotp: account.totpCipher !== null, recoveryCodesLeft,
    passkeys: passkeys.map(({ id, name, createdAt, lastUsedAt }) => ({ id, name, createdAt: createdAt.toISOString(), lastUsedAt: lastUsedAt?.toISOString() ?? null })),
    asleepRoles: account.roles.filter((role) => actor.kind === 'account' && !actor.roles.includes(role)),
    reveals: reveals.map(({ at, detail }) => ({ at: at.toISOString(), reason: typeof detail.reason === 'string' ? detail.reason : '' })),
  });
}
