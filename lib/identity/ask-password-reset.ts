import { randomUUID } from 'node:crypto';
import { record } from '@/lib/audit';
import type { Context } from '@/lib/db';
import { toAccountId } from '@/lib/shared/ids';
import { pseudonym } from '@/lib/shared/pseudonym';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { issueToken } from './account-token';
import { atUniformTime } from './at-least';
import { emailIndex, emailIndexes } from './field-keys';
import { takePoint } from './rate-limits';
import type { AskPasswordResetInput } from './schema';
import { findAccountByIndex } from './store/accounts';
import { linkWithToken, localeOf, writeToOwner } from './write-to-owner';

/** Mails a link when the address is known. The answer and its time are the same when it isn't. */
export async function askPasswordReset(ctx: Context, { email }: AskPasswordResetInput): Promise<Result<null>> {
  const seconds = await takePoint(ctx.db, 'reset-address', ctx.address ?? randomUUID());
  if (seconds !== null) return refuse('too-many-attempts', { params: { seconds } });
  return atUniformTime(async () => {
    const account = await findAccountByIndex(ctx.db, { emailIndexes: emailIndexes(email) });
    const mayWrite = (await takePoint(ctx.db, 'mail-account', emailIndex(email))) === null;
    if (account?.status !== 'ACTIVE' || !mayWrite) return ok(null);
    const at = ctx.now();
    await ctx.db.$transaction(async (tx) => {
      const token = await issueToken(tx, { accountId: account.id, purpose: 'RESET_PASSWORD', at });
      await writeToOwner(tx, account, { mail: { kind: 'reset-password', link: linkWithToken('new-password', localeOf(account), token) }, at });
      await record(tx, ctx, { action: 'account.reset-asked', objectType: 'account', objectId: pseudonym('audit', toAccountId(account.id)) });
    });
    return ok(null);
  });
}
