import { record } from '@/lib/audit';
import { isUniqueViolation, type Context, type Db } from '@/lib/db';
import { siteAddress } from '@/lib/env';
import { mailAccounts, requireRole } from '@/lib/identity';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { requestMail } from '../core/menu/offer-mail';
import type { OwnRequestView, RequestOfferInput } from '../menu-schema';
import { findMenuFacts, listSetPlans } from './store';
import { findNewestRequest, insertRequest, listOffers } from './store-offers';

/** Asks the seller for terms. Where her class has an offer already it is hers at once: an offer is to a class, so asking first gains nobody anything. `opened`: what else is written together with a new request. */
export async function requestOffer(ctx: Context, { listingId, buyerClass, need }: RequestOfferInput, opened?: (tx: Db) => Promise<void>): Promise<Result<OwnRequestView>> {
  const who = requireRole(ctx, 'BUYER');
  if (!who.ok) return who;
  const buyerId = who.value.accountId;
  try {
    const asked = await ctx.db.$transaction(async (tx): Promise<Result<null>> => {
      const listing = await findMenuFacts(tx, { listingId });
      if (!listing || listing.status !== 'PUBLISHED') return refuse('not-found');
      if (listing.sellerId === buyerId) return refuse('own-listing');
      if (listing.priceMinor !== null && !(await listSetPlans(tx, { listingId })).some((plan) => plan.kind === 'ON_REQUEST')) return refuse('plan-not-offered');
      if ((await findNewestRequest(tx, { listingId, buyerId }))?.state === 'OPEN') return ok(null);
      const offer = (await listOffers(tx, { listingId, now: ctx.now() })).find((one) => one.buyerClass === buyerClass);
      const requestId = await insertRequest(tx, { listingId, buyerId, buyerClass, need, state: offer ? 'OFFERED' : 'OPEN', openedAt: ctx.now() });
      await opened?.(tx);
      // What her class has an offer for needs no answer, and the seller no letter.
      const site = siteAddress();
      if (!offer) await mailAccounts(tx, { accountIds: [listing.sellerId], kind: 'offer-requested', at: ctx.now(), write: (locale) => requestMail({ title: listing.title, buyerClass, link: `${site}/${locale}/sell/listings/${listingId}/studio#requests` }, locale) });
      await record(tx, ctx, { action: 'offer.requested', objectType: 'offer-request', objectId: requestId, detail: { listingId, buyerClass } });
      return ok(null);
    });
    if (!asked.ok) return asked;
  } catch (error) {
    // Two at once: the other one stands.
    if (!isUniqueViolation(error)) throw error;
  }
  const view = await readOwnRequest(ctx, { listingId, buyerId });
  return view ? ok(view) : refuse('not-found');
}

/** What this buyer asked for last, and the offer that holds for the class she stated. */
export async function readOwnRequest({ db, now }: Pick<Context, 'db' | 'now'>, { listingId, buyerId }: { readonly listingId: string; readonly buyerId: string }): Promise<OwnRequestView | null> {
  const request = await findNewestRequest(db, { listingId, buyerId });
  if (!request) return null;
  const offer = request.state === 'OFFERED' ? (await listOffers(db, { listingId, now: now() })).find((one) => one.buyerClass === request.buyerClass) : undefined;
  return {
    buyerClass: request.buyerClass, state: request.state, answer: request.answer,
    offer: offer ? { offerId: offer.id, priceMinor: offer.priceMinor, reason: offer.reason, endsAt: offer.endsAt.toISOString() } : null,
  };
}
