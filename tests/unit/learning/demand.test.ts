import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestPrice, demandModel, demandTable, demandTrainSpec, expectDemand, fitDemand, rowsBetween, sigmoid, type DemandFit, type DemandRow } from '@/lib/learning';
import { trainSpec } from '@/lib/learning/schema';
import { seededRandom } from '@/lib/shared/seeded-random';

/** Dear listings are the wanted ones, as in life: across listings price and sales hide what price does. */
function simulate({ listings, prices, views, slope, seed }: { listings: number; prices: number; views: number; slope: number; seed: number }): { rows: DemandRow[]; offsets: number[] } {
  const random = seededRandom(seed);
  const offsets: number[] = [];
  const rows = Array.from({ length: listings }, (_, index) => {
    const worth = 7 + 2 * (random() - 0.5);
    const offset = -1 + (random() + random() + random() - 1.5) * 1.5;
    offsets.push(offset + slope * (worth - 7));
    return Array.from({ length: prices }, (): DemandRow => {
      const logPrice = worth + (random() - 0.5);
      const share = sigmoid(offset - slope * (logPrice - worth));
      return { listing: `l${index}`, logPrice, views, buys: Array.from({ length: views }, () => (random() < share ? 1 : 0)).reduce<number>((sum, buy) => sum + buy, 0) };
    });
  }).flat();
  return { rows, offsets };
}

function fitted(rows: readonly DemandRow[], options: Parameters<typeof fitDemand>[1] = {}): DemandFit {
  const answer = fitDemand(rows, options);
  if (!answer.ok) throw new Error(answer.reason);
  return answer.fit;
}

describe('the demand fit', () => {
  it.each([[1, 1.5], [2, 3], [3, 3], [4, 5]])('recovers the slope of seed %i: %d, within three standard errors', (seed, slope) => {
    const { rows } = simulate({ listings: 60, prices: 6, views: 60, slope, seed });
    const fit = fitted(rows, { prior: { offsetDeviation: 3, slope: 2, slopeDeviation: 2 } });
    expect(fit.slopeDeviation).toBeLessThan(0.25);
    expect(Math.abs(fit.slope - slope)).toBeLessThan(3 * fit.slopeDeviation);
  });

  it('stands at the optimum: the gradient is nothing there', () => {
    const { rows } = simulate({ listings: 40, prices: 5, views: 30, slope: 3, seed: 5 });
    const table = demandTable(rows);
    const fit = fitted(rows);
    const raw = fit.slope + Math.log(-Math.expm1(-fit.slope));
    const gradient = new Float64Array(2 + table.listings.length);
    demandModel(table).lossAndGradient(Float64Array.from([fit.meanOffset, raw, ...table.listings.map((listing) => (fit.offsets[listing] ?? 0) - fit.meanOffset)]), rowsBetween(0, rows.length), gradient);
    expect(Math.max(...gradient.map(Math.abs))).toBeLessThan(1e-5);
  });

  it('draws listings with few views toward the mean, and a strong prior draws all', () => {
    const { rows } = simulate({ listings: 30, prices: 4, views: 50, slope: 2, seed: 6 });
    const few: DemandRow = { listing: 'few', logPrice: 7, views: 2, buys: 2 };
    const spread = (deviation: number): number => {
      const fit = fitted([...rows, few], { prior: { offsetDeviation: deviation, slope: 2, slopeDeviation: 2 } });
      return Math.max(...Object.values(fit.offsets).map((offset) => Math.abs(offset - fit.meanOffset)));
    };
    expect(spread(0.01)).toBeLessThan(0.05);
    expect(spread(0.01)).toBeLessThan(spread(1));
    const fit = fitted([...rows, few]);
    const much = fitted([...rows, { ...few, views: 200, buys: 200 }]);
    expect((fit.offsets.few ?? 0) - fit.meanOffset).toBeLessThan((much.offsets.few ?? 0) - much.meanOffset);
  });

  it('never has demand rise with price, even where the sales do', () => {
    const rows = Array.from({ length: 20 }, (_, index): DemandRow => ({ listing: `l${index % 4}`, logPrice: 5 + index / 10, views: 100, buys: 10 + 4 * index }));
    const fit = fitted(rows);
    expect(fit.slope).toBeGreaterThan(0);
    expect(expectDemand(fit, 'l1', 200, 1).probability).toBeLessThan(expectDemand(fit, 'l1', 100, 1).probability);
  });

  it('is plain JSON and the same each time, also for a name that objects have of their own', () => {
    const rows = simulate({ listings: 10, prices: 4, views: 60, slope: 2, seed: 7 }).rows.map((row) => (row.listing === 'l0' ? { ...row, listing: '__proto__' } : row));
    const fit = fitted(rows);
    const copy = JSON.parse(JSON.stringify(fit)) as DemandFit;
    expect(JSON.stringify(fitted(rows))).toBe(JSON.stringify(fit));
    expect(expectDemand(copy, '__proto__', 900, 3)).toEqual(expectDemand(fit, '__proto__', 900, 3));
    expect(expectDemand(fit, '__proto__', 900, 3)).not.toEqual(expectDemand(fit, 'unknown', 900, 3));
    expect(expectDemand(fit, 'constructor', 900, 3)).toEqual(expectDemand(fit, 'unknown', 900, 3));
  });

  it('takes another training, and says when that ran away', () => {
    const { rows } = simulate({ listings: 20, prices: 4, views: 60, slope: 2, seed: 8 });
    const batches = trainSpec.parse({ optimizer: { kind: 'sgd', momentum: 0.9 }, schedule: { kind: 'cosine', rate: 0.5, tMax: 800 }, epochs: 80, batchSize: 8 });
    expect(Math.abs(fitted(rows, { spec: batches }).slope - fitted(rows).slope)).toBeLessThan(0.3);
    expect(fitDemand(rows, { spec: { ...demandTrainSpec, optimizer: { kind: 'sgd', momentum: 0, isNesterov: false, weightDecay: 1e9, decay: 'coupled' } } })).toMatchObject({ ok: false, reason: 'diverged' });
  });
});

