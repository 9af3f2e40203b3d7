import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkMenu, cheapestCover, type MenuItem } from '@/lib/pricing/core/menu/check-menu';
import { isFair, priceTiers, type TierChoice } from '@/lib/pricing/core/menu/price-tiers';
import { scalePrice } from '@/lib/pricing/core/menu/scale-price';
import { expectedRevenue, suggestTiers } from '@/lib/pricing/core/menu/suggest-tiers';
import { upgradePrice } from '@/lib/pricing/core/menu/upgrade-price';
import { rowsOfShare, usagePrice } from '@/lib/pricing/core/menu/usage-price';
import { holds } from '@/tests/support/holds';

const runs = { numRuns: 1_000 };
const shares = fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 4 }).map((list) => list.toSorted((a, b) => a - b).map((share) => share * 250));
const choices: fc.Arbitrary<TierChoice[]> = shares.chain((list) => fc.tuple(...list.map((share) => fc.array(fc.record({ priceMinor: fc.integer({ min: 0, max: 60 }), revenue: fc.integer({ min: -20, max: 100 }) }), { minLength: 1, maxLength: 6 }).map((candidates) => ({ share, candidates })))));
const item = (id: string, share: number, priceMinor: number): MenuItem => ({ id, share, priceMinor });
const menu = fc.array(fc.tuple(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 0, max: 40 })), { minLength: 1, maxLength: 4 }).map((list) => list.map(([tenth, priceMinor], index) => item(String(index), tenth * 1_000, priceMinor)));

/** Every combination of candidates, the slow way. */
function bestByTrying(tiers: readonly TierChoice[]): number | null {
  let best: number | null = null;
  const walk = (index: number, before: { share: number; priceMinor: number } | null, revenue: number): void => {
    const tier = tiers[index];
    if (!tier) { best = best === null ? revenue : Math.max(best, revenue); return; }
    for (const candidate of tier.candidates) {
      const here = { share: tier.share, priceMinor: candidate.priceMinor };
      if (!before || isFair(before, here)) walk(index + 1, here, revenue + candidate.revenue);
    }
  };
  walk(0, null, 0);
  return best;
}

/** The cheapest multiset of up to `depth` paid items, with every free one once, that holds the share: the slow way. */
function coverByTrying(items: readonly MenuItem[], share: number): number {
  const given = items.filter((other) => other.priceMinor === 0).reduce((sum, other) => sum + other.share, 0);
  const paid = items.filter((other) => other.priceMinor > 0);
  const walk = (held: number, from: number, cost: number): number => {
    if (held >= share) return cost;
    let best = Number.POSITIVE_INFINITY;
    for (let index = from; index < paid.length; index += 1) { const next = paid[index]; if (next) best = Math.min(best, walk(held + next.share, index, cost + next.priceMinor)); }
    return best;
  };
  return walk(given, 0, 0);
}

describe('the exact programme for tiers', () => {
  it('finds what trying every combination finds, or that there is none', () => {
    fc.assert(fc.property(choices, (tiers) => { expect(priceTiers(tiers)?.revenue ?? null).toBe(bestByTrying(tiers)); }), runs);
  });

  holds(9, 'a tier never costs less than a smaller one nor more than two that make it, and moving up costs the difference', fc.property(choices, (tiers) => {
    const priced = priceTiers(tiers);
    if (!priced) return;
    const items = tiers.map((tier, index) => item(String(index), tier.share, priced.pricesMinor[index] ?? 0));
    for (const [index, larger] of items.entries()) {
      const smaller = items[index - 1];
      if (!smaller) continue;
      expect(isFair(smaller, larger)).toBe(true);
      expect(upgradePrice(larger.priceMinor, smaller.priceMinor)).toBe(larger.priceMinor - smaller.priceMinor);
      expect(larger.priceMinor).toBeGreaterThanOrEqual(smaller.priceMinor);
    }
    expect(checkMenu(items.filter((one) => one.priceMinor > 0))).toEqual([]);
    for (const i of items) for (const k of items) for (const z of items) if (i.share + k.share >= z.share) expect(z.priceMinor).toBeLessThanOrEqual(i.priceMinor + k.priceMinor);
  }));

  it('refuses shares that don’t rise and prices that are none', () => {
    expect(() => priceTiers([{ share: 10, candidates: [] }, { share: 10, candidates: [] }])).toThrow(RangeError);
    expect(() => priceTiers([{ share: 10, candidates: [{ priceMinor: Number.NaN, revenue: 1 }] }])).toThrow(RangeError);
    expect(() => priceTiers([{ share: 10, candidates: [{ priceMinor: 5, revenue: Number.POSITIVE_INFINITY }] }])).toThrow(RangeError);
  });

  it('suggests a menu without arbitrage around any whole price, in whole minor units', () => {
    const wish = fc.record({ wholeMinor: fc.integer({ min: 0, max: 1_000_000_000 }), shares: fc.uniqueArray(fc.integer({ min: 1, max: 9_999 }), { minLength: 1, maxLength: 5 }).map((list) => list.toSorted((a, b) => a - b)), exponent: fc.double({ min: 0.1, max: 1, noNaN: true }), slope: fc.double({ min: 1.05, max: 10, noNaN: true }) });
    fc.assert(fc.property(wish, (wanted) => {
      const prices = suggestTiers(wanted);
      const tiers = [...wanted.shares.map((share, index) => ({ share, priceMinor: prices[index] ?? -1 })), { share: 10_000, priceMinor: wanted.wholeMinor }];
      for (const [index, larger] of tiers.entries()) { const smaller = tiers[index - 1]; if (smaller) expect(isFair(smaller, larger)).toBe(true); expect(Number.isSafeInteger(larger.priceMinor)).toBe(true); }
    }), runs);
  });

  it('earns most at the price it was told is best: the maximum of p · sigma(c − slope · ln p)', () => {
    for (const slope of [1.2, 2, 5]) for (const best of [100, 4_900]) for (const other of [0.5, 0.9, 1.1, 2]) expect(expectedRevenue(best, best, slope)).toBeGreaterThan(expectedRevenue(best * other, best, slope));
  });
});

