import { requireStepUp, type Context } from '@/lib/db';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { issueToken } from './account-token';
import { atUniformTime } from './at-least';
import { normaliseEmail } from './core/normalise-email';
import { emailIndexes } from './field-keys';
import { takePoint } from './rate-limits';
import { requireSignIn } from './require-sign-in';
import type { ChangeEmailInput } from './schema';
import { findAccountByIndex, getAccountForSignIn } from './store/accounts';
import { linkTo, linkWithToken, localeOf, writeToOwner } from './write-to-owner';

/** Mails the link again that confirms the account's address. Nothing to do when it is confirmed. */
export async function askEmailConfirmation(ctx: Context): Promise<Result<null>> {
  const who = requireSignIn(ctx);
  if (!who.ok) return who;
  const { accountId } = who.value;
  const account = await getAccountForSignIn(ctx.db, { accountId });
  if (account.emailVerifiedAt !== null) return ok(null);
  const seconds = await takePoint(ctx.db, 'mail-account', accountId);
  if (seconds !== null) return refuse('too-many-attempts', { params: { seconds } });
  const at = ctx.now();
  await ctx.db.$transaction(async (tx) => {
    const token = await issueToken(tx, { accountId, purpose: 'VERIFY_EMAIL', at });
    await writeToOwner(tx, account, { mail: { kind: 'verify-email', link: linkWithToken('confirm-email', localeOf(account), token) }, at });
  });
  return ok(null);
}

/** Mails a link to the new address, which counts once it was opened. An address that has an account is answered alike. */
export async function changeEmail(ctx: Context, input: ChangeEmailInput): Promise<Result<null>> {
  const who = requireStepUp(ctx);
  if (!who.ok) return who;
  const { accountId } = who.value;
  const seconds = await takePoint(ctx.db, 'mail-account', accountId);
  if (seconds !== null) return refuse('too-many-attempts', { params: { seconds } });
  const address = normaliseEmail(input.email);
  const at = ctx.now();
  return atUniformTime(async () => {
    const holder = await findAccountByIndex(ctx.db, { emailIndexes: emailIndexes(address) });
    await ctx.db.$transaction(async (tx) => {
      if (holder) {
        if (holder.id !== accountId) await writeToOwner(tx, holder, { mail: { kind: 'account-exists', link: linkTo('forgot-password', localeOf(holder)) }, at });
        return;
      }
      const account = await getAccountForSignIn(tx, { accountId });
      const token = await issueToken(tx, { accountId, purpose: 'CHANGE_EMAIL', at, address });
      await writeToOwner(tx, account, { mail: { kind: 'change-email', link: linkWithToken('confirm-email', localeOf(account), token) }, at, address });
    });
    return ok(null);
  });
}
