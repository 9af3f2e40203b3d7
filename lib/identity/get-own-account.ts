import type { Context } from '@/lib/db';
import { ok, type Result } from '@/lib/shared/result';
import { decryptEmail } from './field-keys';
import { requireSignIn } from './require-sign-in';
import type { AccountView } from './schema';
import { getAccount } from './store/accounts';

/** The only place where an address is read back: for the person herself. */
export async function getOwnAccount(ctx: Context): Promise<Result<AccountView>> {
  const who = requireSignIn(ctx);
  if (!who.ok) return who;
  const { accountId } = who.value;
  const { emailCipher, emailVerifiedAt, roles, isDemo, seller } = await getAccount(ctx.db, { accountId });
  return ok({ email: decryptEmail(emailCipher, accountId), roles, seller, isDemo, isEmailVerified: emailVerifiedAt !== null });
}
