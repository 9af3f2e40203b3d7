import type { Random } from '@/lib/shared/seeded-random';
import { bestArm, drawArm, isotonicShares, type PriceArm } from './isotonic-demand';

export type Conservatism = {
  /** Where the price stands that is to be held against: the logarithm of what the seller would ask by herself. */
  readonly askLogPrice: number;
  /** How much of what the ask would have earned so far may be spent on learning, at most. */
  readonly allowance: number;
  /** Views that the next price will be shown for. */
  readonly times: number;
  /** Counts multiplied by it: above 1 explores less. */
  readonly sharpness: number;
  /** How often, instead of a drawn price, the one that could still turn out best is tried: what was believed too early is looked at again. */
  readonly optimism: number;
};

/** The price with the most revenue if its next view were a sale; no dearer price sells more often than a cheaper one could. */
function mostPromising(arms: readonly PriceArm[]): number {
  let [best, most, share] = [0, 0, 1];
  arms.forEach(({ logPrice, views, buys }, index) => {
    share = Math.min(share, (buys + 1) / (views + 1));
    if (share * Math.exp(logPrice) > most) [best, most] = [index, share * Math.exp(logPrice)];
  });
  return best;
}

/**
 * Thompson sampling within a budget (conservative bandits: Wu, Shariff, Lattimore & Szepesvári 2016): the drawn price is shown only if what was earned so far and
 * what it is believed to earn don't fall below 1 − allowance of what the seller's own ask is believed to have earned in as many views; otherwise the price that is
 * believed to be best. What is believed are the falling means of all arms. The ask has to be within the prices of the arms.
 */
export function drawWithinBudget(arms: readonly PriceArm[], random: Random, { askLogPrice, allowance, times, sharpness, optimism }: Conservatism): number {
  const drawn = random() < optimism ? mostPromising(arms) : drawArm(arms, random, sharpness);
  const shares = isotonicShares(arms);
  const revenueOf = (index: number): number => (shares[index] ?? 0) * Math.exp(arms[index]?.logPrice ?? 0);
  const [earned, views] = [arms.reduce((sum, arm, index) => sum + arm.views * revenueOf(index), 0), arms.reduce((sum, arm) => sum + arm.views, 0)];
  const nearest = arms.reduce((best, arm, index) => (Math.abs(arm.logPrice - askLogPrice) < Math.abs((arms[best]?.logPrice ?? 0) - askLogPrice) ? index : best), 0);
  const isAffordable = earned + times * revenueOf(drawn) >= (1 - allowance) * revenueOf(nearest) * (views + times);
  return isAffordable ? drawn : bestArm(arms, shares);
}
