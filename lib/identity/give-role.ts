import { record } from '@/lib/audit';
import type { Context } from '@/lib/db';
import { toAccountId } from '@/lib/shared/ids';
import { pseudonym } from '@/lib/shared/pseudonym';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { emailIndexes } from './field-keys';
import type { GiveRoleInput } from './schema';
import { findAccountByIndex, lockAdministrators, writeRoles } from './store/accounts';
import { listPasskeys } from './store/factors';
import { revokeSessions } from './store/sessions';

/**
 * From the command line of the machine: how the first administrator comes to be, who has nobody to give her the role. Recorded like any change of a role, with its reason; her sessions
 * end, and the role sleeps until she signs in with a second factor. The last administrator stays.
 */
export async function giveRole(ctx: Context, { email, role, isGranted, reason }: GiveRoleInput): Promise<Result<{ readonly isChanged: boolean; readonly hasSecondFactor: boolean }>> {
  if (ctx.actor.kind !== 'system') return refuse('not-allowed');
  return ctx.db.$transaction(async (tx) => {
    const administrators = await lockAdministrators(tx);
    const account = await findAccountByIndex(tx, { emailIndexes: emailIndexes(email) });
    if (account?.status !== 'ACTIVE') return refuse('not-found');
    const accountId = toAccountId(account.id);
    const hasSecondFactor = account.totpCipher !== null || (await listPasskeys(tx, { accountId })).length > 0;
    if (account.roles.includes(role) === isGranted) return ok({ isChanged: false, hasSecondFactor });
    if (role === 'ADMIN' && !isGranted && administrators.length === 1) return refuse('last-administrator');
    await writeRoles(tx, { accountId, roles: isGranted ? [...account.roles, role] : account.roles.filter((each) => each !== role) });
    await revokeSessions(tx, { accountId, at: ctx.now() });
    await record(tx, ctx, { action: 'account.role-changed', objectType: 'account', objectId: pseudonym('audit', accountId), detail: { role, isGranted, reason, by: 'command line' } });
    return ok({ isChanged: true, hasSecondFactor });
  });
}
