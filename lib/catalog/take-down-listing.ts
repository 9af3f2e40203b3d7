import { record } from '@/lib/audit';
import type { Context, Prisma } from '@/lib/db';
import { siteAddress } from '@/lib/env';
import { mailAccounts, requireRole } from '@/lib/identity';
import { ok, type Result } from '@/lib/shared/result';
import { decideAllowAgain, decideTakeDown } from './core/decide-listing';
import { moderationMail } from './core/moderation-mail';
import type { ModerateListingInput } from './schema';
import { lockListing, writeAllowedAgain, writeTakenDown } from './store/moderation';

/** An administrator takes a listing off the market, with a reason its seller is told; nobody can publish it before `allowListingAgain`. Whoever bought it keeps it. */
export function takeDownListing(ctx: Context, input: ModerateListingInput): Promise<Result<null>> {
  return moderate(ctx, input, { isTakenDown: true, decide: (listing) => decideTakeDown(listing), write: (tx) => writeTakenDown(tx, { ...input, at: ctx.now() }) });
}

/** Its seller may publish it again; it is not on sale by this. */
export function allowListingAgain(ctx: Context, input: ModerateListingInput): Promise<Result<null>> {
  return moderate(ctx, input, { isTakenDown: false, decide: decideAllowAgain, write: (tx) => writeAllowedAgain(tx, input) });
}

type Moderation = { readonly isTakenDown: boolean; readonly decide: typeof decideAllowAgain; readonly write: (tx: Prisma.TransactionClient) => Promise<void> };

/** Decides under the listing's lock, writes, records and tells the seller; what is so already is left as it is. */
async function moderate(ctx: Context, { listingId, reason }: ModerateListingInput, { isTakenDown, decide, write }: Moderation): Promise<Result<null>> {
  const who = requireRole(ctx, 'ADMIN');
  if (!who.ok) return who;
  return ctx.db.$transaction(async (tx) => {
    const listing = await lockListing(tx, { listingId });
    const decision = decide(listing, { administratorId: who.value.accountId });
    if (!decision.ok) return decision;
    if (!listing || !decision.value.isChanged) return ok(null);
    await write(tx);
    await record(tx, ctx, { action: isTakenDown ? 'listing.taken-down' : 'listing.allowed-again', objectType: 'listing', objectId: listingId, detail: { reason } });
    const letter = (locale: 'en' | 'zh') => moderationMail({ title: listing.title, reason, link: `${siteAddress()}/${locale}/sell/listings/${listingId}`, isTakenDown }, locale);
    await mailAccounts(tx, { accountIds: [listing.sellerId], kind: isTakenDown ? 'listing-taken-down' : 'listing-allowed-again', at: ctx.now(), write: letter });
    return ok(null);
  });
}
