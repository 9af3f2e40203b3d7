import { hasConsent } from '@/lib/consent';
import type { Context } from '@/lib/db';
import { env } from '@/lib/env';
import { mailAccounts } from '@/lib/identity';
import { toAccountId } from '@/lib/shared/ids';
import { digestLetter } from './core/digest-letter';
import { digestToken, stopHash } from './digest-wish';
import { recommend } from './recommend';
import { flushShown } from './shown-queue';
import { claimDigest, listDueDigests } from './store-digests';

const week = 7 * 24 * 60 * 60 * 1_000;
const itemCount = 5;
/** Read at a time. Every one who is due has her turn in every run: those with nothing to be told stay due, and would hold up the others. */
const batchSize = 500;

/** Writes the weekly mail to who asked for it, confirmed the address and still allows personal suggestions; without something personal to say none is written. A run that is repeated writes none twice. */
export async function writeDigests(ctx: Context): Promise<{ readonly writtenCount: number }> {
  const at = ctx.now();
  const before = new Date(at.getTime() - week);
  let writtenCount = 0;
  for (let after: string | null = null; ;) {
    const due: { accountId: string; since: Date }[] = await listDueDigests(ctx.db, { before, after, take: batchSize });
    for (const wish of due) writtenCount += await writeDigest(ctx, { ...wish, before, at });
    after = due.at(-1)?.accountId ?? null;
    await flushShown(ctx.db);
    if (after === null || due.length < batchSize) return { writtenCount };
  }
}

/** How many were written: 0 without consent, without anything personal, and when another process was first. */
async function writeDigest(ctx: Context, { accountId, since, before, at }: { readonly accountId: string; readonly since: Date; readonly before: Date; readonly at: Date }): Promise<number> {
  const own: Context = { ...ctx, actor: { kind: 'account', accountId: toAccountId(accountId), sessionId: '', roles: ['BUYER'] } };
  if (!(await hasConsent(own, 'personalisation'))) return 0;
  const list = await recommend(own, { size: itemCount, surface: 'digest' });
  if (!list.ok || !list.value.isPersonal) return 0;
  const items = list.value.items.map(({ card, reason }) => ({ title: card.title, slug: card.slug, reason }));
  const token = digestToken(accountId, { since });
  return ctx.db.$transaction(async (tx) => {
    if ((await claimDigest(tx, { accountId, before, at, stopHash: stopHash(token) })) === 0) return 0;
    return mailAccounts(tx, { accountIds: [accountId], kind: 'digest', at, write: (locale) => digestLetter(items, { locale, origin: env().NEXTAUTH_URL, token }) });
  });
}
