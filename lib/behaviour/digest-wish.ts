import { createHash, randomUUID } from 'node:crypto';
import { hasConsent } from '@/lib/consent';
import type { Context } from '@/lib/db';
import { getOwnAccount, requireRole, takePoint } from '@/lib/identity';
import { isPseudonymOf, pseudonymAt } from '@/lib/shared/pseudonym';
import { ok, refuse, type Result } from '@/lib/shared/result';
import type { DigestWishInput, DigestWishView, StopDigestInput } from './schema';
import { deleteDigestWish, deleteDigestWishByToken, findDigestWish, insertDigestWish, listUnhashedWishes } from './store-digests';

/** Known to nobody but the reader of the mail; says nothing of who she is. The same in every mail since she asked for them, whatever keys are added meanwhile: each can be stopped by any. */
export function digestToken(accountId: string, { since }: { readonly since: Date }): string {
  return pseudonymAt(since, 'behaviour', accountId, 'digest');
}

export async function getDigestWish(ctx: Context): Promise<Result<DigestWishView>> {
  const who = requireRole(ctx, 'BUYER');
  if (!who.ok) return who;
  const [wish, canAsk, own] = [await findDigestWish(ctx.db, { accountId: who.value.accountId }), await hasConsent(ctx, 'personalisation'), await getOwnAccount(ctx)];
  return ok({ isWanted: wish !== null, canAsk, isAddressConfirmed: own.ok && own.value.isEmailVerified, lastSentAt: wish?.lastSentAt?.toISOString() ?? null });
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
  const since = ctx.now();
  await insertDigestWish(ctx.db, { accountId, since, stopHash: stopHash(digestToken(accountId, { since })) });
  return ok({ isWanted });
}

/** What is kept of a token: who reads the table can stop nobody's mails. */
export function stopHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** By the address in the mail, without signing in. Every token is answered alike and costs the same, so that none can be tried for who reads mails. */
export async function stopDigest(ctx: Pick<Context, 'db' | 'address'>, { token }: StopDigestInput): Promise<Result<null>> {
  const seconds = await takePoint(ctx.db, 'stop-mail-address', ctx.address ?? randomUUID());
  if (seconds !== null) return refuse('too-many-attempts', { params: { seconds } });
  await deleteDigestWishByToken(ctx.db, { stopHash: stopHash(token) });
  // A mail of before can be stopped as well: each of those who had one gets her hash with the next, so that these become none.
  const accountId = (await listUnhashedWishes(ctx.db)).find((each) => isPseudonymOf(token, 'behaviour', each, 'digest'));
  if (accountId !== undefined) await deleteDigestWish(ctx.db, { accountId });
  return ok(null);
}
