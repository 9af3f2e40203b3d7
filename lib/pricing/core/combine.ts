import { weightedMedian, type Neighbour } from './comparables';
import { standardParameters, type PriceParameters } from './price-parameters';

export type Combined = {
  /** exp((n0 ln V + k ln market) / (n0 + k)): the value alone when there is nothing to compare with. */
  readonly priceMinor: number;
  /** What the neighbours changed: price / value. */
  readonly marketFactor: number;
  readonly lowMinor: number;
  readonly highMinor: number;
  readonly confidence: 'low' | 'medium' | 'high';
  readonly reason: { readonly code: 'no-comparables' | 'few-comparables' | 'asks-only' | 'spread-wide' | 'sold-comparables' | 'many-comparables'; readonly count: number };
};

/** Half-width in ln price without any comparable: a factor of two and a half either way. */
const priorSpread = Math.log(2.5);
const minSpread = Math.log(1.15);

/**
 * Combines value and market, with an 80% range. The range is split-conformal in spirit (Vovk et al. 2005): the .8 quantile of
 * |ln adjusted - ln price| over the neighbours, blended with a wide prior that loses weight as neighbours come in.
 */
export function combine(valueMinor: number, neighbours: readonly Neighbour[], { priorWeight }: Pick<PriceParameters, 'priorWeight'> = standardParameters): Combined {
  if (!Number.isFinite(valueMinor) || valueMinor <= 0) throw new RangeError('The value is not a positive number');
  const weight = neighbours.reduce((sum, neighbour) => sum + neighbour.weight, 0);
  const market = weight > 0 ? weightedMedian(neighbours.map((neighbour) => ({ value: Math.log(neighbour.adjustedMinor), weight: neighbour.weight }))) : 0;
  const logPrice = (priorWeight * Math.log(valueMinor) + weight * market) / (priorWeight + weight);
  const distances = neighbours.map((neighbour) => Math.abs(Math.log(neighbour.adjustedMinor) - logPrice)).toSorted((a, b) => a - b);
  const rank = Math.ceil(0.8 * (distances.length + 1)) - 1;
  const measured = distances[Math.min(rank, distances.length - 1)] ?? priorSpread;
  const spread = Math.max(minSpread, (priorWeight * priorSpread + neighbours.length * measured) / (priorWeight + neighbours.length));
  // Exactly the value when there is no market: a factor of 1 gets no bar.
  const priceMinor = weight > 0 ? Math.exp(logPrice) : valueMinor;
  return {
    priceMinor, marketFactor: priceMinor / valueMinor, lowMinor: priceMinor * Math.exp(-spread), highMinor: priceMinor * Math.exp(spread),
    ...judge(neighbours, spread),
  };
}

function judge(neighbours: readonly Neighbour[], spread: number): Pick<Combined, 'confidence' | 'reason'> {
  const soldCount = neighbours.filter((neighbour) => neighbour.isSold).length;
  const count = neighbours.length;
  if (count === 0) return { confidence: 'low', reason: { code: 'no-comparables', count } };
  if (count < 3) return { confidence: 'low', reason: { code: 'few-comparables', count } };
  if (soldCount === 0) return { confidence: 'low', reason: { code: 'asks-only', count } };
  if (spread > Math.log(2)) return { confidence: 'medium', reason: { code: 'spread-wide', count } };
  if (soldCount < 5) return { confidence: 'medium', reason: { code: 'sold-comparables', count: soldCount } };
  return { confidence: 'high', reason: { code: 'many-comparables', count: soldCount } };
}
