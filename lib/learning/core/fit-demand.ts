import { trainSpec, type TrainSpec } from '../schema';
import { checkDemandRows, defaultDemandPrior, demandModel, demandTable, inverseSoftplus, type DemandPrior, type DemandRow, type DemandTable } from './demand-model';
import { sigmoid, softplus } from './logistic';
import { rowsBetween } from './matrix';
import { train } from './train';

/** Plain JSON. P(buy | p, l) = σ(offset_l − slope · (ln p − reference_l)); a listing it doesn't know has the mean offset. */
export type DemandFit = {
  readonly slope: number;
  /** Standard error of the slope, from the curvature at the optimum. */
  readonly slopeDeviation: number;
  readonly meanOffset: number;
  readonly listings: Readonly<Record<string, { readonly offset: number; readonly referenceLogPrice: number }>>;
  readonly views: number; readonly buys: number; readonly lossPerView: number;
};
export type DemandRefusal =
  /** Fewer than needed: of views, of sales or of views without one, of changes of price (prices of a listing beyond its first). */
  | { readonly ok: false; readonly reason: 'too-few-views' | 'too-few-buys' | 'too-few-refusals' | 'too-few-price-changes'; readonly found: number; readonly needed: number }
  | { readonly ok: false; readonly reason: 'diverged'; readonly step: number };
export type DemandOptions = { readonly references?: ReadonlyMap<string, number>; readonly prior?: DemandPrior; readonly spec?: TrainSpec; readonly needed?: DemandNeeds };
export type DemandNeeds = { readonly views: number; readonly buys: number; readonly refusals: number; readonly priceChanges: number };

/** Ten events per estimated quantity is the usual rule (Peduzzi et al. 1996); level and slope are two. */
export const neededForDemand: DemandNeeds = { views: 200, buys: 20, refusals: 20, priceChanges: 5 };

/** All rows at once, warm-up for a twentieth and then a cosine to zero: there is no noise to anneal, the last steps only settle. */
export const demandTrainSpec: TrainSpec = trainSpec.parse({
  optimizer: { kind: 'adam' }, epochs: 300, batchSize: Number.MAX_SAFE_INTEGER,
  schedule: { kind: 'sequence', parts: [{ from: 0, schedule: { kind: 'warmup', rate: 0.1, warmupSteps: 15 } }, { from: 15, schedule: { kind: 'cosine', rate: 0.1, tMax: 285 } }] },
});

/**
 * The demand of all listings at once: one slope in the logarithm of price, an offset each. Only changes of a listing's own price say what
 * price does, since what sells dear differs in other ways too; so without enough of them there is no fit, and the reason is told. It is the
 * joint mode of slope and offsets: with few views a listing the slope comes out somewhat flat (Breslow & Lin 1995), by some 5% at ten.
 * @throws RangeError as `demandTable` does
 */
export function fitDemand(rows: readonly DemandRow[], { references, prior = defaultDemandPrior, spec = demandTrainSpec, needed = neededForDemand }: DemandOptions = {}): { readonly ok: true; readonly fit: DemandFit } | DemandRefusal {
  const seen = together(rows);
  const table = demandTable(seen, references);
  const buys = seen.reduce((sum, row) => sum + row.buys, 0);
  const priceChanges = seen.length - table.listings.length;
  const gates = [['too-few-views', table.totalViews, needed.views], ['too-few-buys', buys, needed.buys], ['too-few-refusals', table.totalViews - buys, needed.refusals], ['too-few-price-changes', priceChanges, needed.priceChanges]] as const;
  for (const [reason, found, least] of gates) if (found < least) return { ok: false, reason, found, needed: least };
  const model = demandModel(table, prior);
  const start = new Float64Array(model.dimension);
  start[0] = Math.log(buys / (table.totalViews - buys));
  start[1] = inverseSoftplus(prior.slope);
  const all = { train: rowsBetween(0, seen.length), validation: new Int32Array(0) };
  const trained = train(model, all, spec, { start });
  if (!trained.ok) return { ok: false, reason: 'diverged', step: trained.step };
  const [meanOffset = 0, raw = 0, ...differences] = trained.weights;
  const slope = softplus(raw);
  const listings = Object.fromEntries(table.listings.map((listing, index) => [listing, { offset: meanOffset + (differences[index] ?? 0), referenceLogPrice: table.references[index] ?? 0 }]));
  const lossPerView = model.lossAndGradient(Float64Array.from(trained.weights), all.train, null);
  return { ok: true, fit: { slope, slopeDeviation: slopeDeviation(table, trained.weights, prior), meanOffset, listings, views: table.totalViews, buys, lossPerView } };
}

/** One row a listing and price, without those nobody saw; in the order they first came in. */
function together(rows: readonly DemandRow[]): readonly DemandRow[] {
  checkDemandRows(rows);
  const found = new Map<string, DemandRow>();
  for (const row of rows) {
    if (row.views === 0) continue;
    const key = `${row.logPrice} ${row.listing}`;
    const { views, buys } = found.get(key) ?? { views: 0, buys: 0 };
    found.set(key, { ...row, views: row.views + views, buys: row.buys + buys });
  }
  return [...found.values()];
}

/**
 * Laplace: the inverse of the information in (μ, b, d). Its block of the offsets is diagonal, so they are eliminated one by one (Schur
 * complement) and 2 × 2 remain. The prior of the slope is left out: this is what the data say.
 */
function slopeDeviation({ listings, listing, price, views }: DemandTable, weights: readonly number[], prior: DemandPrior): number {
  const sums = Array.from({ length: listings.length }, () => [0, 0, 0] as [number, number, number]);
  const slope = softplus(weights[1] ?? 0);
  listing.forEach((own, row) => {
    const share = sigmoid((weights[0] ?? 0) + (weights[2 + own] ?? 0) - slope * (price[row] ?? 0));
    const [information, x] = [(views[row] ?? 0) * share * (1 - share), -(price[row] ?? 0)];
    const sum = sums[own];
    if (sum) [sum[0], sum[1], sum[2]] = [sum[0] + information, sum[1] + information * x, sum[2] + information * x * x];
  });
  let [level, cross, steep] = [0, 0, 0];
  for (const [information, byX, byXx] of sums) {
    const pivot = information + prior.offsetDeviation ** -2;
    level += information - information ** 2 / pivot;
    cross += byX - (information * byX) / pivot;
    steep += byXx - byX ** 2 / pivot;
  }
  return Math.sqrt(level / (level * steep - cross * cross));
}
