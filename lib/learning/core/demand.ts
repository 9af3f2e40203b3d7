import type { DemandFit } from './fit-demand';
import { sigmoid } from './logistic';

export type DemandAtPrice = { readonly probability: number; readonly sales: number; readonly revenueMinor: number };
export type BestPrice = DemandAtPrice & {
  readonly priceMinor: number;
  /** What stopped it: a lower or a higher price would bring more. Null: it is the optimum. */
  readonly bound: 'floor' | 'ceiling' | null;
};

/**
 * What is expected of a listing at a price, over so many views. Sales and revenue are expectations, not whole numbers.
 * @param priceMinor minor units, above 0
 * @throws RangeError for a price of zero or less, or a negative number of views
 */
export function expectDemand(fit: DemandFit, listing: string, priceMinor: number, views: number): DemandAtPrice {
  if (!(priceMinor > 0 && priceMinor < Infinity && views >= 0)) throw new RangeError('Needs a price above 0 and views of 0 or more');
  const probability = sigmoid(offsetOf(fit, listing) - fit.slope * (Math.log(priceMinor) - fit.referenceLogPrice));
  return { probability, sales: probability * views, revenueMinor: probability * views * priceMinor };
}

/** A listing without views is expected to be like the others. */
function offsetOf(fit: DemandFit, listing: string): number {
  return (Object.hasOwn(fit.offsets, listing) ? fit.offsets[listing] : undefined) ?? fit.meanOffset;
}

/**
 * The whole number of minor units between floor and ceiling with the greatest expected revenue. From d ln(p·P)/d ln p = 1 − b(1 − P) = 0 follows
 * P = 1 − 1/b, that is ln p* = reference + (a − ln(b − 1)) / b; revenue rises before it and falls after, so a bound in between is best.
 * Where b ≤ 1 buyers hardly mind the price and revenue rises without end: the ceiling, which says so.
 * @throws RangeError unless 1 ≤ floor ≤ ceiling, both whole
 */
export function bestPrice(fit: DemandFit, listing: string, { floorMinor, ceilingMinor, views }: { readonly floorMinor: number; readonly ceilingMinor: number; readonly views: number }): BestPrice {
  if (!Number.isSafeInteger(floorMinor) || !Number.isSafeInteger(ceilingMinor) || floorMinor < 1 || ceilingMinor < floorMinor) throw new RangeError('Needs whole prices 1 ≤ floor ≤ ceiling');
  const ideal = fit.slope > 1 ? Math.exp(fit.referenceLogPrice + (offsetOf(fit, listing) - Math.log(fit.slope - 1)) / fit.slope) : Number.POSITIVE_INFINITY;
  const bound = ideal < floorMinor ? 'floor' : ideal > ceilingMinor ? 'ceiling' : null;
  const [low, high] = [Math.floor(ideal), Math.ceil(ideal)].map((price) => Math.min(ceilingMinor, Math.max(floorMinor, price)));
  const priced = [low ?? floorMinor, high ?? ceilingMinor].map((priceMinor) => ({ priceMinor, bound, ...expectDemand(fit, listing, priceMinor, views) }) satisfies BestPrice);
  return priced.reduce((best, other) => (other.revenueMinor > best.revenueMinor ? other : best));
}
