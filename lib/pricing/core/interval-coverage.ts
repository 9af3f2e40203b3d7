import type { CoverageView } from '../schema';
import { conformalQuantile, type Residual } from './conformal';

/** Of a share out of so many. */
type IntervalOf = (share: number, count: number) => readonly [low: number, high: number];

/**
 * Each seller's listings against the range found without any of hers (leave one seller out). By sellers, as the range itself is found, where the others are enough for
 * this level; with fewer (S sellers promise S / (S + 1) at most) by listings, each of the others counting once. Each seller counts once in what was held, and the interval
 * of that share is the one of so many sellers, since her listings resemble each other.
 */
export function intervalCoverage(residuals: readonly Residual[], level: number, intervalOf: IntervalOf): CoverageView {
  const sellers = [...new Set(residuals.map((residual) => residual.sellerId))];
  const heldBy = (distanceOf: (others: readonly Residual[]) => number | null): number[] => sellers.flatMap((sellerId) => {
    const distance = distanceOf(residuals.filter((residual) => residual.sellerId !== sellerId));
    if (distance === null) return [];
    const own = residuals.filter((residual) => residual.sellerId === sellerId);
    return [own.filter((residual) => residual.distance <= distance).length / own.length];
  });
  const bySellers = heldBy((others) => conformalQuantile(others, level)?.distance ?? null);
  const basis = bySellers.length === sellers.length && sellers.length > 0 ? 'sellers' : 'listings';
  const shares = basis === 'sellers' ? bySellers : heldBy((others) => listingQuantile(others, level));
  if (shares.length === 0) return { level, basis, covered: null, low: null, high: null, sellers: sellers.length, listings: residuals.length };
  const covered = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  const [low, high] = intervalOf(covered, shares.length);
  return { level, basis, covered, low, high, sellers: shares.length, listings: residuals.length };
}

/** Split-conformal with each listing counted once: the ⌈level · (n + 1)⌉-th distance, or none where that is beyond the last. */
function listingQuantile(others: readonly Residual[], level: number): number | null {
  const rank = Math.ceil(level * (others.length + 1) - 1e-9);
  return rank > others.length ? null : (others.map((residual) => residual.distance).toSorted((a, b) => a - b)[rank - 1] ?? null);
}
