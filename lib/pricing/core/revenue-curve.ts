import { maxAmountMinor } from '@/lib/shared/money';
import { shareAt, type DemandBelief } from '@/lib/learning';
import type { RevenuePoint } from '../schema';

const [pointCount, span, maxPoints] = [41, 1.2, 161];
/** A third beyond the farthest price that matters. */
const room = 0.3;

/** Expected sales and revenue at one price over so many people who look, with the band of 80% of the believed curves. */
export function revenueAt(belief: DemandBelief, priceMinor: number, viewCount: number): RevenuePoint {
  const { expected, low, high } = shareAt(belief, Math.log(priceMinor));
  const money = (share: number): number => Math.round(share * viewCount * priceMinor);
  const sales = (share: number): number => Math.round(share * viewCount * 1000) / 1000;
  return { priceMinor, sales: sales(expected), salesLow: sales(low), salesHigh: sales(high), revenueMinor: money(expected), revenueLowMinor: money(low), revenueHighMinor: money(high) };
}

/**
 * The same over prices from a third to three times the suggested one, and as far beyond as the prices in `reach` lie (what is asked, the seller's own bounds), with some
 * room to either side of them; evenly in logarithms, whole minor units.
 */
export function revenueCurve(belief: DemandBelief, viewCount: number, reach: readonly number[] = []): { readonly points: readonly RevenuePoint[]; readonly best: RevenuePoint } {
  const logs = reach.filter((priceMinor) => priceMinor > 0 && Number.isFinite(priceMinor)).map((priceMinor) => Math.log(priceMinor));
  const low = Math.min(belief.referenceLogPrice - span, ...logs.map((log) => log - room));
  const high = Math.max(belief.referenceLogPrice + span, ...logs.map((log) => log + room));
  const count = Math.min(maxPoints, Math.ceil(((high - low) / (2 * span)) * (pointCount - 1)) + 1);
  const prices = new Set(Array.from({ length: count }, (_, index) => Math.min(maxAmountMinor, Math.max(1, Math.round(Math.exp(low + ((high - low) * index) / (count - 1)))))));
  const points = [...prices].map((priceMinor) => revenueAt(belief, priceMinor, viewCount));
  const [first] = points;
  if (!first) throw new RangeError('A curve needs a price');
  return { points, best: points.reduce((best, point) => (point.revenueMinor > best.revenueMinor ? point : best), first) };
}
