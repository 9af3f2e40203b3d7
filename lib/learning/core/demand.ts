import type { DemandFit } from './fit-demand';
import { sigmoid } from './logistic';

/** P(buy | p) = σ(offset − slope · (ln p − referenceLogPrice)), prices in minor units. */
export type DemandCurve = { readonly slope: number; readonly offset: number; readonly referenceLogPrice: number };
export type DemandAtPrice = { readonly probability: number; readonly sales: number; readonly revenueMinor: number };
export type BestPrice = DemandAtPrice & {
  readonly priceMinor: number;
  /** What stopped it: a lower or a higher price would bring more. Null: it is the optimum. */
  readonly bound: 'floor' | 'ceiling' | null;
};

/** The curve of a listing; of one without views, what is expected of any listing at its reference (logarithm of, say, the suggested price). */
export function curveOf(fit: DemandFit, listing: string, referenceLogPrice: number): DemandCurve {
  const known = Object.hasOwn(fit.listings, listing) ? fit.listings[listing] : undefined;
  return { slope: fit.slope, ...(known ?? { offset: fit.meanOffset, referenceLogPrice }) };
}

/**
 * What is expected at a price, over so many views. Sales and revenue are expectations, not whole numbers.
 * @param priceMinor minor units, above 0
 * @throws RangeError for a price of zero or less, or a negative number of views
 */
export function expectDemand({ slope, offset, referenceLogPrice }: DemandCurve, priceMinor: number, views: number): DemandAtPrice {
  if (!(priceMinor > 0 && priceMinor < Infinity && views >= 0)) throw new RangeError('Needs a price above 0 and views of 0 or more');
  const probability = sigmoid(offset - slope * (Math.log(priceMinor) - referenceLogPrice));
  return { probability, sales: probability * views, revenueMinor: probability * views * priceMinor };
}

/**
 * The whole number of minor units between floor and ceiling with the greatest expected revenue. From d ln(p·P)/d ln p = 1 − b(1 − P) = 0 follows
 * P = 1 − 1/b, that is ln p* = reference + (a − ln(b − 1)) / b; revenue rises before it and falls after, so a bound in between is best.
 * Where b ≤ 1 buyers hardly mind the price and revenue rises without end: the ceiling, which says so.
 * @throws RangeError unless 1 ≤ floor ≤ ceiling, both whole
 */
export function bestPrice(curve: DemandCurve, { floorMinor, ceilingMinor, views }: { readonly floorMinor: number; readonly ceilingMinor: number; readonly views: number }): BestPrice {
  if (!Number.isSafeInteger(floorMinor) || !Number.isSafeInteger(ceilingMinor) || floorMinor < 1 || ceilingMinor < floorMinor) throw new RangeError('Needs whole prices 1 ≤ floor ≤ ceiling');
  const { slope, offset, referenceLogPrice } = curve;
  const ideal = slope > 1 ? Math.exp(referenceLogPrice + (offset - Math.log(slope - 1)) / slope) : Number.POSITIVE_INFINITY;
  const bound = ideal < floorMinor ? 'floor' : ideal > ceilingMinor ? 'ceiling' : null;
  const within = (price: number): number => Math.min(ceilingMinor, Math.max(floorMinor, price));
  const at = (priceMinor: number): BestPrice => ({ priceMinor, bound, ...expectDemand(curve, priceMinor, views) });
  const [below, above] = [at(within(Math.floor(ideal))), at(within(Math.ceil(ideal)))];
  return above.revenueMinor > below.revenueMinor ? above : below;
}
