import { record } from '@/lib/audit';
import type { Context } from '@/lib/db';
import { pseudonym } from '@/lib/shared/pseudonym';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { isCommonPassword } from './core/common-passwords';
import { decryptEmail } from './field-keys';
import { hashPassword, matchesPassword } from './passwords';
import { forgetPoints, takePoint } from './rate-limits';
import { requireSignIn } from './require-sign-in';
import type { ChangePasswordInput } from './schema';
import { hashSessionToken, newSessionToken } from './session-token';
import { getAccountForSignIn, writePasswordHash } from './store/accounts';
import { replaceToken, revokeSessions } from './store/sessions';
import { deleteTokens } from './store/tokens';
import { writeToOwner } from './write-to-owner';

/** A new password for who knows the present one. Every other session ends, and this one goes on under a new token. */
export async function changePassword(ctx: Context, { current, password }: ChangePasswordInput): Promise<Result<{ sessionToken: string }>> {
  const who = requireSignIn(ctx);
  if (!who.ok) return who;
  const { accountId, sessionId } = who.value;
  const seconds = await takePoint(ctx.db, 'step-up', accountId);
  if (seconds !== null) return refuse('too-many-attempts', { params: { seconds } });
  const account = await getAccountForSignIn(ctx.db, { accountId });
  const isRight = await matchesPassword(current, account.passwordHash);
  if (isRight === null) return refuse('too-many-attempts', { params: { seconds: 5 } });
  if (!isRight) return refuse('credentials-wrong', { field: 'current' });
  await forgetPoints(ctx.db, 'step-up', accountId);
  if (isCommonPassword(password, decryptEmail(account.emailCipher, accountId))) return refuse('password-too-common', { field: 'password' });
  const passwordHash = await hashPassword(password);
  if (passwordHash === null) return refuse('too-many-attempts', { params: { seconds: 5 } });
  const sessionToken = newSessionToken();
  const at = ctx.now();
  return ctx.db.$transaction(async (tx) => {
    if (!(await replaceToken(tx, { sessionId, tokenHash: hashSessionToken(sessionToken) }))) return refuse('sign-in-needed');
    await writePasswordHash(tx, { accountId, passwordHash });
    await revokeSessions(tx, { accountId, exceptId: sessionId, at });
    await deleteTokens(tx, { accountId, purpose: 'RESET_PASSWORD' });
    await writeToOwner(tx, account, { mail: { kind: 'password-changed' }, at });
    await record(tx, ctx, { action: 'account.password-changed', objectType: 'account', objectId: pseudonym('audit', accountId) });
    return ok({ sessionToken });
  });
}
