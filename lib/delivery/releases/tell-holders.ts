import type { Prisma } from '@/lib/db';
import { siteAddress } from '@/lib/env';
import { mailAccounts } from '@/lib/identity';
import { insertNotices } from '@/lib/orders';
import { releaseMail, type ReleaseMail } from '../core/release-mail';

type Told = Omit<ReleaseMail, 'title' | 'link' | 'number'> & {
  readonly holders: readonly { readonly id: string; readonly buyerId: string }[];
  readonly listing: { readonly slug: string; readonly title: string };
  readonly revision: { readonly id: string; readonly number: number };
  readonly at: Date;
};

/** A notice under My data and a mail for everybody with a right in force, in the transaction of its cause. */
export async function tellHolders(tx: Prisma.TransactionClient, { holders, listing, revision, at, ...facts }: Told): Promise<void> {
  await insertNotices(tx, { entitlementIds: holders.map((holder) => holder.id), revisionId: revision.id, kind: facts.kind, at });
  const site = siteAddress();
  await mailAccounts(tx, {
    accountIds: [...new Set(holders.map((holder) => holder.buyerId))], kind: `revision-${facts.kind.toLowerCase()}`, at,
    write: (locale) => releaseMail({ ...facts, title: listing.title, number: revision.number, link: `${site}/${locale}/datasets/${listing.slug}/revisions/${revision.number}` }, locale),
  });
}
