import { addEvidence, believe, bestOffset, drawArm, drawBeta, drawGroup, drawNormal, drawWithinBudget, expectedShares, gridIndex, normalised, priorLogWeights, refineArms, standardPool, widenArms, type PriceArm } from '@/lib/learning';
import { armsOf } from '@/lib/pricing/core/demand-stage';
import { seededRandom, type Random } from '@/lib/shared/seeded-random';
import type { Buyers } from './buyers';

export type Policy = { readonly name: string; readonly run: (play: (price: number, times: number) => number, anchor: number, random: Random) => void };
const anchorNoise = 0.4;
/** Never more than this below the seller's own ask. */
const [allowance, optimism, cautiousViews] = [0.02, 0, 300];
/** From so many views on every second price is drawn for a group of prices that two standard errors don't tell apart; with fewer nearly all would be one. */
const [groupViews, groupShare, apart] = [700, 0.5, 2];
/** Closer looks at 600 views and, each time, 1.6 times as many, down to gaps of 1.2 %. */
const [closerLooks, closerParts, closestGap] = [Array.from({ length: 6 }, (_, look) => Math.round(600 * 1.6 ** look)), 4, 0.012];

/** The share of the greatest possible revenue after each of `marks` views; the policy knows an anchor near the best price, and each view's yes or no. */
export function simulateOne(buyers: Buyers, policy: Policy, marks: readonly number[], seed: number): number[] {
  const random = seededRandom(seed);
  const anchor = buyers.bestPrice * Math.exp(anchorNoise * drawNormal(random));
  const [last, ratios] = [marks.at(-1) ?? 0, [] as number[]];
  let [played, earned] = [0, 0];
  const over = new Error('played to the end');
  try {
    policy.run((price, times) => {
      const share = buyers.shareAt(price);
      let buys = 0;
      for (let time = 0; time < times; time += 1) {
        played += 1;
        // Expected revenue of the price, not the luck of the buyer.
        earned += price * share;
        if (random() < share) buys += 1;
        if (played === marks[ratios.length]) ratios.push(earned / (played * buyers.bestRevenue));
        if (played >= last) throw over;
      }
      return buys;
    }, anchor, random);
  } catch (error) {
    if (error !== over) throw error;
  }
  return ratios;
}

const spread = (count: number, anchor: number, span: number): number[] => Array.from({ length: count }, (_, index) => anchor * Math.exp(-span + (2 * span * index) / (count - 1)));
const top = (values: readonly number[]): number => values.indexOf(Math.max(...values));

/** Arms and what came of them; `choose` picks the next one. */
function armed(name: string, count: number, choose: (arms: readonly { price: number; views: number; buys: number }[], played: number, random: Random) => number): Policy {
  return { name, run: (play, anchor, random) => {
    const arms = spread(count, anchor, 1.4).map((price) => ({ price, views: 0, buys: 0 }));
    for (let played = 0; ; played += 1) {
      const arm = arms[choose(arms, played, random)];
      if (!arm) throw new RangeError('There is no such arm');
      arm.buys += play(arm.price, 1);
      arm.views += 1;
    }
  } };
}

const firstUnseen = (arms: readonly { views: number }[]): number => arms.findIndex((arm) => arm.views === 0);
const ucb = (name: string, count: number, bonus: (arm: { price: number; views: number; buys: number }, played: number) => number): Policy => armed(name, count, (arms, played) => {
  const unseen = firstUnseen(arms);
  return unseen !== -1 ? unseen : top(arms.map((arm) => (arm.price * arm.buys) / arm.views + bonus(arm, played)));
});

/**
 * Greedy on the belief for the first views, then Thompson sampling under falling demand, up to 300 views within a budget of two percent of what the ask would earn; from 700
 * views on half of the draws are of groups of prices. It looks closer around the best price again and again, and beyond the end of the prices where that is the best.
 */
