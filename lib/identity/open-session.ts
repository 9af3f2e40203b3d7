import { record } from '@/lib/audit';
import type { Context, Role } from '@/lib/db';
import { env } from '@/lib/env';
import { toAccountId, type AccountId } from '@/lib/shared/ids';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { needsVerifiedEmail } from './needs-verified-email';
import { emailIndex, emailIndexes } from './field-keys';
import { hashPassword, matchesPassword, needsRehash } from './passwords';
import { forgetPoints, takePoint } from './rate-limits';
import type { SignInInput } from './schema';
import { spendCode } from './second-factor';
import { startSession } from './start-session';
import { findAccountByIndex, writePasswordHash, type SignInAccount } from './store/accounts';

export type Opened = { readonly accountId: AccountId; readonly sessionToken: string; readonly roles: readonly Role[] };

/**
 * Signs in with a password and, where the account has an authenticator app, a code. An unknown address, a wrong password, an address that
 * is not confirmed and a closed account are answered alike and take the same time.
 */
export async function openSession(ctx: Context, input: SignInInput): Promise<Result<Opened>> {
  const index = emailIndex(input.email);
  const seconds = (await takePoint(ctx.db, 'sign-in-address', ctx.address ?? 'unknown')) ?? (await takePoint(ctx.db, 'sign-in-account', index));
  if (seconds !== null) return refuse('too-many-attempts', { params: { seconds } });
  const account = await findAccountByIndex(ctx.db, { emailIndexes: emailIndexes(input.email) });
  const isRight = await matchesPassword(input.password, account?.passwordHash ?? null);
  if (isRight === null) return refuse('too-many-attempts', { params: { seconds: 5 } });
  if (!isRight || !account || account.status !== 'ACTIVE' || needsVerifiedEmail(account) || (account.isDemo && env().DEMO_MARKET === 'off')) return refuseAndRecord(ctx, 'credentials-wrong');
  const code = await askForCode(ctx, account, input.code);
  if (!code.ok) return code;
  const rehashed = needsRehash(account.passwordHash) ? await hashPassword(input.password) : null;
  const opened = await ctx.db.$transaction(async (tx) => {
    const factor = code.value === null ? 'none' : await spendCode(tx, account, { code: code.value, at: ctx.now() });
    if (factor === null) return null;
    if (rehashed !== null) await writePasswordHash(tx, { accountId: account.id, passwordHash: rehashed });
    const session = await startSession(tx, ctx, { account, isStrong: factor !== 'none' });
    // Spent with the session it opens, or not at all.
    if (factor === 'recovery') await record(tx, ctx, { action: 'factor.recovery-used', objectType: 'account', objectId: '' });
    return session;
  });
  if (opened === null) return refuseAndRecord(ctx, 'second-factor-wrong');
  await forgetPoints(ctx.db, 'sign-in-account', index);
  if (code.value !== null) await forgetPoints(ctx.db, 'second-factor', account.id);
  return ok({ accountId: toAccountId(account.id), sessionToken: opened.token, roles: account.roles });
}

/** What was given for the second factor, null where the account has none. */
async function askForCode(ctx: Context, account: SignInAccount, code: string | undefined): Promise<Result<string | null>> {
  if (account.totpCipher === null) return ok(null);
  if (code === undefined || code.trim() === '') return refuse('second-factor-needed', { field: 'code' });
  const seconds = await takePoint(ctx.db, 'second-factor', account.id);
  return seconds === null ? ok(code) : refuse('too-many-attempts', { params: { seconds } });
}

async function refuseAndRecord(ctx: Context, code: 'credentials-wrong' | 'second-factor-wrong') {
  await record(ctx.db, ctx, { action: 'session.refused', objectType: 'session', objectId: '', outcome: 'refused', detail: { reason: code } });
  return refuse(code);
}
