import { randomUUID } from 'node:crypto';
import { record } from '@/lib/audit';
import { isUniqueViolation, type Context } from '@/lib/db';
import { pseudonym } from '@/lib/shared/pseudonym';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { spendToken } from './account-token';
import { emailIndex, emailIndexes, encryptEmail } from './field-keys';
import { takePoint } from './rate-limits';
import type { MailLinkInput } from './schema';
import { findAccountByIndex, getAccountForSignIn, lockEmail, writeEmail, writeVerified } from './store/accounts';
import { deleteTokens } from './store/tokens';
import { writeToOwner } from './write-to-owner';

/** Spends a mailed link: the address of the account, or the new one it shall have, is the person's own. */
export async function confirmEmail(ctx: Context, { token }: MailLinkInput): Promise<Result<null>> {
  const seconds = await takePoint(ctx.db, 'mail-link-address', ctx.address ?? randomUUID());
  if (seconds !== null) return refuse('too-many-attempts', { params: { seconds } });
  const at = ctx.now();
  try {
    return await ctx.db.$transaction(async (tx) => {
      const spent = await spendToken(tx, { token, purposes: ['VERIFY_EMAIL', 'CHANGE_EMAIL'], at });
      if (!spent) return refuse('mail-link-spent');
      const { accountId, address } = spent;
      const account = await getAccountForSignIn(tx, { accountId });
      if (account.status !== 'ACTIVE') return refuse('mail-link-spent');
      if (address === null) {
        await writeVerified(tx, { accountId, at });
      } else {
        const indexes = emailIndexes(address);
        await lockEmail(tx, { oldestIndex: indexes[0] ?? '' });
        const holder = await findAccountByIndex(tx, { emailIndexes: indexes });
        if (holder && holder.id !== accountId) return refuse('mail-link-spent');
        // The old address hears of it last.
        await writeToOwner(tx, account, { mail: { kind: 'email-changed' }, at });
        await writeEmail(tx, { accountId, emailCipher: encryptEmail(address, accountId), emailIndex: emailIndex(address), emailVerifiedAt: at });
        // Whoever reads the old mailbox has nothing to open the account with any more.
        await deleteTokens(tx, { accountId, purpose: 'RESET_PASSWORD' });
      }
      await record(tx, ctx, { action: address === null ? 'account.email-verified' : 'account.email-changed', objectType: 'account', objectId: pseudonym('audit', accountId) });
      return ok(null);
    });
  } catch (error) {
    if (isUniqueViolation(error)) return refuse('mail-link-spent');
    throw error;
  }
}
