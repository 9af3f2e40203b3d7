import { categories } from '@/lib/catalog/schema';
import { combine, intervalLevel } from './combine';
import { findNeighbours } from './comparables';
import { conformalQuantile, type Quantile, type Residual } from './conformal';
import type { MarketIndex } from './market-index';
import type { PriceParameters } from './price-parameters';
import { basePerThousandMinor } from './value';

/** As many listings as tell the spread of a market well enough; evenly over the ids. */
const maxResiduals = 150;

/** How far what sellers ask lies from what the engine would have said, each listing predicted without any of its seller's: for the range of a suggestion. */
export function marketResiduals(market: MarketIndex, parameters: PriceParameters, currency: string): Residual[] {
  const own = market.candidates.filter((candidate) => candidate.currency === currency);
  const step = Math.max(1, Math.ceil(own.length / maxResiduals));
  return own.filter((_, index) => index % step === 0).flatMap((candidate): Residual[] => {
    const category = categories.find((known) => known === candidate.category);
    if (!category) return [];
    const valueMinor = basePerThousandMinor[category] * parameters.level * (candidate.effectiveRows / 1000) ** parameters.exponent * candidate.licenceFactor;
    const { priceMinor } = combine(valueMinor, findNeighbours(candidate, market, parameters), parameters);
    return [{ sellerId: candidate.sellerId, distance: Math.abs(Math.log(candidate.priceMinor / priceMinor)) }];
  });
}

/** Found once for a market and a version, however many quotes follow. */
const known = new WeakMap<MarketIndex, Map<string, Quantile | null>>();

export function marketQuantile(market: MarketIndex, parameters: PriceParameters, currency: string): Quantile | null {
  const found = known.get(market) ?? new Map<string, Quantile | null>();
  known.set(market, found);
  const { exponent, priorWeight, soldWeight, askWeight, level } = parameters;
  const key = JSON.stringify([currency, exponent, priorWeight, soldWeight, askWeight, level]);
  const quantile = found.get(key);
  if (quantile !== undefined) return quantile;
  const fresh = conformalQuantile(marketResiduals(market, parameters, currency), intervalLevel);
  found.set(key, fresh);
  return fresh;
}
