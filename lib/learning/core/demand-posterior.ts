import type { Random } from '@/lib/shared/seeded-random';
import { demandShapes, gridIndex, gridMiddle, gridSize, gridStep, shapeShare, shapeTables, standardShapeWeights } from './demand-shapes';

/** What was seen of one listing at one price: people who looked, and how many of them bought. */
export type PriceEvidence = { readonly logPrice: number; readonly views: number; readonly buys: number };

/**
 * What all listings together say about any one: how likely each shape is, how far the best price lies from the suggested one on average and in
 * standard deviation (logarithms), and which share of those who look are buyers at all.
 */
export type DemandPool = { readonly shapeWeights: readonly number[]; readonly shift: number; readonly spread: number; readonly interest: number };
export const standardPool: DemandPool = { shapeWeights: standardShapeWeights, shift: 0, spread: 0.45, interest: 1 };

/** Weights that sum to 1: shape s at location m has `weights[s * gridSize + m]`, the location in steps from the reference. */
export type DemandBelief = { readonly pool: DemandPool; readonly referenceLogPrice: number; readonly weights: Float64Array };

const priors = new WeakMap<DemandPool, Float64Array>();

/** Logarithms of the weights before any view: the peak of revenue is normal around the shifted reference. A copy of its own for each caller. */
export function priorLogWeights(pool: DemandPool): Float64Array {
  const known = priors.get(pool) ?? writePrior(pool);
  priors.set(pool, known);
  return known.slice();
}

function writePrior({ shapeWeights, shift, spread }: DemandPool): Float64Array {
  const logs = new Float64Array(demandShapes.length * gridSize);
  shapeTables.forEach(({ peak }, shape) => {
    let sum = 0;
    for (let place = 0; place < gridSize; place += 1) {
      const log = -0.5 * (((place - gridMiddle + peak) * gridStep - shift) / spread) ** 2;
      logs[shape * gridSize + place] = log;
      sum += Math.exp(log);
    }
    const own = Math.log(Math.max(1e-12, shapeWeights[shape] ?? 0)) - Math.log(sum);
    for (let place = 0; place < gridSize; place += 1) logs[shape * gridSize + place] = (logs[shape * gridSize + place] ?? 0) + own;
  });
  return logs;
}

type LogTable = { readonly bought: Float64Array; readonly refused: Float64Array };
/** Logarithms of what each shape sells and doesn't, by distance, for one share of interest: every view needs them. */
const logTables = new Map<number, readonly LogTable[]>();
const keptTables = 64;

function logTablesOf(interest: number): readonly LogTable[] {
  const found = logTables.get(interest);
  if (found) return found;
  if (logTables.size >= keptTables) logTables.clear();
  const made = shapeTables.map(({ shares }): LogTable => ({ bought: shares.map((share) => Math.log(interest * share)), refused: shares.map((share) => Math.log1p(-interest * share)) }));
  logTables.set(interest, made);
  return made;
}

/** Adds what `views` at one price say, of which `buys` bought, to the logarithms: a product of binomials. */
export function addEvidence(logs: Float64Array, at: number, { views, buys }: Pick<PriceEvidence, 'views' | 'buys'>, interest: number): void {
  logTablesOf(interest).forEach(({ bought, refused }, shape) => {
    for (let place = 0; place < gridSize; place += 1) {
      const distance = at - place + gridSize - 1;
      const index = shape * gridSize + place;
      logs[index] = (logs[index] ?? 0) + buys * (bought[distance] ?? 0) + (views - buys) * (refused[distance] ?? 0);
    }
  });
}

