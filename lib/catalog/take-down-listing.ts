import { record } from '@/lib/audit';
import type { Context, Db } from '@/lib/db';
import { siteAddress } from '@/lib/env';
import { mailAccounts, requireRole } from '@/lib/identity';
import { ok, type Result } from '@/lib/shared/result';
import { decideAllowAgain, decideTakeDown } from './core/decide-listing';
import { moderationMail } from './core/moderation-mail';
import type { ModerateListingInput } from './schema';
import { lockListing, writeAllowedAgain, writeTakenDown } from './store/moderation';

/** An administrator takes a listing off the market, with a reason its seller is told; nobody can publish it before `allowListingAgain`. Whoever bought it keeps it. */
export async function takeDownListing(ctx: Context, { listingId, reason }: ModerateListingInput): Promise<Result<null>> {
  const who = requireRole(ctx, 'ADMIN');
  if (!who.ok) return who;
  return ctx.db.$transaction(async (tx) => {
    const listing = await lockListing(tx, { listingId });
    const decision = decideTakeDown(listing);
    if (!decision.ok) return decision;
    if (!listing || !decision.value.isChanged) return ok(null);
    await writeTakenDown(tx, { listingId, at: ctx.now(), reason });
    await record(tx, ctx, { action: 'listing.taken-down', objectType: 'listing', objectId: listingId, detail: { reason } });
    await tellSeller(tx, ctx, { listingId, ...listing, reason, isTakenDown: true });
    return ok(null);
  });
}

/** Its seller may publish it again; it is not on sale by this. */
export async function allowListingAgain(ctx: Context, { listingId, reason }: ModerateListingInput): Promise<Result<null>> {
  const who = requireRole(ctx, 'ADMIN');
  if (!who.ok) return who;
  return ctx.db.$transaction(async (tx) => {
    const listing = await lockListing(tx, { listingId });
    const decision = decideAllowAgain(listing, { administratorId: who.value.accountId });
    if (!decision.ok) return decision;
    if (!listing || !decision.value.isChanged) return ok(null);
    await writeAllowedAgain(tx, { listingId });
    await record(tx, ctx, { action: 'listing.allowed-again', objectType: 'listing', objectId: listingId, detail: { reason } });
    await tellSeller(tx, ctx, { listingId, ...listing, reason, isTakenDown: false });
    return ok(null);
  });
}

type Told = { readonly listingId: string; readonly sellerId: string; readonly title: string; readonly reason: string; readonly isTakenDown: boolean };

async function tellSeller(tx: Db, ctx: Context, { listingId, sellerId, title, reason, isTakenDown }: Told): Promise<void> {
  const link = (locale: string) => `${siteAddress()}/${locale}/sell/listings/${listingId}`;
  await mailAccounts(tx, { accountIds: [sellerId], kind: isTakenDown ? 'listing-taken-down' : 'listing-allowed-again', at: ctx.now(), write: (locale) => moderationMail({ title, reason, link: link(locale), isTakenDown }, locale) });
}
