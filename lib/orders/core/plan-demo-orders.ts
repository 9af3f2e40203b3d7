import { decideTopUp } from './decide-top-up';
import { splitSale } from './split-sale';

export type DemoWish = { readonly buyerId: string; readonly listingId: string; readonly placedAt: Date };
export type DemoListing = { readonly id: string; readonly sellerId: string; readonly priceMinor: number };

export type DemoPlan = {
  readonly orders: readonly (DemoWish & { readonly sellerId: string; readonly priceMinor: number; readonly sellerMinor: number; readonly feeMinor: number })[];
  readonly topUps: readonly { readonly buyerId: string; readonly amountMinor: number; readonly firstOrderAt: Date }[];
};

/** Credit is paid in by the hundred (in major units), as a person would. */
const topUpStepMinor = 10_000;

/**
 * Which generated orders the rules of the market allow, in time order, and the credit that pays for them: nobody buys
 * her own listing or the same one twice, and no wallet is paid more than it may hold. One top-up per buyer, before her
 * first paid order, covers what she spends.
 */
export function planDemoOrders(wishes: readonly DemoWish[], listings: readonly DemoListing[], feePercent: number): DemoPlan {
  const byId = new Map(listings.map((listing) => [listing.id, listing]));
  const spent = new Map<string, { totalMinor: number; first: Date }>();
  const seen = new Set<string>();
  const orders: DemoPlan['orders'][number][] = [];
  for (const wish of wishes.toSorted((a, b) => a.placedAt.getTime() - b.placedAt.getTime())) {
    const listing = byId.get(wish.listingId);
    const pair = `${wish.buyerId} ${wish.listingId}`;
    if (!listing || listing.sellerId === wish.buyerId || seen.has(pair)) continue;
    const before = spent.get(wish.buyerId);
    const totalMinor = (before?.totalMinor ?? 0) + listing.priceMinor;
    if (totalMinor > 0 && !decideTopUp(0, roundUp(totalMinor)).ok) continue;
    seen.add(pair);
    if (listing.priceMinor > 0) spent.set(wish.buyerId, { totalMinor, first: before?.first ?? wish.placedAt });
    orders.push({ ...wish, sellerId: listing.sellerId, priceMinor: listing.priceMinor, ...splitSale(listing.priceMinor, feePercent) });
  }
  const topUps = [...spent].map(([buyerId, { totalMinor, first }]) => ({ buyerId, amountMinor: roundUp(totalMinor), firstOrderAt: first }));
  return { orders, topUps };
}

function roundUp(amountMinor: number): number {
  return Math.ceil(amountMinor / topUpStepMinor) * topUpStepMinor;
}
