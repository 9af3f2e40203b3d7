import { isOwnListing } from '@/lib/catalog';
import type { Context } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { buyerClasses, type ClassRequests } from '../menu-schema';
import { listOffers, listOpenRequests } from './store-offers';

/** What buyers ask the seller for, by the class they state, and the offers that hold. */
export async function listRequests(ctx: Context, { listingId }: { readonly listingId: string }): Promise<Result<readonly ClassRequests[]>> {
  const who = requireRole(ctx, 'SELLER');
  if (!who.ok) return who;
  if (!(await isOwnListing(ctx.db, { listingId, sellerId: who.value.accountId }))) return refuse('not-found');
  const [requests, offers] = [await listOpenRequests(ctx.db, { listingId }), await listOffers(ctx.db, { listingId, now: ctx.now() })];
  return ok(buyerClasses.flatMap((buyerClass) => {
    const needs = requests.filter((request) => request.buyerClass === buyerClass).map(({ need, openedAt }) => ({ need, at: openedAt.toISOString() }));
    const offer = offers.find((one) => one.buyerClass === buyerClass);
    return needs.length === 0 && !offer ? [] : [{ buyerClass, openCount: needs.length, needs, offer: offer ? { priceMinor: offer.priceMinor, reason: offer.reason, endsAt: offer.endsAt.toISOString() } : null }];
  }));
}
