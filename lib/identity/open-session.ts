import { record } from '@/lib/audit';
import type { Context, Role } from '@/lib/db';
import { toAccountId, type AccountId } from '@/lib/shared/ids';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { absoluteSeconds } from './core/session-rules';
import { emailIndex, emailIndexes } from './field-keys';
import { matchesPassword } from './passwords';
import { forgetPoints, takePoint } from './rate-limits';
import type { SignInInput } from './schema';
import { hashSessionToken, newSessionToken } from './session-token';
import { findAccountByIndex, insertSession } from './store';

type Opened = { readonly accountId: AccountId; readonly sessionToken: string; readonly roles: readonly Role[] };

/** Signs in. An unknown address, a wrong password and a closed account are answered alike and take the same time. */
export async function openSession(ctx: Context, input: SignInInput & { readonly address: string }): Promise<Result<Opened>> {
  const index = emailIndex(input.email);
  const seconds = (await takePoint('sign-in-address', input.address)) ?? (await takePoint('sign-in-account', index));
  if (seconds !== null) return refuse('too-many-attempts', { params: { seconds } });
  const account = await findAccountByIndex(ctx.db, { emailIndexes: emailIndexes(input.email) });
  const isRight = await matchesPassword(input.password, account?.passwordHash ?? null);
  if (isRight === null) return refuse('too-many-attempts', { params: { seconds: 5 } });
  if (!isRight || !account || account.status !== 'ACTIVE') {
    await record(ctx.db, ctx, { action: 'session.refused', objectType: 'session', objectId: '', outcome: 'refused' });
    return refuse('credentials-wrong');
  }
  await forgetPoints('sign-in-account', index);
  const token = newSessionToken();
  const at = ctx.now();
  const accountId = toAccountId(account.id);
  await ctx.db.$transaction(async (tx) => {
    const sessionId = await insertSession(tx, { accountId, tokenHash: hashSessionToken(token), createdAt: at, lastSeenAt: at, expiresAt: new Date(at.getTime() + absoluteSeconds * 1000) });
    await record(tx, { ...ctx, actor: { kind: 'account', accountId, sessionId, roles: account.roles } }, { action: 'session.opened', objectType: 'session', objectId: sessionId });
  });
  return ok({ accountId, sessionToken: token, roles: account.roles });
}
