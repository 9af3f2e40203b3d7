import type { Random } from '@/lib/shared/seeded-random';
import { drawBeta } from './draw-beta';

/** An arm: a price (logarithm), what is believed of its share of buyers before any view, and what was seen. */
export type PriceArm = { readonly logPrice: number; readonly prior: number; readonly views: number; readonly buys: number };

/** Views that the prior of an arm is worth. */
export const priorViews = 1;

/** The falling sequence nearest to `values` in weighted squares: pool adjacent violators (Ayer et al. 1955). */
export function fallingFit(values: readonly number[], weights: readonly number[]): number[] {
  const blocks: { value: number; weight: number; size: number }[] = [];
  values.forEach((value, index) => {
    blocks.push({ value, weight: weights[index] ?? 0, size: 1 });
    for (let last = blocks.at(-1), before = blocks.at(-2); last && before && before.value < last.value; last = blocks.at(-1), before = blocks.at(-2)) {
      const weight = before.weight + last.weight;
      blocks.splice(-2, 2, { value: (before.value * before.weight + last.value * last.weight) / weight, weight, size: before.size + last.size });
    }
  });
  return blocks.flatMap(({ value, size }) => Array.from({ length: size }, () => value));
}

/** Mean share of buyers of each arm, prices rising: Beta posteriors, made to fall with price. */
export function isotonicShares(arms: readonly PriceArm[]): number[] {
  return fallingFit(arms.map(({ prior, views, buys }) => (priorViews * prior + buys) / (priorViews + views)), arms.map(({ views }) => priorViews + views));
}

/** The arm with the greatest expected revenue; the cheaper of equals. */
export function bestArm(arms: readonly PriceArm[], shares: readonly number[] = isotonicShares(arms)): number {
  let best = 0;
  arms.forEach(({ logPrice }, index) => { if ((shares[index] ?? 0) * Math.exp(logPrice) > (shares[best] ?? 0) * Math.exp(arms[best]?.logPrice ?? 0)) best = index; });
  return best;
}

/**
 * Thompson sampling under falling demand: a share of buyers drawn for each arm from its Beta posterior, made to fall with price, and the arm
 * that would then earn most.
 * @param sharpness counts multiplied by it: above 1 explores less
 */
export function drawArm(arms: readonly PriceArm[], random: Random, sharpness = 1): number {
  const drawn = arms.map(({ prior, views, buys }) => drawBeta(random, sharpness * (priorViews * prior + buys) + 1e-3, sharpness * (priorViews * (1 - prior) + views - buys) + 1e-3));
  return bestArm(arms, fallingFit(drawn, arms.map(({ views }) => priorViews + views)));
}

/**
 * Thompson sampling over prices that can't be told apart: neighbours whose shares of buyers differ by less than `apart` standard errors are one group with one share,
 * drawn once from all its counts, and of a group its dearest price is played, for at the same share that earns most. Where demand is flat up to a cliff (buyers of two minds)
 * single arms would have to be told apart by revenue, which takes hundreds of views each; played wrongly too dear, the price soon stands apart.
 */
export function drawGroup(arms: readonly PriceArm[], random: Random, { sharpness, apart }: { readonly sharpness: number; readonly apart: number }): number {
  const groups: { buys: number; views: number; last: number }[] = [];
  arms.forEach(({ prior, views, buys }, index) => {
    groups.push({ buys: priorViews * prior + buys, views: priorViews + views, last: index });
    for (let last = groups.at(-1), before = groups.at(-2); last && before; last = groups.at(-1), before = groups.at(-2)) {
      const share = (last.buys + before.buys) / (last.views + before.views);
      if (before.buys / before.views - last.buys / last.views >= apart * Math.sqrt(share * (1 - share) * (1 / last.views + 1 / before.views))) break;
      groups.splice(-2, 2, { buys: last.buys + before.buys, views: last.views + before.views, last: last.last });
    }
  });
  let [best, most] = [0, 0];
  for (const { buys, views, last } of groups) {
    const revenue = drawBeta(random, sharpness * buys + 1e-3, sharpness * (views - buys) + 1e-3) * Math.exp(arms[last]?.logPrice ?? 0);
    if (revenue > most) [best, most] = [last, revenue];
  }
  return best;
}

/** More prices on either side of the best one, at `parts`ths of the way to its neighbours, where those are further off than `minGap` (in logarithms): where it pays to look closer. Prices rise as before. */
export function refineArms(arms: readonly PriceArm[], { parts = 3, minGap = 0 }: { readonly parts?: number; readonly minGap?: number } = {}): PriceArm[] {
  const best = bestArm(arms);
  return arms.flatMap((arm, index): PriceArm[] => {
    const next = arms[index + 1];
    if (!next || (index !== best - 1 && index !== best) || next.logPrice - arm.logPrice < minGap) return [arm];
    const between = (share: number): PriceArm => ({ logPrice: arm.logPrice + share * (next.logPrice - arm.logPrice), prior: arm.prior + share * (next.prior - arm.prior), views: 0, buys: 0 });
    return [arm, ...Array.from({ length: parts - 1 }, (_, part) => between((part + 1) / parts))];
  });
}

/** Prices beyond the end at which the best one lies, as far apart as the last two there: whoever was far off at the beginning would otherwise stay so. */
export function widenArms(arms: readonly PriceArm[], more = 4): PriceArm[] {
  const best = bestArm(arms);
  const [first, second, last, before] = [arms[0], arms[1], arms.at(-1), arms.at(-2)];
  if (!first || !second || !last || !before) return [...arms];
  const beyond = (from: PriceArm, step: number): PriceArm[] => Array.from({ length: more }, (_, index) => ({ logPrice: from.logPrice + step * (index + 1), prior: from.prior, views: 0, buys: 0 }));
  const lower = best <= 1 ? beyond(first, first.logPrice - second.logPrice).toReversed() : [];
  const upper = best >= arms.length - 2 ? beyond(last, last.logPrice - before.logPrice) : [];
  return [...lower, ...arms, ...upper];
}
