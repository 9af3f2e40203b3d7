import { maxAmountMinor } from '@/lib/shared/money';
import { shareAt, type DemandBelief } from '@/lib/learning';
import type { RevenuePoint } from '../schema';

const [pointCount, span] = [41, 1.2];

/** Expected sales and revenue at one price over so many people who look, with the band of 80% of the believed curves. */
export function revenueAt(belief: DemandBelief, priceMinor: number, viewCount: number): RevenuePoint {
  const { expected, low, high } = shareAt(belief, Math.log(priceMinor));
  const money = (share: number): number => Math.round(share * viewCount * priceMinor);
  const sales = (share: number): number => Math.round(share * viewCount * 1000) / 1000;
  return { priceMinor, sales: sales(expected), salesLow: sales(low), salesHigh: sales(high), revenueMinor: money(expected), revenueLowMinor: money(low), revenueHighMinor: money(high) };
}

/** The same over prices from a third to three times the suggested one, evenly in logarithms, whole minor units. */
export function revenueCurve(belief: DemandBelief, viewCount: number): { readonly points: readonly RevenuePoint[]; readonly best: RevenuePoint } {
  const prices = new Set(Array.from({ length: pointCount }, (_, index) => Math.min(maxAmountMinor, Math.max(1, Math.round(Math.exp(belief.referenceLogPrice - span + (2 * span * index) / (pointCount - 1)))))));
  const points = [...prices].map((priceMinor) => revenueAt(belief, priceMinor, viewCount));
  const [first] = points;
  if (!first) throw new RangeError('A curve needs a price');
  return { points, best: points.reduce((best, point) => (point.revenueMinor > best.revenueMinor ? point : best), first) };
}
