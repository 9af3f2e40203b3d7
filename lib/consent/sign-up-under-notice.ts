import type { Context } from '@/lib/db';
import { signUp, type SignedUp } from '@/lib/identity';
import { ok, type Result } from '@/lib/shared/result';
import { readShownNotice } from './read-shown-notice';
import type { SignUpUnderNoticeInput } from './schema';
import { writeShown } from './show-notice';
import { findNewestVersion } from './store';

/**
 * Opens an account for somebody who was shown the notice in force: without the token that proves it nothing is stored. Which text it was is kept with the account's
 * first row, in one transaction. The token is checked before the address is looked at, so that its answer says nothing of who has an account.
 */
export async function signUpUnderNotice(ctx: Context, { noticeToken = '', ...input }: SignUpUnderNoticeInput): Promise<Result<SignedUp>> {
  const isPublished = (await findNewestVersion(ctx.db, { code: 'privacy' })) > 0;
  const shown = isPublished ? await readShownNotice(ctx.db, ctx, noticeToken) : ok(null);
  if (!shown.ok) return shown;
  const { value } = shown;
  return signUp(ctx, input, async (tx, accountId) => {
    if (value) await writeShown(tx, { accountId, shown: value, surface: 'sign-up', at: ctx.now() });
    return value ? { noticeVersion: value.version, noticeSha256: value.sha256, noticeLocale: value.locale } : {};
  });
}
