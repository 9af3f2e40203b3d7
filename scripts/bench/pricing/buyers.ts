import { drawBeta, drawNormal } from '@/lib/learning';
import { seededRandom, type Random } from '@/lib/shared/seeded-random';

/** What buyers of one listing are ready to pay, and the share of them who pay a price. */
export type Buyers = { readonly name: string; readonly shareAt: (price: number) => number; readonly bestPrice: number; readonly bestRevenue: number };

const sampleSize = 200_000;

/** The five families of UCB-PI (Misra et al. 2019), and two more; values of buyers, most between 0 and 1. */
const families: Readonly<Record<string, (random: Random) => number>> = {
  'Beta(2, 9)': (random) => drawBeta(random, 2, 9),
  'Beta(2, 2)': (random) => drawBeta(random, 2, 2),
  'Beta(9, 2)': (random) => drawBeta(random, 9, 2),
  'Beta(.2, .3)': (random) => drawBeta(random, 0.2, 0.3),
  'two prices': (random) => (random() < 0.7 ? 0.2 : 0.9),
  uniform: (random) => random(),
  lognormal: (random) => Math.exp(0.5 * drawNormal(random) - 1.2),
};

export function buyerFamilies(): Buyers[] {
  return Object.entries(families).map(([name, draw]) => {
    const random = seededRandom(99);
    const values = Float64Array.from({ length: sampleSize }, () => draw(random)).sort();
    let [bestPrice, bestRevenue] = [0, 0];
    values.forEach((value, index) => { const revenue = (value * (sampleSize - index)) / sampleSize; if (revenue > bestRevenue) [bestPrice, bestRevenue] = [value, revenue]; });
    return { name, bestPrice, bestRevenue, shareAt: (price) => (sampleSize - countBelow(values, price)) / sampleSize };
  });
}

function countBelow(sorted: Float64Array, wanted: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < wanted) low = middle + 1; else high = middle;
  }
  return low;
}
