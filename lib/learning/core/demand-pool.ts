import { addEvidence, normalised, priorLogWeights, standardPool, type DemandPool, type PriceEvidence } from './demand-posterior';
import { demandShapes, gridIndex, gridMiddle, gridSize, gridStep, shapeTables, standardShapeWeights } from './demand-shapes';

/** Evidence of one listing, and the logarithm of the price that was suggested for it. */
export type ListingEvidence = { readonly referenceLogPrice: number; readonly rows: readonly PriceEvidence[] };
export type PoolOptions = {
  /** Slope of the pooled logit as trained, and its standard error: the logit shapes near it are believed more. */
  readonly slope?: { readonly value: number; readonly deviation: number };
  readonly start?: DemandPool;
};

/** Shares of those who look that may be buyers at all. */
const interests = [1, 0.7, 0.5, 0.35, 0.25, 0.17, 0.12, 0.08, 0.05, 0.03, 0.02, 0.01, 0.005] as const;
/** Listings are alike and not the same: their evidence about the common shape counts half, and a twentieth of belief stays with what was believed before. */
const [temper, keptShare] = [0.5, 0.05];
/** As many listings with the standard spread, or without a shift, as the prior of each is worth. */
const [shiftListings, spreadListings] = [5, 20];
/** Listings that the share of interest is looked for in; the others follow. */
const maxForInterest = 60;

/**
 * What all listings together say (empirical Bayes): share of interest by its marginal likelihood, weight of each shape by how well it explains
 * every listing with a location of its own, then mean and spread of the best price around the suggested one. Without a view it is `start`.
 */
export function poolDemand(listings: readonly ListingEvidence[], { slope, start = standardPool }: PoolOptions = {}): DemandPool {
  const seen = listings.filter(({ rows }) => rows.some((row) => row.views > 0));
  if (seen.length === 0) return start;
  const interest = findInterest(seen, start);
  const base = { ...start, interest };
  const shapeWeights = weighShapes(seen.map((listing) => logsOf(listing, base)), slope);
  return { ...locate(seen, { ...base, shapeWeights }), shapeWeights, interest };
}

function logsOf({ referenceLogPrice, rows }: ListingEvidence, pool: DemandPool): Float64Array {
  const logs = priorLogWeights({ ...pool, shapeWeights: demandShapes.map(() => 1) });
  for (const row of rows) if (row.views > 0) addEvidence(logs, gridIndex(row.logPrice, referenceLogPrice), row, pool.interest);
  return logs;
}

/** ln Σ exp over the locations of one shape: how well it explains the listing. */
function evidenceOf(logs: Float64Array, shape: number): number {
  const own = logs.subarray(shape * gridSize, (shape + 1) * gridSize);
  const most = own.reduce((best, log) => Math.max(best, log), Number.NEGATIVE_INFINITY);
  return most + Math.log(own.reduce((sum, log) => sum + Math.exp(log - most), 0));
}

/**
 * The data hardly tell few interested buyers from a dear price. What tips the scale: sellers' market prices are right on average, so that the
 * mean share of buyers is the interest times what a price at its best sells.
 */
function findInterest(seen: readonly ListingEvidence[], start: DemandPool): number {
  const step = Math.max(1, Math.ceil(seen.length / maxForInterest));
  const some = seen.filter((_, index) => index % step === 0);
  const rows = seen.flatMap((listing) => listing.rows);
  const [views, buys] = [rows.reduce((sum, row) => sum + row.views, 0), rows.reduce((sum, row) => sum + row.buys, 0)];
  const usual = standardShapeWeights.reduce((sum, weight, shape) => { const table = shapeTables[shape]; return sum + weight * (table?.shares[table.peak + gridSize - 1] ?? 0); }, 0);
  const expected = Math.log(Math.min(1, Math.max(0.002, (buys + 0.5) / (views + 1) / usual)));
  let [best, bestScore]: [number, number] = [start.interest, Number.NEGATIVE_INFINITY];
  for (const interest of interests) {
    const fit = some.reduce((sum, listing) => {
      const logs = logsOf(listing, { ...start, interest });
      const scores = demandShapes.map((_, shape) => evidenceOf(logs, shape) + Math.log(standardShapeWeights[shape] ?? 1e-12));
      const most = Math.max(...scores);
      return sum + most + Math.log(scores.reduce((total, score) => total + Math.exp(score - most), 0));
    }, 0);
    const score = fit - 0.5 * ((Math.log(interest) - expected) / 0.5) ** 2;
    if (score > bestScore) [best, bestScore] = [interest, score];
  }
  return best;
}

function weighShapes(all: readonly Float64Array[], slope: PoolOptions['slope']): number[] {
  const scores = demandShapes.map(({ kind, parts }, shape) => {
    const own = parts[0]?.slope ?? 1;
    // In logarithms, and never surer than a factor of 1.8: with few views a listing the trained slope comes out somewhat flat.
    const trained = slope && kind === 'logit' ? -0.5 * (Math.log(own / slope.value) / Math.max(0.6, slope.deviation / slope.value)) ** 2 : 0;
    return Math.log(standardShapeWeights[shape] ?? 1e-12) + trained + temper * all.reduce((sum, logs) => sum + evidenceOf(logs, shape), 0);
  });
  const weights = normalised(Float64Array.from(scores));
  return Array.from(weights, (weight, shape) => (1 - keptShare) * weight + keptShare * (standardShapeWeights[shape] ?? 0));
}

function locate(seen: readonly ListingEvidence[], pool: DemandPool): DemandPool {
  let [first, second] = [0, 0];
  for (const listing of seen) {
    const logs = logsOf(listing, pool);
    for (const shape of demandShapes.keys()) for (let place = 0; place < gridSize; place += 1) logs[shape * gridSize + place] = (logs[shape * gridSize + place] ?? 0) + Math.log(pool.shapeWeights[shape] ?? 1e-12);
    normalised(logs).forEach((weight, index) => {
      const offset = ((index % gridSize) - gridMiddle + (shapeTables[Math.floor(index / gridSize)]?.peak ?? 0)) * gridStep;
      first += weight * offset;
      second += weight * offset * offset;
    });
  }
  const mean = first / seen.length;
  const variance = Math.max(0, second / seen.length - mean * mean);
  return { ...pool, shift: first / (seen.length + shiftListings), spread: Math.sqrt((variance * seen.length + standardPool.spread ** 2 * spreadListings) / (seen.length + spreadListings)) };
}
