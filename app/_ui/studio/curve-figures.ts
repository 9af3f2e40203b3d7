import type { RevenueCurve, RevenuePoint } from '@/lib/pricing/schema';

/** Steps of one percent, or larger where the curve is so wide that they would be more than 600. */
export function stepsOf(curve: RevenueCurve): number {
  const [low, high] = ends(curve);
  return Math.max(1, Math.min(600, Math.round(Math.log(high / low) / 0.01)));
}

/** The price at a step of the slider: evenly in logarithms between the ends of the curve, whole hundreds from ten on. */
export function priceAt(curve: RevenueCurve, step: number): number {
  const [low, high] = ends(curve);
  const exact = low * (high / low) ** (step / stepsOf(curve));
  return exact >= 1_000 ? Math.round(exact / 100) * 100 : Math.round(exact);
}

export function stepOf(curve: RevenueCurve, priceMinor: number): number {
  const [low, high] = ends(curve);
  const share = Math.log(Math.max(1, priceMinor) / low) / Math.log(high / low);
  return Math.round(stepsOf(curve) * Math.min(1, Math.max(0, share)));
}

function ends({ points }: RevenueCurve): readonly [number, number] {
  return [points[0]?.priceMinor ?? 1, points.at(-1)?.priceMinor ?? 2];
}

/** What is expected at a price: between the two nearest points of the curve, straight in the logarithm of the price. */
export function expectedAt({ points }: RevenueCurve, priceMinor: number): RevenuePoint | null {
  const after = points.findIndex((point) => point.priceMinor >= priceMinor);
  const [a, b] = after === -1 ? [points.at(-1), points.at(-1)] : [points[Math.max(0, after - 1)], points[after]];
  if (!a || !b) return null;
  const share = a.priceMinor === b.priceMinor ? 0 : Math.min(1, Math.max(0, Math.log(priceMinor / a.priceMinor) / Math.log(b.priceMinor / a.priceMinor)));
  const between = (from: number, to: number): number => from + share * (to - from);
  return {
    priceMinor, sales: between(a.sales, b.sales), salesLow: between(a.salesLow, b.salesLow), salesHigh: between(a.salesHigh, b.salesHigh),
    revenueMinor: Math.round(between(a.revenueMinor, b.revenueMinor)), revenueLowMinor: Math.round(between(a.revenueLowMinor, b.revenueLowMinor)), revenueHighMinor: Math.round(between(a.revenueHighMinor, b.revenueHighMinor)),
  };
}
