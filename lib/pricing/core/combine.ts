import type { PriceExplanation, PriceInterval } from '../schema';
import { weightedMedian, type Neighbour } from './comparables';
import type { Quantile } from './conformal';
import { standardParameters, type PriceParameters } from './price-parameters';

export type Combined = {
  /** exp((n0 ln V + k ln market) / (n0 + k)): the value alone when there is nothing to compare with. */
  readonly priceMinor: number;
  /** The weighted median of the corrected prices. */
  readonly marketMinor: number | null;
  /** What the neighbours changed: price / value. */
  readonly marketFactor: number;
  readonly lowMinor: number;
  readonly highMinor: number;
  readonly interval: PriceInterval;
  readonly confidence: PriceExplanation['confidence'];
  readonly reason: PriceExplanation['confidenceReason'];
};

export const intervalLevel = 0.8;
/** Half-width in ln price where the market says nothing about its own spread: a factor of two and a half either way. */
const priorSpread = Math.log(2.5);
const minSpread = Math.log(1.15);
/** Below so many neighbours of full weight the range is wider than the market's own residuals, by half with none at all. */
const enoughWeight = 3;

/** Combines value and market, with an 80% range of split-conformal width (`quantile`), or a wide prior one without it. */
export function combine(valueMinor: number, neighbours: readonly Neighbour[], { priorWeight }: Pick<PriceParameters, 'priorWeight'> = standardParameters, quantile: Quantile | null = null): Combined {
  if (!Number.isFinite(valueMinor) || valueMinor <= 0) throw new RangeError('The value is not a positive number');
  const weight = neighbours.reduce((sum, neighbour) => sum + neighbour.weight, 0);
  const market = weight > 0 ? weightedMedian(neighbours.map((neighbour) => ({ value: Math.log(neighbour.adjustedMinor), weight: neighbour.weight }))) : 0;
  // Exactly the value when there is no market: a factor of 1 gets no bar.
  const priceMinor = weight > 0 ? Math.exp((priorWeight * Math.log(valueMinor) + weight * market) / (priorWeight + weight)) : valueMinor;
  const spread = rangeSpread(weight, quantile);
  return {
    priceMinor, marketMinor: weight > 0 ? Math.exp(market) : null, marketFactor: priceMinor / valueMinor, lowMinor: priceMinor * Math.exp(-spread), highMinor: priceMinor * Math.exp(spread),
    interval: { level: intervalLevel, method: quantile ? 'split-conformal' : 'prior', sellerCount: quantile?.sellerCount ?? 0, residualCount: quantile?.residualCount ?? 0 },
    ...judge(neighbours, spread, quantile !== null),
  };
}

/** Half-width in ln price. More comparables never widen it, the residuals being the same. */
export function rangeSpread(weight: number, quantile: Quantile | null): number {
  return Math.max(minSpread, quantile ? quantile.distance * (1 + Math.max(0, enoughWeight - weight) / (2 * enoughWeight)) : priorSpread);
}

function judge(neighbours: readonly Neighbour[], spread: number, isMeasured: boolean): Pick<Combined, 'confidence' | 'reason'> {
  const soldCount = neighbours.filter((neighbour) => neighbour.isSold).length;
  const count = neighbours.length;
  if (count === 0) return { confidence: 'low', reason: { code: 'no-comparables', count } };
  if (count < 3) return { confidence: 'low', reason: { code: 'few-comparables', count } };
  if (soldCount === 0) return { confidence: 'low', reason: { code: 'asks-only', count } };
  if (isMeasured && spread > Math.log(2)) return { confidence: 'medium', reason: { code: 'spread-wide', count } };
  // Few sales, or too few sellers to know how far prices differ.
  if (soldCount < 5 || !isMeasured) return { confidence: 'medium', reason: { code: 'sold-comparables', count: soldCount } };
  return { confidence: 'high', reason: { code: 'many-comparables', count: soldCount } };
}