export function normalised(logs: Float64Array): Float64Array {
  const most = logs.reduce((best, log) => Math.max(best, log), Number.NEGATIVE_INFINITY);
  const weights = logs.map((log) => Math.exp(log - most));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

/**
 * Exact Bayes on a grid of shapes and locations: without evidence it is the prior.
 * @throws RangeError for counts that aren't whole with 0 ≤ buys ≤ views, or a price or reference that isn't finite
 */
export function believe(pool: DemandPool, referenceLogPrice: number, evidence: readonly PriceEvidence[]): DemandBelief {
  if (!Number.isFinite(referenceLogPrice)) throw new RangeError('The reference is not finite');
  const logs = priorLogWeights(pool);
  for (const row of evidence) {
    if (!Number.isFinite(row.logPrice) || !Number.isSafeInteger(row.views) || !Number.isSafeInteger(row.buys) || row.buys < 0 || row.buys > row.views) throw new RangeError('Evidence needs a finite price and whole counts, buys no more than views');
    if (row.views > 0) addEvidence(logs, gridIndex(row.logPrice, referenceLogPrice), row, pool.interest);
  }
  return { pool, referenceLogPrice, weights: normalised(logs) };
}

/** Expected share of buyers at each step of the grid. */
export function expectedShares({ pool, weights }: DemandBelief): Float64Array {
  const expected = new Float64Array(gridSize);
  shapeTables.forEach(({ shares }, shape) => {
    for (let place = 0; place < gridSize; place += 1) {
      const weight = (weights[shape * gridSize + place] ?? 0) * pool.interest;
      if (weight < 1e-7) continue;
      for (let at = 0; at < gridSize; at += 1) expected[at] = (expected[at] ?? 0) + weight * (shares[at - place + gridSize - 1] ?? 0);
    }
  });
  return expected;
}

/** The same at one step. */
export function expectedShare({ pool, weights }: DemandBelief, at: number): number {
  let sum = 0;
  shapeTables.forEach(({ shares }, shape) => {
    for (let place = 0; place < gridSize; place += 1) sum += (weights[shape * gridSize + place] ?? 0) * (shares[at - place + gridSize - 1] ?? 0);
  });
  return sum * pool.interest;
}

/** The logarithm of price with the greatest expected revenue, counted from the reference: the best step, and the top of the parabola through it and its neighbours. */
export function bestOffset(belief: DemandBelief): number {
  const logs = expectedShares(belief).map((share, at) => Math.log(share) + (at - gridMiddle) * gridStep);
  const best = logs.reduce((top, log, at) => (log > (logs[top] ?? 0) ? at : top), 0);
  const [before, peak, after] = [logs[best - 1], logs[best] ?? 0, logs[best + 1]];
  const bend = before === undefined || after === undefined ? 0 : before - 2 * peak + after;
  return (best - gridMiddle + (bend < 0 ? (0.5 * ((before ?? 0) - (after ?? 0))) / bend : 0)) * gridStep;
}

/** One demand curve drawn from what is believed, and the price that would be best under it, counted from the reference (Thompson 1933). */
export function drawOffset({ weights }: DemandBelief, random: Random): number {
  let left = random();
  for (const [index, weight] of weights.entries()) {
    left -= weight;
    if (left <= 0) return ((index % gridSize) - gridMiddle + (shapeTables[Math.floor(index / gridSize)]?.peak ?? 0)) * gridStep;
  }
  return 0;
}

export type ShareBand = { readonly expected: number; readonly low: number; readonly high: number };

/** Share of buyers at a price, with the band that `level` of the believed curves lie in. Beyond the grid's ends the shapes go on as their formulas do. */
export function shareAt(belief: DemandBelief, logPrice: number, level = 0.8): ShareBand {
  const offset = logPrice - belief.referenceLogPrice;
  const isWithin = Math.abs(offset) <= gridMiddle * gridStep;
  const at = gridIndex(logPrice, belief.referenceLogPrice);
  const shareOf = (shape: number, place: number): number => {
    if (isWithin) return shapeTables[shape]?.shares[at - place + gridSize - 1] ?? 0;
    const known = demandShapes[shape];
    return known ? shapeShare(known, offset - (place - gridMiddle) * gridStep) : 0;
  };
  const values: { share: number; weight: number }[] = [];
  let expected = 0;
  belief.weights.forEach((weight, index) => {
    if (weight < 1e-7) return;
    const share = belief.pool.interest * shareOf(Math.floor(index / gridSize), index % gridSize);
    expected += weight * share;
    values.push({ share, weight });
  });
  values.sort((a, b) => a.share - b.share);
  const quantile = (wanted: number): number => {
    let reached = 0;
    for (const { share, weight } of values) { reached += weight; if (reached >= wanted) return share; }
    return values.at(-1)?.share ?? 0;
  };
  return { expected, low: quantile((1 - level) / 2), high: quantile((1 + level) / 2) };
}
