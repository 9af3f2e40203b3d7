import type { CoverageView } from '../schema';
import { conformalQuantile, type Residual } from './conformal';

/** Each seller's listings against the range found from all other sellers; each seller counts once, as in the range itself. */
export function intervalCoverage(residuals: readonly Residual[], level: number): CoverageView {
  const sellers = [...new Set(residuals.map((residual) => residual.sellerId))];
  const shares = sellers.flatMap((sellerId) => {
    const quantile = conformalQuantile(residuals.filter((residual) => residual.sellerId !== sellerId), level);
    if (!quantile) return [];
    const own = residuals.filter((residual) => residual.sellerId === sellerId);
    return [own.filter((residual) => residual.distance <= quantile.distance).length / own.length];
  });
  return { level, covered: shares.length === 0 ? null : shares.reduce((sum, share) => sum + share, 0) / shares.length, sellers: shares.length, listings: residuals.length };
}
