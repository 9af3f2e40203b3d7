import { randomUUID } from 'node:crypto';
import { record } from '@/lib/audit';
import { isUniqueViolation, type Context } from '@/lib/db';
import { toAccountId, type AccountId } from '@/lib/shared/ids';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { isCommonPassword } from './core/common-passwords';
import { normaliseEmail } from './core/normalise-email';
import { emailIndex, encryptEmail } from './field-keys';
import { hashPassword } from './passwords';
import { takePoint } from './rate-limits';
import type { SignUpInput } from './schema';
import { insertAccount } from './store';

/**
 * Opens an account for buying. A taken address is refused by name: without confirmation mails there is no other honest
 * answer; how many may be tried from one client address is limited by the caller's `address`.
 */
export async function signUp(ctx: Context, input: SignUpInput & { readonly address?: string }): Promise<Result<{ accountId: AccountId }>> {
  const seconds = input.address === undefined ? null : await takePoint('sign-up-address', input.address);
  if (seconds !== null) return refuse('too-many-attempts', { params: { seconds } });
  const email = normaliseEmail(input.email);
  if (isCommonPassword(input.password, email)) return refuse('password-too-common', { field: 'password' });
  const passwordHash = await hashPassword(input.password);
  if (passwordHash === null) return refuse('too-many-attempts', { params: { seconds: 5 } });
  const id = randomUUID();
  try {
    return await ctx.db.$transaction(async (tx) => {
      await insertAccount(tx, { id, emailCipher: encryptEmail(email, id), emailIndex: emailIndex(email), passwordHash, roles: ['BUYER'], locale: input.locale, isDemo: false });
      await record(tx, ctx, { action: 'account.created', objectType: 'account', objectId: '' });
      return ok({ accountId: toAccountId(id) });
    });
  } catch (error) {
    if (isUniqueViolation(error)) return refuse('credentials-wrong', { field: 'email' });
    throw error;
  }
}
