import { explainPrice } from './explain-price';
import type { MarketIndex } from './market-index';
import type { PriceFacts } from './price-facts';
import type { PriceParameters } from './price-parameters';

const exponents = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8] as const;
const priorWeights = [1, 2, 5, 10, 25] as const;
/** A listing whose price is known, as the model would see it. */
export type Priced = { readonly facts: PriceFacts; readonly listingId: string; readonly priceMinor: number };
export type PriceSearch = { readonly best: PriceParameters; readonly errors: readonly number[]; readonly incumbent: readonly number[] };

const enough = 20;
const maxListings = 300;

/**
 * The parameters whose suggestion lies nearest to what is really asked, by mean |ln suggested − ln asked|, each listing predicted from a market
 * without its seller, and without what buyers did. The first of equals. Null with too few listings, or where the standing ones are best.
 */
export function searchPriceParameters(listings: readonly Priced[], market: MarketIndex, standing: PriceParameters): PriceSearch | null {
  const tried = listings.slice(0, maxListings);
  if (tried.length < enough) return null;
  const errorsOf = (parameters: PriceParameters): number[] => tried.map(({ facts, priceMinor }) => {
    const explained = explainPrice(facts, market, parameters);
    return explained.ok ? Math.abs(Math.log(explained.value.suggestedMinor / priceMinor)) : Math.log(100);
  });
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const incumbent = errorsOf(standing);
  let found: { best: PriceParameters; errors: readonly number[] } = { best: standing, errors: incumbent };
  for (const exponent of exponents) {
    for (const priorWeight of priorWeights) {
      const parameters = { ...standing, exponent, priorWeight };
      const errors = errorsOf(parameters);
      if (sum(errors) < sum(found.errors)) found = { best: parameters, errors };
    }
  }
  return found.best === standing ? null : { ...found, incumbent };
}
