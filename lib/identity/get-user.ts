import { record } from '@/lib/audit';
import { requireRole, type Context } from '@/lib/db';
import { pseudonym } from '@/lib/shared/pseudonym';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { toUserRow } from './list-users';
import { resolvePseudonym } from './resolve-pseudonym';
import type { UserInput, UserView } from './schema';
import { findAccountForAdministrators } from './store/accounts';
import { countLiveSessions } from './store/sessions';

/** One person under her pseudonym: what there is to decide by, and nothing that says who she is. Looking is recorded. */
export async function getUser(ctx: Context, { person }: UserInput): Promise<Result<UserView>> {
  const who = requireRole(ctx, 'ADMIN', 'AUDITOR');
  if (!who.ok) return who;
  const accountId = await resolvePseudonym(ctx.db, { purpose: 'admin', value: person });
  const account = accountId === null ? null : await findAccountForAdministrators(ctx.db, { accountId });
  if (accountId === null || account === null) return refuse('not-found');
  const sessionCount = await countLiveSessions(ctx.db, { accountId, at: ctx.now() });
  await record(ctx.db, ctx, { action: 'admin.read-user', objectType: 'account', objectId: pseudonym('audit', accountId) });
  return ok({
    ...toUserRow(account), locale: account.locale, isEmailVerified: account.emailVerifiedAt !== null, hasTotp: account.hasTotp, passkeyCount: account._count.passkeys, sessionCount, isSelf: accountId === who.value.accountId,
  });
}
