import { randomUUID } from 'node:crypto';
import { record } from '@/lib/audit';
import type { Context, Db } from '@/lib/db';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { issueToken } from './account-token';
import { atUniformTime } from './at-least';
import { isCommonPassword } from './core/common-passwords';
import { normaliseEmail } from './core/normalise-email';
import { emailIndex, emailIndexes, encryptEmail } from './field-keys';
import { newIdentity } from './new-identity';
import { isVerificationRequired } from './needs-verified-email';
import { hashPassword } from './passwords';
import { takePoint } from './rate-limits';
import type { SignUpInput } from './schema';
import { findAccountByIndex, insertAccount, lockEmail } from './store/accounts';
import { linkTo, linkWithToken, localeOf, writeToOwner } from './write-to-owner';

export type SignedUp = { /** Whether the account can be used before its address was confirmed. */ readonly next: 'sign-in' | 'check-mail' };

/** What belongs to a new account in later modules, written in its own transaction; what it answers is recorded with it. */
type AlsoWrite = (tx: Db, accountId: string) => Promise<Readonly<Record<string, string | number>>>;

/**
 * Opens an account for buying. A known address is answered like a new one, in the same time; its owner is told by mail. Where
 * addresses need not be confirmed, signing in right away would still tell the two apart: see the decisions.
 */
export async function signUp(ctx: Context, input: SignUpInput, alsoWrite: AlsoWrite = () => Promise.resolve({})): Promise<Result<SignedUp>> {
  const seconds = await takePoint(ctx.db, 'sign-up-address', ctx.address ?? randomUUID());
  if (seconds !== null) return refuse('too-many-attempts', { params: { seconds } });
  const email = normaliseEmail(input.email);
  if (isCommonPassword(input.password, email)) return refuse('password-too-common', { field: 'password' });
  return atUniformTime(async () => {
    const passwordHash = await hashPassword(input.password);
    if (passwordHash === null) return refuse('too-many-attempts', { params: { seconds: 5 } });
    await openAccount(ctx, { email, passwordHash, locale: input.locale, alsoWrite });
    return ok({ next: isVerificationRequired() ? 'check-mail' : 'sign-in' });
  });
}

async function openAccount(ctx: Context, { email, passwordHash, locale, alsoWrite }: { readonly email: string; readonly passwordHash: string; readonly locale: SignUpInput['locale']; readonly alsoWrite: AlsoWrite }): Promise<void> {
  const indexes = emailIndexes(email);
  const mayWrite = (await takePoint(ctx.db, 'mail-account', emailIndex(email))) === null;
  const at = ctx.now();
  await ctx.db.$transaction(async (tx) => {
    await lockEmail(tx, { oldestIndex: indexes[0] ?? '' });
    const known = await findAccountByIndex(tx, { emailIndexes: indexes });
    if (known) {
      if (mayWrite) await writeToOwner(tx, known, { mail: { kind: 'account-exists', link: linkTo('forgot-password', localeOf(known)) }, at });
      return;
    }
    const { identityId, accountId } = newIdentity();
    const emailCipher = encryptEmail(email, accountId);
    await insertAccount(tx, { roles: ['BUYER'], locale, isDemo: false, identity: { id: identityId, accountId, emailCipher, emailIndex: emailIndex(email), passwordHash } });
    const token = await issueToken(tx, { accountId, purpose: 'VERIFY_EMAIL', at });
    await writeToOwner(tx, { id: accountId, emailCipher, locale }, { mail: { kind: 'verify-email', link: linkWithToken('confirm-email', locale, token) }, at });
    const detail = await alsoWrite(tx, accountId);
    await record(tx, ctx, { action: 'account.created', objectType: 'account', objectId: '', detail });
  });
}
