import { record } from '@/lib/audit';
import type { Context } from '@/lib/db';
import { env, siteAddress } from '@/lib/env';
import { mailAccounts, requireRole } from '@/lib/identity';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { answerMail } from '../core/menu/offer-mail';
import type { AnswerRequestsInput } from '../menu-schema';
import { lockMenuFacts } from './store';
import { answerOpenRequests, replaceOffer } from './store-offers';

const dayMs = 86_400_000;

/**
 * The seller's answer to all open requests of one class: one price for everybody who states that class, now and until the offer ends, or a reason why there
 * is none. She never sees who asks, so no answer can be for one person. An offer is never above the public price, where there is one.
 */
export async function answerRequests(ctx: Context, input: AnswerRequestsInput): Promise<Result<{ answeredCount: number }>> {
  const who = requireRole(ctx, 'SELLER');
  if (!who.ok) return who;
  const { listingId, buyerClass, reason } = input;
  return ctx.db.$transaction(async (tx) => {
    const listing = await lockMenuFacts(tx, { listingId, sellerId: who.value.accountId });
    if (!listing) return refuse('not-found');
    const at = ctx.now();
    if (input.answer === 'OFFER') {
      if (listing.status !== 'PUBLISHED') return refuse('listing-not-published');
      // An offer is paid from wallets, which are in the market's currency.
      if (listing.currency !== env().MARKET_CURRENCY) return refuse('price-currency-mixed');
      if (listing.priceMinor !== null && input.priceMinor > listing.priceMinor) return refuse('price-out-of-range', { field: 'priceMinor', params: { maxMinor: listing.priceMinor } });
      await replaceOffer(tx, { listingId, buyerClass, priceMinor: input.priceMinor, currency: env().MARKET_CURRENCY, reason, createdAt: at, endsAt: new Date(at.getTime() + input.days * dayMs) });
    }
    const askedBy = await answerOpenRequests(tx, { listingId, buyerClass, state: input.answer === 'OFFER' ? 'OFFERED' : 'DECLINED', answer: reason, at });
    const offer = input.answer === 'OFFER' ? { priceMinor: input.priceMinor, currency: env().MARKET_CURRENCY, endsAt: new Date(at.getTime() + input.days * dayMs) } : null;
    const site = siteAddress();
    await mailAccounts(tx, { accountIds: askedBy, kind: 'offer-answered', at, write: (locale) => answerMail({ title: listing.title, buyerClass, reason, offer, link: `${site}/${locale}/datasets/${listing.slug}` }, locale) });
    const answeredCount = askedBy.length;
    await record(tx, ctx, {
      action: input.answer === 'OFFER' ? 'offer.made' : 'offer.declined', objectType: 'listing', objectId: listingId,
      detail: { buyerClass, reason, answeredCount, ...(input.answer === 'OFFER' && { priceMinor: input.priceMinor, days: input.days }) },
    });
    return ok({ answeredCount });
    // A letter each to everybody who asked.
  }, { timeout: 60_000 });
}