describe('there is no fit', () => {
  const { rows } = simulate({ listings: 10, prices: 4, views: 60, slope: 2, seed: 9 });
  it.each<[string, readonly DemandRow[], string]>([
    ['of nothing', [], 'too-few-views'],
    ['of few views', rows.slice(0, 3), 'too-few-views'],
    ['of few sales', rows.map((row) => ({ ...row, buys: 0 })), 'too-few-buys'],
    ['when everybody buys', rows.map((row) => ({ ...row, buys: row.views })), 'too-few-refusals'],
    ['when no listing ever changed its price, however different their prices', rows.filter((_, index) => index % 4 === 0), 'too-few-price-changes'],
  ])('%s', (_, given, reason) => {
    const answer = fitDemand(given);
    expect(answer).toMatchObject({ ok: false, reason });
    expect(!answer.ok && answer.reason !== 'diverged' && answer.found < answer.needed).toBe(true);
  });
});

const fits = fc.record({ slope: fc.double({ min: 0.05, max: 8, noNaN: true }), offset: fc.double({ min: -6, max: 3, noNaN: true }), reference: fc.double({ min: 3, max: 9, noNaN: true }) })
  .map(({ slope, offset, reference }): DemandFit => ({ slope, slopeDeviation: 0.1, referenceLogPrice: reference, meanOffset: 0, offsets: { a: offset }, views: 1, buys: 1, lossPerView: 0 }));

describe('the best price', () => {
  it('brings at least what any other price between floor and ceiling does', () => {
    fc.assert(fc.property(fits, fc.integer({ min: 1, max: 3_000 }), fc.integer({ min: 0, max: 3_000 }), (fit, floorMinor, width) => {
      const ceilingMinor = floorMinor + width;
      const best = bestPrice(fit, 'a', { floorMinor, ceilingMinor, views: 100 });
      expect(Number.isSafeInteger(best.priceMinor) && best.priceMinor >= floorMinor && best.priceMinor <= ceilingMinor).toBe(true);
      for (let price = floorMinor; price <= ceilingMinor; price += 1) expect(expectDemand(fit, 'a', price, 100).revenueMinor).toBeLessThanOrEqual(best.revenueMinor * (1 + 1e-9));
    }), { numRuns: 60 });
  });

  it('falls when fewer want it, and says which bound stopped it', () => {
    const fit: DemandFit = { slope: 3, slopeDeviation: 0.1, referenceLogPrice: Math.log(1000), meanOffset: 0, offsets: { high: 1, low: -1 }, views: 1, buys: 1, lossPerView: 0 };
    const bounds = { floorMinor: 1, ceilingMinor: 100_000, views: 10 };
    const [high, low] = ['high', 'low'].map((listing) => bestPrice(fit, listing, bounds));
    // P = 1 − 1/b at the optimum.
    expect(high?.probability).toBeCloseTo(2 / 3, 3);
    expect(high?.bound).toBeNull();
    expect(low?.priceMinor).toBeLessThan(high?.priceMinor ?? 0);
    expect(bestPrice(fit, 'high', { ...bounds, floorMinor: 5_000 })).toMatchObject({ priceMinor: 5_000, bound: 'floor' });
    expect(bestPrice(fit, 'high', { ...bounds, ceilingMinor: 500 })).toMatchObject({ priceMinor: 500, bound: 'ceiling' });
    expect(bestPrice({ ...fit, slope: 0.9 }, 'high', bounds)).toMatchObject({ priceMinor: 100_000, bound: 'ceiling' });
    expect(() => bestPrice(fit, 'high', { ...bounds, floorMinor: 0 })).toThrow(RangeError);
    expect(() => expectDemand(fit, 'high', 0, 1)).toThrow(RangeError);
  });
});
