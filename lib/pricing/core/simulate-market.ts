import { addEvidence, bestOffset, drawNormal, fitDemand, gridIndex, normalised, poolDemand, priorLogWeights, sigmoid, standardPool, type DemandPool, type DemandRow } from '@/lib/learning';
import { seededRandom } from '@/lib/shared/seeded-random';
import type { MarketShape } from '../schema';
import { fadeViews } from './demand-stage';

/** Shares of buyers by x = ln price − ln value: what the engine assumes, and two it doesn't. */
const shareByShape: Readonly<Record<MarketShape, (x: number) => number>> = {
  'well specified': (x) => sigmoid(-3.33 * x),
  'two groups of buyers': (x) => 0.5 * sigmoid(-6 * (x + 0.6)) + 0.5 * sigmoid(-6 * (x - 0.6)),
  'heavy tail': (x) => 0.5 - Math.atan(2.5 * x) / Math.PI - 0.03,
};

const [featureCount, valueNoise, askNoise, askWeight] = [8, 0.5, 0.8, 0.28];
/** When the pooled model is fitted again: a night after so many views a listing. */
const nights = new Set([1, 2, 3, 5, 8, 12, 18, 27, 40, 60, 90, 130, 180, 250]);

/** Revenue after so many views a listing, as a share of the greatest possible: of the engine, of the sellers' own asks, of comparables alone. */
export type SparseResult = { readonly views: number; readonly engine: number; readonly ask: number; readonly comparables: number };
type Listing = { readonly value: number; readonly ask: number; readonly reference: number; readonly logs: Float64Array; readonly seen: Map<number, { logPrice: number; views: number; buys: number }> };

/**
 * A market of many listings that few people see: what each is worth follows eight known features and an unknown rest, sellers ask with a
 * large error around the best price. The engine starts at the price that comparables and the ask suggest, takes each view into account at once,
 * and pools what all listings say now and then. Yields after every view of all listings, so that whoever runs it can do something else meanwhile.
 */
export function* simulateMarket({ shape, views, seed, listingCount }: { readonly shape: MarketShape; readonly views: number; readonly seed: number; readonly listingCount: number }): Generator<SparseResult, void> {
  const random = seededRandom(seed);
  const shareOf = shareByShape[shape];
  let [bestX, bestRevenue] = [0, 0];
  for (let x = -3; x < 3; x += 0.01) { const revenue = Math.exp(x) * shareOf(x); if (revenue > bestRevenue) [bestX, bestRevenue] = [x, revenue]; }
  const truth = Array.from({ length: featureCount }, () => 0.5 * drawNormal(random));
  const features = Array.from({ length: listingCount }, () => truth.map(() => drawNormal(random)));
  const values = features.map((row) => 5 + row.reduce((sum, feature, index) => sum + feature * (truth[index] ?? 0), 0) + valueNoise * drawNormal(random));
  const asks = values.map((value) => value + bestX + askNoise * drawNormal(random));
  const compared = regress(features, asks);
  let pool: DemandPool = standardPool;
  const listings = values.map((value, index): Listing => {
    const [ask, comparable] = [asks[index] ?? 0, compared[index] ?? 0];
    return { value, ask, reference: comparable + askWeight * (ask - comparable), logs: priorLogWeights(pool), seen: new Map() };
  });
  const [earned, asked, suggested] = [{ sum: 0 }, { sum: 0 }, { sum: 0 }];
  for (let view = 1; view <= views; view += 1) {
    const caution = bestOffset({ pool, referenceLogPrice: 0, weights: normalised(priorLogWeights({ ...pool, shift: 0 })) }) * (fadeViews / (fadeViews + view - 1));
    for (const { value, ask, reference, logs, seen } of listings) {
      const logPrice = reference + bestOffset({ pool, referenceLogPrice: reference, weights: normalised(logs) }) - caution;
      const revenueAt = (at: number): number => (Math.exp(at - value) * shareOf(at - value)) / bestRevenue;
      earned.sum += revenueAt(logPrice);
      asked.sum += revenueAt(ask);
      suggested.sum += revenueAt(reference);
      const buys = random() < shareOf(logPrice - value) ? 1 : 0;
      const at = gridIndex(logPrice, reference);
      addEvidence(logs, at, { views: 1, buys }, pool.interest);
      const row = seen.get(at) ?? { logPrice, views: 0, buys: 0 };
      seen.set(at, { ...row, views: row.views + 1, buys: row.buys + buys });
    }
    if (nights.has(view)) pool = poolAgain(listings, pool);
    yield { views: view, engine: earned.sum / (view * listingCount), ask: asked.sum / (view * listingCount), comparables: suggested.sum / (view * listingCount) };
  }
}

/** A night: the pooled slope by the trained logit, the shapes by all listings' evidence, and each listing's belief anew. */
function poolAgain(listings: readonly Listing[], start: DemandPool): DemandPool {
  const rows = listings.flatMap(({ seen }, index) => [...seen.values()].map((row): DemandRow => ({ listing: `l${index}`, ...row })));
  const fitted = fitDemand(rows, { references: new Map(listings.map(({ reference }, index) => [`l${index}`, reference])) });
  const pool = poolDemand(listings.map(({ reference, seen }) => ({ referenceLogPrice: reference, rows: [...seen.values()] })), { start: { ...standardPool, interest: start.interest }, ...(fitted.ok ? { slope: { value: fitted.fit.slope, deviation: fitted.fit.slopeDeviation } } : {}) });
  for (const { logs, reference, seen } of listings) {
    logs.set(priorLogWeights(pool));
    for (const row of seen.values()) addEvidence(logs, gridIndex(row.logPrice, reference), row, pool.interest);
  }
  return pool;
}

/** Ridge regression of the asks on the features and a constant: what comparables alone say. */
function regress(features: readonly (readonly number[])[], asks: readonly number[]): number[] {
  const rows = features.map((row) => [...row, 1]);
  const size = featureCount + 1;
  const system = Array.from({ length: size }, (_, a) => [...Array.from({ length: size }, (_, b) => rows.reduce((sum, row) => sum + (row[a] ?? 0) * (row[b] ?? 0), a === b ? 0.5 : 0)), rows.reduce((sum, row, index) => sum + (row[a] ?? 0) * (asks[index] ?? 0), 0)]);
  for (let pivot = 0; pivot < size; pivot += 1) {
    for (let other = 0; other < size; other += 1) {
      if (other === pivot) continue;
      const factor = (system[other]?.[pivot] ?? 0) / (system[pivot]?.[pivot] ?? 1);
      system[other] = (system[other] ?? []).map((cell, column) => cell - factor * (system[pivot]?.[column] ?? 0));
    }
  }
  const weights = system.map((row, index) => (row[size] ?? 0) / (row[index] ?? 1));
  return rows.map((row) => row.reduce((sum, cell, index) => sum + cell * (weights[index] ?? 0), 0));
}
