import { record } from '@/lib/audit';
import type { Context } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { decideMenu } from '../core/menu/decide-menu';
import { plansToday } from '../core/menu/quote-choice';
import type { SaveMenuInput } from '../menu-schema';
import { listSetPlans, lockMenuFacts, replacePlans } from './store';

/**
 * Puts a menu in the place of the one before. A menu that anybody could get around is refused, with what undercuts what, and so is one that was typed beside another (`seen`): in a
 * second window, or while the price changed by itself. Who bought keeps what she bought, at its price.
 */
export async function saveMenu(ctx: Context, { listingId, plans, seen }: SaveMenuInput): Promise<Result<{ planCount: number }>> {
  const who = requireRole(ctx, 'SELLER');
  if (!who.ok) return who;
  return ctx.db.$transaction(async (tx) => {
    const listing = await lockMenuFacts(tx, { listingId, sellerId: who.value.accountId });
    if (!listing) return refuse('not-found');
    if (listing.status !== 'PUBLISHED') return refuse('listing-not-published');
    const { priceMinor } = listing;
    // Every line follows the price of the whole: without one there is nothing to follow.
    if (priceMinor === null) return refuse('price-on-request');
    if (seen && (seen.wholeMinor !== priceMinor || seen.planIds.toSorted().join() !== plansToday(await listSetPlans(tx, { listingId }), priceMinor).map((plan) => plan.id).toSorted().join())) return refuse('menu-changed');
    const decision = decideMenu(plans, { ...listing, priceMinor });
    if (!decision.ok) return decision;
    await replacePlans(tx, { listingId, plans, setAtMinor: priceMinor, at: ctx.now() });
    await record(tx, ctx, { action: 'menu.saved', objectType: 'listing', objectId: listingId, detail: { wholeMinor: priceMinor, plans: JSON.stringify(plans) } });
    return ok({ planCount: plans.length });
  });
}
