import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestArm, drawArm, drawWithinBudget, isotonicShares, refineArms, widenArms, type PriceArm } from '@/lib/learning';
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

describe('the prices that are looked at', () => {
  it('grow beyond the end where the best one lies, keep what was seen, and rise as before', () => {
    fc.assert(fc.property(arms, (all) => {
      const wider = widenArms(all);
      const best = bestArm(all);
      expect(wider.length > all.length).toBe(best <= 1 || best >= all.length - 2);
      expect(wider.filter((arm) => all.includes(arm))).toEqual(all);
      for (const list of [wider, refineArms(all)]) for (let at = 1; at < list.length; at += 1) expect(list[at]?.logPrice ?? 0).toBeGreaterThan(list[at - 1]?.logPrice ?? 0);
    }), { numRuns: 500 });
  });
});
