import { describe, expect, test } from 'vitest';
import { standardPool } from '@/lib/learning';
import { wilson } from '@/lib/registry/core/wilson';
import { crossFittedPools } from '@/lib/pricing/core/cross-fitted-pools';
import { demandCalibration } from '@/lib/pricing/core/demand-calibration';
import { intervalCoverage } from '@/lib/pricing/core/interval-coverage';
import { simulateMarket } from '@/lib/pricing/core/simulate-market';
import { seededRandom } from '@/lib/shared/seeded-random';

describe('coverage of ranges', () => {
  test('holds what it promises among sellers alike', () => {
    const random = seededRandom(4);
    const residuals = Array.from({ length: 600 }, (_, index) => ({ sellerId: `s${index % 200}`, distance: random() }));
    for (const level of [0.5, 0.8, 0.9]) {
      const { covered, sellers, listings, basis, low, high } = intervalCoverage(residuals, level, wilson);
      expect([sellers, listings, basis]).toEqual([200, 600, 'sellers']);
      expect((low ?? 1) < (covered ?? 0) && (covered ?? 0) < (high ?? 0)).toBe(true);
      expect(covered).toBeGreaterThan(level - 0.03);
      expect(covered).toBeLessThan(level + 0.03);
    }
  });

  test('a seller far from all others is not covered; with too few sellers listings count, each seller still left out whole; and with too few of these there is no figure', () => {
    const alike = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'].map((sellerId) => ({ sellerId, distance: 0.1 }));
    expect(intervalCoverage([...alike, { sellerId: 'far', distance: 9 }], 0.8, wilson).covered).toBeCloseTo(0.9, 12);
    const few = ['a', 'b', 'c', 'd'].flatMap((sellerId) => Array.from({ length: 10 }, (_, index) => ({ sellerId, distance: index / 10 })));
    expect(intervalCoverage(few, 0.9, wilson)).toMatchObject({ basis: 'listings', covered: 1, sellers: 4, listings: 40 });
    expect(intervalCoverage([...few, ...few.map((one) => ({ sellerId: 'wide', distance: one.distance + 5 }))], 0.9, wilson).covered).toBeLessThan(0.9);
    expect(intervalCoverage(alike.slice(0, 3), 0.8, wilson)).toEqual({ level: 0.8, basis: 'listings', covered: null, low: null, high: null, sellers: 3, listings: 3 });
    expect(intervalCoverage([], 0.5, wilson).covered).toBeNull();
  });
});

describe('calibration of demand', () => {
  test('promises a price from earlier ones alone: the last price never changes what was promised of it', () => {
    const listing = (buys: number) => ({ listingId: 'l', referenceMinor: 1_000, periods: [{ priceMinor: 1_000, views: 40, buys: 10 }, { priceMinor: 1_200, views: 40, buys }] });
    const promised = (buys: number) => demandCalibration([listing(buys)], () => standardPool).bins.reduce((sum, bin) => sum + bin.promised * bin.views, 0);
    expect(promised(0)).toBeCloseTo(promised(40), 9);
    expect(demandCalibration([listing(0)], () => standardPool).error).toBeLessThan(1);
  });

  test('counts every view once, leaves out prices nobody saw, and is empty without a market', () => {
    const periods = [{ priceMinor: 500, views: 7, buys: 7 }, { priceMinor: 900, views: 0, buys: 0 }];
    const { bins, views } = demandCalibration([{ listingId: 'l', referenceMinor: 500, periods }], () => standardPool);
    expect(views).toBe(7);
    expect(bins.map((bin) => bin.happened)).toEqual([1]);
    expect(demandCalibration([], () => standardPool)).toEqual({ bins: [], views: 0, error: 0 });
  });

  test('where buyers are few, what other listings taught promises a few: cross-fitted it is nearer than what is believed of any market', () => {
    const random = seededRandom(11);
    const market = Array.from({ length: 40 }, (_, index) => ({
      listingId: `l${index}`, referenceMinor: 2_000, periods: [2_600, 2_000, 1_600].map((priceMinor) => ({ priceMinor, views: 60, buys: Array.from({ length: 60 }, () => random()).filter((draw) => draw < 0.2 / (1 + (priceMinor / 2_000) ** 3)).length })),
    }));
    const pools = crossFittedPools(market);
    expect(pools).toHaveLength(40);
    const [plain, learnt] = [demandCalibration(market, () => standardPool), demandCalibration(market, (index) => pools[index] ?? standardPool)];
    expect(learnt.error).toBeLessThan(plain.error / 2);
    expect(learnt.error).toBeLessThan(0.03);
    // A listing's own fold teaches it nothing: another first listing changes no pool of its fold.
    const other = crossFittedPools(market.map((listing, index) => (index === 0 ? { ...listing, periods: [{ priceMinor: 2_000, views: 900, buys: 900 }] } : listing)));
    expect(other[0]).toEqual(pools[0]);
    expect(other[1]).not.toEqual(pools[1]);
  });
});

test('a simulated market gives the same figures for the same seed, and others for another', () => {
  const run = (seed: number) => [...simulateMarket({ shape: 'well specified', views: 3, seed, listingCount: 12 })];
  const first = run(3);
  expect(first).toEqual(run(3));
  expect(first).not.toEqual(run(4));
  expect(first.map((point) => point.views)).toEqual([1, 2, 3]);
  for (const { engine, ask, comparables } of first) for (const share of [engine, ask, comparables]) expect(share > 0 && share <= 1).toBe(true);
});
