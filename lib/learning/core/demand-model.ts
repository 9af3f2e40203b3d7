import { sigmoid, softplus } from './logistic';
import type { TrainModel } from './train';

/** What was shown and bought of one listing at one price, in natural logarithm of minor units. Several rows may name the same. */
export type DemandRow = { readonly listing: string; readonly logPrice: number; readonly views: number; readonly buys: number };

/** Rows as numbers. `price` is the logarithm counted from the reference of its listing, which `references` holds by the listing's number. */
export type DemandTable = {
  readonly listings: readonly string[]; readonly references: Float64Array; readonly totalViews: number;
  readonly listing: Int32Array; readonly price: Float64Array; readonly views: Float64Array; readonly buys: Float64Array;
};

/** @throws RangeError for a price that isn't finite, or counts that aren't whole numbers with 0 ≤ buys ≤ views */
export function checkDemandRows(rows: readonly DemandRow[]): void {
  for (const { logPrice, views, buys } of rows) {
    if (!Number.isFinite(logPrice) || !Number.isSafeInteger(views) || !Number.isSafeInteger(buys) || buys < 0 || buys > views) throw new RangeError('A row needs a finite logarithm of price and whole counts, buys no more than views');
  }
}

/**
 * @param given logarithm of what a listing should cost, for instance the suggested price; where it says nothing, the mean of what was
 * asked, over the views
 * @throws RangeError as `checkDemandRows` does
 */
export function demandTable(rows: readonly DemandRow[], given: ReadonlyMap<string, number> = new Map()): DemandTable {
  checkDemandRows(rows);
  const numbers = new Map<string, number>();
  const listing = Int32Array.from(rows, (row) => {
    const number = numbers.get(row.listing) ?? numbers.size;
    numbers.set(row.listing, number);
    return number;
  });
  const [sums, views] = [new Float64Array(numbers.size), new Float64Array(numbers.size)];
  rows.forEach((row, index) => {
    const own = listing[index] ?? 0;
    sums[own] = (sums[own] ?? 0) + row.views * row.logPrice;
    views[own] = (views[own] ?? 0) + row.views;
  });
  const listings = [...numbers.keys()];
  const references = Float64Array.from(listings, (name, own) => given.get(name) ?? (sums[own] ?? 0) / Math.max(1, views[own] ?? 0));
  return {
    listings, references, totalViews: views.reduce((sum, count) => sum + count, 0), listing, price: Float64Array.from(rows, (row, index) => row.logPrice - (references[listing[index] ?? 0] ?? 0)),
    views: Float64Array.from(rows, (row) => row.views), buys: Float64Array.from(rows, (row) => row.buys),
  };
}

/** How far listings differ (standard deviation of their offsets), and what is held of the slope before any data. */
export type DemandPrior = { readonly offsetDeviation: number; readonly slope: number; readonly slopeDeviation: number };
/** The slope's is weak: a factor of about e² either way. Interests in a dataset differ by about one logit. */
export const defaultDemandPrior: DemandPrior = { offsetDeviation: 1, slope: 2, slopeDeviation: 2 };

/** The raw slope whose softplus it is. */
export function inverseSoftplus(value: number): number {
  return value + Math.log(-Math.expm1(-value));
}

/**
 * P(buy) = σ(μ + d_l − b·x), x the logarithm of price from the listing's reference, b = softplus(β) > 0. Counted from its own reference a
 * listing's offset says how wanted it is for its price: dear listings are the wanted ones, and from one reference for all their offsets
 * would be as wide as their prices, and shrinking those would flatten the slope. Weights: μ, β, then d of each listing. The loss is
 * the mean log loss per view of the rows asked for, plus [½Σ(d/s)² + ½((β − β₀)/s_β)²] / all views: offsets shrink toward the common μ as
 * a normal prior would have them (partial pooling), and μ is free. Its metric is the Brier score per view.
 */
export function demandModel(table: DemandTable, prior: DemandPrior = defaultDemandPrior): TrainModel {
  const dimension = 2 + table.listings.length;
  const rawPrior = inverseSoftplus(prior.slope);
  return {
    dimension,
    lossAndGradient(weights, rows, gradientOut) {
      const [mean, raw] = [weights[0] ?? 0, weights[1] ?? 0];
      const [slope, slopeByRaw] = [softplus(raw), sigmoid(raw)];
      let [sum, views, byMean, bySlope, squares] = [0, 0, 0, 0, 0];
      gradientOut?.fill(0);
      for (const row of rows) views += table.views[row] ?? 0;
      const by = views > 0 ? 1 / views : 0;
      for (const row of rows) {
        const seen = table.views[row] ?? 0;
        if (seen === 0) continue;
        const own = 2 + (table.listing[row] ?? 0);
        const price = table.price[row] ?? 0;
        const bought = table.buys[row] ?? 0;
        const logit = mean + (weights[own] ?? 0) - slope * price;
        // logLossOfLogit and sigmoid, from one exponential: most of the time of a fit is spent here.
        const odds = Math.exp(-Math.abs(logit));
        sum += (logit > 0 ? (seen - bought) * logit : -bought * logit) + seen * Math.log1p(odds);
        const error = (seen * (logit >= 0 ? 1 : odds)) / (1 + odds) - bought;
        byMean += error;
        bySlope -= error * price;
        if (gradientOut) gradientOut[own] = (gradientOut[own] ?? 0) + error * by;
      }
      const share = table.totalViews > 0 ? 1 / table.totalViews : 0;
      const [offsetWeight, rawWeight] = [share / prior.offsetDeviation ** 2, share / prior.slopeDeviation ** 2];
      for (let index = 2; index < dimension; index += 1) {
        const offset = weights[index] ?? 0;
        squares += offset * offset;
        if (gradientOut) gradientOut[index] = (gradientOut[index] ?? 0) + offsetWeight * offset;
      }
      if (gradientOut) {
        gradientOut[0] = byMean * by;
        gradientOut[1] = bySlope * by * slopeByRaw + rawWeight * (raw - rawPrior);
      }
      return sum * by + (offsetWeight * squares + rawWeight * (raw - rawPrior) ** 2) / 2;
    },
    metric: {
      name: 'brier', goodIs: 'low',
      of(weights, rows) {
        let [sum, views] = [0, 0];
        for (const row of rows) {
          const [seen, bought, own] = [table.views[row] ?? 0, table.buys[row] ?? 0, 2 + (table.listing[row] ?? 0)];
          const share = sigmoid((weights[0] ?? 0) + (weights[own] ?? 0) - softplus(weights[1] ?? 0) * (table.price[row] ?? 0));
          sum += bought * (1 - share) ** 2 + (seen - bought) * share ** 2;
          views += seen;
        }
        return views > 0 ? sum / views : 0;
      },
    },
  };
}
