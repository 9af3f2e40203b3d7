import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestArm, drawArm, drawGroup, drawWithinBudget, isotonicShares, refineArms, widenArms, type PriceArm } from '@/lib/learning';
import { seededRandom } from '@/lib/shared/seeded-random';

const arms = fc.array(fc.record({ views: fc.integer({ min: 0, max: 80 }), share: fc.double({ min: 0, max: 1, noNaN: true }), prior: fc.double({ min: 0.01, max: 0.99, noNaN: true }) }), { minLength: 3, maxLength: 12 })
  .map((list) => list.map(({ views, share, prior }, index): PriceArm => ({ logPrice: 5 + index * 0.2, views, buys: Math.round(views * share), prior })));
/** The first number decides whether to be optimistic. */
const afterOne = (seed: number) => { const random = seededRandom(seed); random(); return random; };
const believed = (all: readonly PriceArm[], index: number): number => (isotonicShares(all)[index] ?? 0) * Math.exp(all[index]?.logPrice ?? 0);

describe('exploring within a budget', () => {
  it('shows the drawn price or the best one, the drawn one only where the ask is not undercut by more than the allowance', () => {
    fc.assert(fc.property(arms, fc.nat(), fc.nat(11), fc.record({ allowance: fc.constantFrom(0, 0.02, 0.3), times: fc.integer({ min: 1, max: 50 }) }), (all, seed, which, { allowance, times }) => {
      const ask = which % all.length;
      const chosen = drawWithinBudget(all, seededRandom(seed), { askLogPrice: all[ask]?.logPrice ?? 0, allowance, times, sharpness: 1, optimism: 0 });
      const drawn = drawArm(all, afterOne(seed), 1);
      const views = all.reduce((sum, arm) => sum + arm.views, 0);
      const earned = all.reduce((sum, arm, index) => sum + arm.views * believed(all, index), 0);
      const isAffordable = earned + times * believed(all, drawn) >= (1 - allowance) * believed(all, ask) * (views + times);
      expect(chosen).toBe(isAffordable ? drawn : bestArm(all));
    }), { numRuns: 1_000 });
  });

  it('never refuses a draw where everything may be spent', () => {
    fc.assert(fc.property(arms, fc.nat(), (all, seed) => {
      expect(drawWithinBudget(all, seededRandom(seed), { askLogPrice: 5, allowance: 1, times: 1, sharpness: 1, optimism: 0 })).toBe(drawArm(all, afterOne(seed), 1));
    }), { numRuns: 300 });
  });
});

describe('optimism', () => {
  it('finds the dear price that was written off too early: two kinds of buyers, one of them never seen', () => {
    // Everybody pays 1, three in ten pay 4.5; after a few refusals the dear price is believed to sell nothing.
    const random = seededRandom(3);
    const prices = [0.5, 1, 2, 3, 4.4, 6];
    let all = prices.map((price): PriceArm => ({ logPrice: Math.log(price), prior: price <= 1 ? 0.99 : 0.01, views: price === 1 ? 60 : 3, buys: price <= 1 ? (price === 1 ? 60 : 3) : 0 }));
    for (let turn = 0; turn < 3_000; turn += 1) {
      const chosen = drawWithinBudget(all, random, { askLogPrice: 0, allowance: 0.02, times: 1, sharpness: 3, optimism: 0.05 });
      const bought = random() < ((prices[chosen] ?? 9) <= 1 ? 1 : (prices[chosen] ?? 9) <= 4.5 ? 0.3 : 0) ? 1 : 0;
      all = all.map((arm, index) => (index === chosen ? { ...arm, views: arm.views + 1, buys: arm.buys + bought } : arm));
    }
    expect(prices[bestArm(all)]).toBe(4.4);
  });
});

describe('a group of prices that can’t be told apart', () => {
  const seen = (rows: readonly (readonly [number, number, number])[]): PriceArm[] => rows.map(([price, views, buys]) => ({ logPrice: Math.log(price), prior: 0.3, views, buys }));
  const drawn = (all: readonly PriceArm[], apart = 2) => Array.from({ length: 200 }, (_, seed) => drawGroup(all, seededRandom(seed + 1), { sharpness: 1, apart }));

  it('plays its dearest: at a share that is the same, that earns most', () => {
    // Three in ten buy up to 4; nobody buys at 8, and 6 is seen too little to stand apart.
    const all = seen([[2, 900, 271], [3, 800, 241], [4, 700, 205], [6, 3, 0], [8, 400, 0]]);
    expect(new Set(drawn(all))).toEqual(new Set([3]));
    // Seen thirty times without a buyer it does, and what it was grouped with is played.
    const later = drawn(seen([[2, 900, 271], [3, 800, 241], [4, 700, 205], [6, 30, 0], [8, 400, 0]]));
    expect(later.filter((index) => index === 2).length).toBeGreaterThan(190);
  });

  it('is one price where every difference counts, and the draw is the same for the same seed', () => {
    fc.assert(fc.property(arms, fc.integer({ min: 1, max: 1e6 }), fc.double({ min: 0, max: 3, noNaN: true }), (all, seed, apart) => {
      const draw = () => drawGroup(all, seededRandom(seed), { sharpness: 1, apart });
      expect(draw()).toBe(draw());
      expect(all[draw()]).toBeDefined();
    }), { numRuns: 500 });
    const falling = seen([[1, 1_000, 900], [2, 1_000, 800], [3, 1_000, 100]]);
    expect(new Set(drawn(falling))).toEqual(new Set([1]));
  });
});

describe('the prices that are looked at', () => {
  it('grow beyond the end where the best one lies, keep what was seen, and rise as before', () => {
    fc.assert(fc.property(arms, (all) => {
      const wider = widenArms(all);
      const best = bestArm(all);
      expect(wider.length > all.length).toBe(best <= 1 || best >= all.length - 2);
      expect(wider.filter((arm) => all.includes(arm))).toEqual(all);
      for (const list of [wider, refineArms(all), refineArms(all, { parts: 4, minGap: 0.01 })]) for (let at = 1; at < list.length; at += 1) expect(list[at]?.logPrice ?? 0).toBeGreaterThan(list[at - 1]?.logPrice ?? 0);
    }), { numRuns: 500 });
  });

  it('come closer only where neighbours are further off than the gap', () => {
    const all = [0, 1, 1.01, 2].map((logPrice, index): PriceArm => ({ logPrice, prior: 0.5, views: 10, buys: index === 1 ? 9 : 1 }));
    expect(refineArms(all, { parts: 4, minGap: 0.02 }).map((arm) => arm.logPrice)).toEqual([0, 0.25, 0.5, 0.75, 1, 1.01, 2]);
  });
});
