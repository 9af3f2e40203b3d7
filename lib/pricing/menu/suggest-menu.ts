import { standardParameters } from '../core/price-parameters';
import { suggestTiers } from '../core/menu/suggest-tiers';

/** A sample to try and a standard part beside the whole: three tiers, as buyers know them. Hundredths of a percent. */
const usualShares = [1_000, 3_000] as const;
/** How steeply demand falls where nothing was learnt yet: elasticity at a price. */
const usualSlope = 3;

/** Tiers around a whole price, by the exact programme; nothing where the whole is free or on request. */
export function suggestMenu(wholeMinor: number | null): readonly { readonly share: number; readonly priceMinor: number }[] {
  if (wholeMinor === null || wholeMinor === 0) return [];
  const prices = suggestTiers({ wholeMinor, shares: usualShares, exponent: standardParameters.exponent, slope: usualSlope });
  return usualShares.map((share, index) => ({ share, priceMinor: Math.max(1, prices[index] ?? wholeMinor) }));
}