describe('what undercuts what', () => {
  it('finds the cheapest cover that trying every multiset finds, and names a set that really costs and holds that', () => {
    fc.assert(fc.property(menu, fc.integer({ min: 1, max: 10 }), (items, tenth) => {
      const cover = cheapestCover(items, tenth * 1_000);
      const tried = coverByTrying(items, tenth * 1_000);
      expect(cover?.coverMinor ?? Number.POSITIVE_INFINITY).toBe(tried);
      if (!cover) return;
      const named = cover.ids.map((id) => items[Number(id)]);
      expect(named.reduce((sum, one) => sum + (one?.priceMinor ?? 0), 0)).toBe(tried);
      expect(named.reduce((sum, one) => sum + (one?.share ?? 0), 0)).toBeGreaterThanOrEqual(tenth * 1_000);
    }), runs);
  });

  it('says which combination undercuts: three of a third are cheaper than the whole', () => {
    const [found] = checkMenu([item('third', 3_400, 1_000), item('whole', 10_000, 4_000)]);
    expect(found).toEqual({ id: 'whole', cover: ['third', 'third', 'third'], coverMinor: 3_000, priceMinor: 4_000 });
  });

  it('lets a smaller tier never cost more than a larger one', () => {
    expect(checkMenu([item('small', 1_000, 500), item('large', 5_000, 400)])[0]?.id).toBe('small');
  });

  it('takes a free sample once, since taking it again gives the same rows', () => {
    expect(checkMenu([item('free', 1_000, 0), item('whole', 10_000, 4_000)])).toEqual([]);
    expect(checkMenu([item('free', 1_000, 0), item('most', 9_000, 3_000), item('whole', 10_000, 4_000)])[0]).toMatchObject({ id: 'whole', cover: ['free', 'most'] });
  });

  it('stays without arbitrage when the whole price changes and every plan follows, rounded up', () => {
    fc.assert(fc.property(menu, fc.integer({ min: 1, max: 5_000 }), fc.integer({ min: 0, max: 1_000_000 }), (items, setAtMinor, wholeMinor) => {
      fc.pre(checkMenu(items).length === 0);
      const scaled = items.map((one) => ({ ...one, priceMinor: scalePrice(one.priceMinor, { setAtMinor, wholeMinor }) }));
      // Where everything became free there is nothing left to undercut; a price of one can't fall to zero otherwise.
      expect(checkMenu(wholeMinor === 0 ? [] : scaled)).toEqual([]);
    }), runs);
  });

  it('refuses shares and prices that are none', () => {
    for (const wrong of [item('a', 0, 1), item('a', 10_001, 1), item('a', 5, -1), item('a', 5, 1.5), item('a', Number.NaN, 1)]) expect(() => checkMenu([wrong])).toThrow(RangeError);
  });
});

describe('upgrades and use', () => {
  it('adds up: in whatever steps, what is paid together is the dearest of what was taken', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 8 }), (targets) => {
      let paid = 0;
      for (const target of targets) { const difference = upgradePrice(target, paid); expect(difference).toBeGreaterThanOrEqual(0); paid += difference; }
      expect(paid).toBe(Math.max(...targets));
    }), runs);
  });

  it('never falls with the rows, never passes the cap, and splitting a purchase never saves: the difference is charged', () => {
    const terms = fc.record({ perThousandMinor: fc.integer({ min: 0, max: 100_000 }), freeRows: fc.integer({ min: 0, max: 10_000 }), capMinor: fc.integer({ min: 0, max: 10_000_000 }) });
    fc.assert(fc.property(terms, fc.integer({ min: 0, max: 10_000_000 }), fc.integer({ min: 0, max: 10_000_000 }), (plan, a, b) => {
      const [fewer, more] = [Math.min(a, b), Math.max(a, b)];
      expect(usagePrice(plan, fewer)).toBeLessThanOrEqual(usagePrice(plan, more));
      expect(usagePrice(plan, more)).toBeLessThanOrEqual(plan.capMinor);
      expect(usagePrice(plan, Math.min(fewer, plan.freeRows))).toBe(0);
      expect(usagePrice(plan, fewer) + upgradePrice(usagePrice(plan, more), usagePrice(plan, fewer))).toBe(usagePrice(plan, more));
    }), runs);
  });

  it('rounds a part of a thousand rows up once, exactly', () => {
    expect(usagePrice({ perThousandMinor: 250, freeRows: 100, capMinor: 5_000 }, 101)).toBe(1);
    expect(usagePrice({ perThousandMinor: 250, freeRows: 100, capMinor: 5_000 }, 1_100)).toBe(250);
    expect(rowsOfShare(1_000, 5)).toBe(1);
    expect(rowsOfShare(3_000, 1_234)).toBe(370);
    expect(rowsOfShare(10_000, 1_234)).toBe(1_234);
  });
});
