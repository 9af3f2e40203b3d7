import { hasConsent } from '@/lib/consent';
import type { Context } from '@/lib/db';
import { env } from '@/lib/env';
import { mailAccounts } from '@/lib/identity';
import { toAccountId } from '@/lib/shared/ids';
import { digestLetter } from './core/digest-letter';
import { digestToken } from './digest-wish';
import { recommend } from './recommend';
import { claimDigest, listDueDigests } from './store-digests';

const week = 7 * 24 * 60 * 60 * 1_000;
const itemCount = 5;
/** Of one run; whoever is left is due at the next. */
const mostAtOnce = 500;

/** Writes the weekly mail to who asked for it and still allows personal suggestions; without something personal to say none is written. A run that is repeated writes none twice. */
export async function writeDigests(ctx: Context): Promise<{ readonly writtenCount: number }> {
  const at = ctx.now();
  const before = new Date(at.getTime() - week);
  let writtenCount = 0;
  for (const { accountId } of await listDueDigests(ctx.db, { before, take: mostAtOnce })) {
    const own: Context = { ...ctx, actor: { kind: 'account', accountId: toAccountId(accountId), sessionId: '', roles: ['BUYER'] } };
    if (!(await hasConsent(own, 'personalisation'))) continue;
    const list = await recommend(own, { size: itemCount, surface: 'digest' });
    if (!list.ok || !list.value.isPersonal) continue;
    const items = list.value.items.map(({ card, reason }) => ({ title: card.title, slug: card.slug, because: reason.code === 'because-you-viewed' ? reason.anchorTitle : null }));
    await ctx.db.$transaction(async (tx) => {
      if ((await claimDigest(tx, { accountId, before, at })) === 0) return;
      writtenCount += await mailAccounts(tx, { accountIds: [accountId], kind: 'digest', at, write: (locale) => digestLetter(items, { locale, origin: env().NEXTAUTH_URL, token: digestToken(accountId) }) });
    });
  }
  return { writtenCount };
}
