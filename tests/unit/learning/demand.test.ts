import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestPrice, curveOf, demandModel, demandTable, demandTrainSpec, expectDemand, fitDemand, rowsBetween, sigmoid, type DemandCurve, type DemandFit, type DemandRow } from '@/lib/learning';
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
    const fit = fitted(rows);
    expect(fit.slopeDeviation).toBeLessThan(0.25);
    expect(Math.abs(fit.slope - slope)).toBeLessThan(3 * fit.slopeDeviation);
  });

  it('stands at the optimum: the gradient is nothing there', () => {
    const { rows } = simulate({ listings: 40, prices: 5, views: 30, slope: 3, seed: 5 });
    const table = demandTable(rows);
    const fit = fitted(rows);
    const raw = fit.slope + Math.log(-Math.expm1(-fit.slope));
    const gradient = new Float64Array(2 + table.listings.length);
    demandModel(table).lossAndGradient(Float64Array.from([fit.meanOffset, raw, ...table.listings.map((listing) => (fit.listings[listing]?.offset ?? 0) - fit.meanOffset)]), rowsBetween(0, rows.length), gradient);
    expect(Math.max(...gradient.map(Math.abs))).toBeLessThan(1e-5);
  });

  it('draws listings with few views toward the mean, and a strong prior draws all', () => {
    const { rows } = simulate({ listings: 30, prices: 4, views: 50, slope: 2, seed: 6 });
    const few: DemandRow = { listing: 'few', logPrice: 7, views: 2, buys: 2 };
    const spread = (deviation: number): number => {
      const fit = fitted([...rows, few], { prior: { offsetDeviation: deviation, slope: 2, slopeDeviation: 2 } });
      return Math.max(...Object.values(fit.listings).map(({ offset }) => Math.abs(offset - fit.meanOffset)));
    };
    expect(spread(0.01)).toBeLessThan(0.05);
    expect(spread(0.01)).toBeLessThan(spread(1));
    const fit = fitted([...rows, few]);
    const much = fitted([...rows, { ...few, views: 200, buys: 200 }]);
    expect((fit.listings.few?.offset ?? 0) - fit.meanOffset).toBeLessThan((much.listings.few?.offset ?? 0) - much.meanOffset);
  });

  it('never has demand rise with price, even where the sales do', () => {
    const rows = Array.from({ length: 20 }, (_, index): DemandRow => ({ listing: `l${index % 4}`, logPrice: 5 + index / 10, views: 100, buys: 10 + 4 * index }));
    const fit = fitted(rows);
    expect(fit.slope).toBeGreaterThan(0);
    expect(expectDemand(curveOf(fit, 'l1', 5), 200, 1).probability).toBeLessThan(expectDemand(curveOf(fit, 'l1', 5), 100, 1).probability);
  });

  it('is plain JSON and the same each time, also for a name that objects have of their own', () => {
    const rows = simulate({ listings: 10, prices: 4, views: 60, slope: 2, seed: 7 }).rows.map((row) => (row.listing === 'l0' ? { ...row, listing: '__proto__' } : row));
    const fit = fitted(rows);
    const copy = JSON.parse(JSON.stringify(fit)) as DemandFit;
    expect(JSON.stringify(fitted(rows))).toBe(JSON.stringify(fit));
    expect(curveOf(copy, '__proto__', 6)).toEqual(curveOf(fit, '__proto__', 6));
    expect(curveOf(fit, '__proto__', 6).referenceLogPrice).not.toBe(6);
    for (const unknown of ['unknown', 'constructor']) expect(curveOf(fit, unknown, 6)).toEqual({ slope: fit.slope, offset: fit.meanOffset, referenceLogPrice: 6 });
  });

  it('counts from the reference it is given, and finds the same curve where the prior is wide', () => {
    const { rows } = simulate({ listings: 10, prices: 6, views: 200, slope: 2, seed: 11 });
    const prior = { offsetDeviation: 50, slope: 2, slopeDeviation: 50 };
    const [own, given] = [fitted(rows, { prior }), fitted(rows, { prior, references: new Map([['l3', 7]]) })];
    expect(given.listings.l3?.referenceLogPrice).toBe(7);
    expect(given.listings.l4?.referenceLogPrice).toBe(own.listings.l4?.referenceLogPrice);
    const at = (fit: DemandFit): number => expectDemand(curveOf(fit, 'l3', 0), 1_200, 1).probability;
    expect(at(given)).toBeCloseTo(at(own), 3);
  });

  it('doesn’t depend on how the views are cut into rows', () => {
    const { rows } = simulate({ listings: 10, prices: 4, views: 60, slope: 2, seed: 10 });
    const cut = rows.flatMap((row) => Array.from({ length: row.views }, (_, view): DemandRow => ({ ...row, views: 1, buys: view < row.buys ? 1 : 0 })));
    expect(fitDemand([...cut, { listing: 'unseen', logPrice: 3, views: 0, buys: 0 }])).toEqual(fitDemand(rows));
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

const curves: fc.Arbitrary<DemandCurve> = fc.record({ slope: fc.double({ min: 0.05, max: 8, noNaN: true }), offset: fc.double({ min: -6, max: 3, noNaN: true }), referenceLogPrice: fc.double({ min: 3, max: 9, noNaN: true }) });

describe('the best price', () => {
  it('brings at least what any other price between floor and ceiling does', () => {
    fc.assert(fc.property(curves, fc.integer({ min: 1, max: 3_000 }), fc.integer({ min: 0, max: 3_000 }), (curve, floorMinor, width) => {
      const ceilingMinor = floorMinor + width;
      const best = bestPrice(curve, { floorMinor, ceilingMinor, views: 100 });
      expect(Number.isSafeInteger(best.priceMinor) && best.priceMinor >= floorMinor && best.priceMinor <= ceilingMinor).toBe(true);
      let most = 0;
      for (let price = floorMinor; price <= ceilingMinor; price += 1) most = Math.max(most, expectDemand(curve, price, 100).revenueMinor);
      expect(best.revenueMinor).toBeGreaterThanOrEqual(most * (1 - 1e-9));
    }), { numRuns: 60 });
  });

  it('falls when fewer want it, and says which bound stopped it', () => {
    const [wanted, unwanted] = [1, -1].map((offset): DemandCurve => ({ slope: 3, offset, referenceLogPrice: Math.log(1_000) }));
    if (!wanted || !unwanted) throw new Error('two curves');
    const bounds = { floorMinor: 1, ceilingMinor: 100_000, views: 10 };
    const best = bestPrice(wanted, bounds);
    // P = 1 − 1/b at the optimum.
    expect(best.probability).toBeCloseTo(2 / 3, 3);
    expect(best.sales).toBeCloseTo(20 / 3, 2);
    expect(best.revenueMinor).toBeCloseTo(best.sales * best.priceMinor, 6);
    expect(best.bound).toBeNull();
    expect(bestPrice(unwanted, bounds).priceMinor).toBeLessThan(best.priceMinor);
    expect(bestPrice(wanted, { ...bounds, floorMinor: 5_000 })).toMatchObject({ priceMinor: 5_000, bound: 'floor' });
    expect(bestPrice(wanted, { ...bounds, ceilingMinor: 500 })).toMatchObject({ priceMinor: 500, bound: 'ceiling' });
    expect(bestPrice({ ...wanted, slope: 0.9 }, bounds)).toMatchObject({ priceMinor: 100_000, bound: 'ceiling' });
    expect(() => bestPrice(wanted, { ...bounds, floorMinor: 0 })).toThrow(RangeError);
    expect(() => expectDemand(wanted, 0, 1)).toThrow(RangeError);
  });
});
