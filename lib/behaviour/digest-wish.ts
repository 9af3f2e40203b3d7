import { hasConsent } from '@/lib/consent';
import type { Context } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import { pseudonym } from '@/lib/shared/pseudonym';
import { ok, refuse, type Result } from '@/lib/shared/result';
import type { DigestWishInput, DigestWishView, StopDigestInput } from './schema';
import { deleteDigestWish, findDigestWish, insertDigestWish, listDigestAccounts } from './store-digests';

/** Known to nobody but the reader of the mail; says nothing of who she is. */
export function digestToken(accountId: string): string {
  return pseudonym('behaviour', accountId, 'digest');
}

export async function getDigestWish(ctx: Context): Promise<Result<DigestWishView>> {
  const who = requireRole(ctx, 'BUYER');
  if (!who.ok) return who;
  const [wish, canAsk] = [await findDigestWish(ctx.db, { accountId: who.value.accountId }), await hasConsent(ctx, 'personalisation')];
  return ok({ isWanted: wish !== null, canAsk, lastSentAt: wish?.lastSentAt?.toISOString() ?? null });
}

/** Asking needs consent to personal suggestions; stopping needs nothing. */
export async function setDigestWish(ctx: Context, { isWanted }: DigestWishInput): Promise<Result<{ isWanted: boolean }>> {
  const who = requireRole(ctx, 'BUYER');
  if (!who.ok) return who;
  const { accountId } = who.value;
  if (!isWanted) {
    await deleteDigestWish(ctx.db, { accountId });
    return ok({ isWanted });
  }
  if (!(await hasConsent(ctx, 'personalisation'))) return refuse('consent-needed');
  await insertDigestWish(ctx.db, { accountId, since: ctx.now() });
  return ok({ isWanted });
}

/** By the address in the mail, without signing in. Every token is answered alike, so that none can be tried for who reads mails. */
export async function stopDigest(ctx: Pick<Context, 'db'>, { token }: StopDigestInput): Promise<Result<null>> {
  const accountId = (await listDigestAccounts(ctx.db)).find((each) => digestToken(each) === token);
  if (accountId !== undefined) await deleteDigestWish(ctx.db, { accountId });
  return ok(null);
}
