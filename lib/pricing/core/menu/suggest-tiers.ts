import { priceTiers } from './price-tiers';

export type TierWish = {
  /** Of the whole dataset, decided already: the menu is built around it. */
  readonly wholeMinor: number;
  /** Rising, in hundredths of a percent of the rows, without the whole itself. */
  readonly shares: readonly number[];
  /** Returns to scale of the value: what a share x of the rows is worth is x^exponent of the whole. */
  readonly exponent: number;
  /** Price elasticity of demand at a price, above 1. */
  readonly slope: number;
  /** What part of the buyers each tier is for, the whole last; equal parts when left out. */
  readonly weights?: readonly number[];
};

const wholeShare = 10_000;
const gridSteps = 40;
const spread = 2;

/**
 * Prices of the smaller tiers around a whole price. Each tier has buyers of its own whose demand is logistic in the log of the price and would be
 * served best at x^exponent of the whole price; the exact programme then finds the menu without arbitrage that earns most.
 * @returns whole minor units, one per share
 */
export function suggestTiers({ wholeMinor, shares, exponent, slope, weights }: TierWish): readonly number[] {
  if (!Number.isSafeInteger(wholeMinor) || wholeMinor < 0) throw new RangeError('The price of the whole is no price');
  const tiers = shares.map((share, index) => {
    const best = wholeMinor * (share / wholeShare) ** exponent;
    return { share, candidates: candidatesOf({ wholeMinor, shares, share, best }).map((priceMinor) => ({ priceMinor, revenue: (weights?.[index] ?? 1) * expectedRevenue(priceMinor, best, slope) })) };
  });
  const priced = priceTiers([...tiers, { share: wholeShare, candidates: [{ priceMinor: wholeMinor, revenue: 0 }] }]);
  // In proportion is always fair, and always among the candidates.
  if (!priced) throw new Error('A menu in proportion was not found fair');
  return priced.pricesMinor.slice(0, -1);
}

/** p · sigma(c - slope · ln p) with its maximum at `best`: there the chance to sell is 1 - 1/slope, so c = slope · ln best + ln(slope - 1). */
export function expectedRevenue(priceMinor: number, best: number, slope: number): number {
  if (priceMinor <= 0 || best <= 0) return 0;
  return priceMinor / (1 + Math.exp(slope * Math.log(priceMinor / best)) / (slope - 1));
}

/** A grid around each tier's own best price, every tier's best price carried over in proportion, and the two ends of what is fair. */
function candidatesOf({ wholeMinor, shares, share, best }: { readonly wholeMinor: number; readonly shares: readonly number[]; readonly share: number; readonly best: number }): readonly number[] {
  const prices = new Set<number>([Math.ceil((wholeMinor * share) / wholeShare), wholeMinor]);
  for (let step = 0; step <= gridSteps; step += 1) prices.add(Math.round(best * spread ** ((2 * step) / gridSteps - 1)));
  for (const other of shares) prices.add(Math.round((best * share) / other));
  return [...prices].filter((price) => price >= 0 && price <= wholeMinor);
}
