import { randomUUID } from 'node:crypto';
import { record } from '@/lib/audit';
import type { Context } from '@/lib/db';
import { pseudonym } from '@/lib/shared/pseudonym';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { spendToken } from './account-token';
import { isCommonPassword } from './core/common-passwords';
import { hashPassword } from './passwords';
import { takePoint } from './rate-limits';
import type { ResetPasswordInput } from './schema';
import { getAccountForSignIn, writePasswordHash, writeVerified } from './store/accounts';
import { revokeSessions } from './store/sessions';
import { deleteTokens } from './store/tokens';
import { writeToOwner } from './write-to-owner';

/** Spends a mailed link for a new password. Every session ends; a second factor stays asked for. Who reads the mailbox has confirmed it. */
export async function resetPassword(ctx: Context, { token, password }: ResetPasswordInput): Promise<Result<null>> {
  const seconds = await takePoint(ctx.db, 'mail-link-address', ctx.address ?? randomUUID());
  if (seconds !== null) return refuse('too-many-attempts', { params: { seconds } });
  // The address is not known before the link is spent, and a common password must not spend it: its part in the rule waits for the next change.
  if (isCommonPassword(password, '')) return refuse('password-too-common', { field: 'password' });
  const passwordHash = await hashPassword(password);
  if (passwordHash === null) return refuse('too-many-attempts', { params: { seconds: 5 } });
  const at = ctx.now();
  return ctx.db.$transaction(async (tx) => {
    const spent = await spendToken(tx, { token, purposes: ['RESET_PASSWORD'], at });
    if (!spent) return refuse('mail-link-spent');
    const { accountId } = spent;
    const account = await getAccountForSignIn(tx, { accountId });
    if (account.status !== 'ACTIVE') return refuse('mail-link-spent');
    await writePasswordHash(tx, { accountId, passwordHash });
    await writeVerified(tx, { accountId, at });
    await revokeSessions(tx, { accountId, at });
    await deleteTokens(tx, { accountId });
    await writeToOwner(tx, account, { mail: { kind: 'password-changed' }, at });
    await record(tx, ctx, { action: 'account.password-reset', objectType: 'account', objectId: pseudonym('audit', accountId) });
    return ok(null);
  });
}
