import { describe, expect, test } from 'vitest';
import { standardPool } from '@/lib/learning';
import { demandCalibration } from '@/lib/pricing/core/demand-calibration';
import { intervalCoverage } from '@/lib/pricing/core/interval-coverage';
import { simulateMarket } from '@/lib/pricing/core/simulate-market';
import { seededRandom } from '@/lib/shared/seeded-random';

describe('coverage of ranges', () => {
  test('holds what it promises among sellers alike', () => {
    const random = seededRandom(4);
    const residuals = Array.from({ length: 600 }, (_, index) => ({ sellerId: `s${index % 200}`, distance: random() }));
    for (const level of [0.5, 0.8, 0.9]) {
      const { covered, sellers, listings } = intervalCoverage(residuals, level);
      expect([sellers, listings]).toEqual([200, 600]);
      expect(covered).toBeGreaterThan(level - 0.03);
      expect(covered).toBeLessThan(level + 0.03);
    }
  });

  test('a seller far from all others is not covered, and too few sellers give no figure', () => {
    const alike = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'].map((sellerId) => ({ sellerId, distance: 0.1 }));
    expect(intervalCoverage([...alike, { sellerId: 'far', distance: 9 }], 0.8).covered).toBeCloseTo(0.9, 12);
    expect(intervalCoverage(alike.slice(0, 3), 0.8)).toEqual({ level: 0.8, covered: null, sellers: 0, listings: 3 });
    expect(intervalCoverage([], 0.5).covered).toBeNull();
  });
});

describe('calibration of demand', () => {
  test('promises a price from earlier ones alone: the last price never changes what was promised of it', () => {
    const listing = (buys: number) => ({ listingId: 'l', referenceMinor: 1_000, periods: [{ priceMinor: 1_000, views: 40, buys: 10 }, { priceMinor: 1_200, views: 40, buys }] });
    const promised = (buys: number) => demandCalibration([listing(buys)], standardPool).bins.reduce((sum, bin) => sum + bin.promised * bin.views, 0);
    expect(promised(0)).toBeCloseTo(promised(40), 9);
    expect(demandCalibration([listing(0)], standardPool).error).toBeLessThan(1);
  });

  test('counts every view once, leaves out prices nobody saw, and is empty without a market', () => {
    const periods = [{ priceMinor: 500, views: 7, buys: 7 }, { priceMinor: 900, views: 0, buys: 0 }];
    const { bins, views } = demandCalibration([{ listingId: 'l', referenceMinor: 500, periods }], null);
    expect(views).toBe(7);
    expect(bins.map((bin) => bin.happened)).toEqual([1]);
    expect(demandCalibration([], null)).toEqual({ bins: [], views: 0, error: 0 });
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