export const enginePolicy: Policy = { name: 'engine', run: (play, anchor, random) => {
  const reference = Math.log(anchor);
  const logs = priorLogWeights(standardPool);
  const rows: { logPrice: number; views: number; buys: number }[] = [];
  let played = 0;
  for (; played < 50; played += 1) {
    const logPrice = reference + bestOffset({ pool: standardPool, referenceLogPrice: reference, weights: normalised(logs) });
    const buys = play(Math.exp(logPrice), 1);
    rows.push({ logPrice, views: 1, buys });
    addEvidence(logs, gridIndex(logPrice, reference), { views: 1, buys }, standardPool.interest);
  }
  // At first from what the belief has come to; once more was earned than the ask would have, from what is believed of anybody: the belief may have been wrong.
  let arms: PriceArm[] = armsOf(expectedShares(believe(standardPool, reference, rows)), reference, rows);
  const unbelieving = expectedShares(believe(standardPool, reference, []));
  const [closer, wider, doubting] = [[...closerLooks], [100, 200, 400], [cautiousViews]];
  for (;;) {
    if (played >= (doubting[0] ?? Number.POSITIVE_INFINITY)) { doubting.shift(); arms = arms.map((arm) => ({ ...arm, prior: unbelieving[gridIndex(arm.logPrice, reference)] ?? arm.prior })); }
    if (played >= (wider[0] ?? Number.POSITIVE_INFINITY)) { wider.shift(); arms = widenArms(arms); }
    if (played >= (closer[0] ?? Number.POSITIVE_INFINITY)) { closer.shift(); arms = refineArms(arms, { parts: closerParts, minGap: closestGap }); }
    const most = Math.max(1, Math.floor(played / 100));
    const [isCautious, sharpness] = [played < cautiousViews, played < 4_000 ? 1 : 4];
    const chosen = played >= groupViews && random() < groupShare ? drawGroup(arms, random, { sharpness, apart }) : drawWithinBudget(arms, random, { askLogPrice: reference, allowance: isCautious ? allowance : 1, times: most, sharpness, optimism });
    // A price that nobody has seen yet is not shown to many at once.
    const times = isCautious ? most : Math.max(1, Math.min(most, Math.ceil((arms[chosen]?.views ?? 0) / 4)));
    const buys = play(Math.exp(arms[chosen]?.logPrice ?? reference), times);
    arms = arms.map((arm, index) => (index === chosen ? { ...arm, views: arm.views + times, buys: arm.buys + buys } : arm));
    played += times;
  }
} };

/** Kleinberg & Leighton's grid for ten thousand views: (n / ln n)^¼. */
const kleinbergLeighton = Math.ceil((10_000 / Math.log(10_000)) ** 0.25);

export const policies: readonly Policy[] = [
  enginePolicy,
  { name: 'the ask, fixed', run: (play, anchor) => { for (;;) play(anchor, 1); } },
  armed('random price', 10, (arms, _, random) => Math.floor(random() * arms.length)),
  armed('epsilon-greedy .1', 10, (arms, _, random) => (random() < 0.1 ? Math.floor(random() * arms.length) : Math.max(firstUnseen(arms), top(arms.map((arm) => (arm.views === 0 ? 0 : (arm.price * arm.buys) / arm.views)))))),
  ucb('UCB1, 10 prices', 10, (arm, played) => Math.sqrt((2 * Math.log(played + 1)) / arm.views)),
  ucb('UCB1, K-L grid', kleinbergLeighton, (arm, played) => Math.sqrt((2 * Math.log(played + 1)) / arm.views)),
  ucb('price-scaled UCB', 10, (arm, played) => arm.price * Math.sqrt((0.5 * Math.log(played + 1)) / arm.views)),
  armed('Thompson, Beta', 10, (arms, _, random) => top(arms.map((arm) => arm.price * drawBeta(random, 1 + arm.buys, 1 + arm.views - arm.buys)))),
  armed('Thompson, falling', 20, (arms, _, random) => drawArm(arms.map((arm) => ({ logPrice: Math.log(arm.price), prior: 0.5, views: arm.views, buys: arm.buys })), random)),
];
