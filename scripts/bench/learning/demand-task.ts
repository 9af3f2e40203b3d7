import { bestPrice, curveOf, defaultDemandPrior, demandModel, demandTable, expectDemand, rowsBetween, sigmoid, softplus, type DemandCurve, type DemandFit, type DemandRow } from '@/lib/learning';
import { seededRandom } from '@/lib/shared/seeded-random';
import type { Task } from './tasks';

const [slope, reference] = [3.33, Math.log(5_000)];
const bounds = { floorMinor: 500, ceilingMinor: 100_000, views: 1 };

export type DemandMarket = {
  readonly rows: readonly DemandRow[]; readonly slope: number;
  /** Shares of the greatest possible expected revenue: with the best prices of a fit, and with one price for all. */
  readonly shareOf: (fit: DemandFit) => number; readonly shareOfOnePrice: number;
};

/** Listings of unknown worth, each seen at changing prices, one view a row. */
export function demandMarket(listingCount: number, views: number, seed: number): DemandMarket {
  const random = seededRandom(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const offsets = Object.fromEntries(Array.from({ length: listingCount }, (_, index) => [`l${index}`, -0.5 + normal()]));
  const listings = Object.keys(offsets);
  const rows = listings.flatMap((listing) => Array.from({ length: views }, (): DemandRow => {
    const logPrice = reference + 0.4 * normal();
    return { listing, logPrice, views: 1, buys: random() < sigmoid((offsets[listing] ?? 0) - slope * (logPrice - reference)) ? 1 : 0 };
  }));
  const truthOf = (offset = -0.5): DemandCurve => ({ slope, offset, referenceLogPrice: reference });
  const earned = (priceOf: (listing: string) => number): number => listings.reduce((sum, listing) => sum + expectDemand(truthOf(offsets[listing]), priceOf(listing), 1).revenueMinor, 0);
  const most = earned((listing) => bestPrice(truthOf(offsets[listing]), bounds).priceMinor);
  return { rows, slope, shareOf: (fit) => earned((listing) => bestPrice(curveOf(fit, listing, reference), bounds).priceMinor) / most, shareOfOnePrice: earned(() => bestPrice(truthOf(), bounds).priceMinor) / most };
}

/** 300 listings with 30 views each; as many again, of every listing, validate. Judged by what the best prices of the fit really earn. */
export function demandTask(): Task {
  const { rows, shareOf } = demandMarket(300, 60, 3);
  // A view of each listing to learn from, the next to validate with.
  const table = demandTable([...rows.filter((_, index) => index % 2 === 0), ...rows.filter((_, index) => index % 2 === 1)]);
  const half = rows.length / 2;
  return {
    // The penalty is shared out over all views, half of which only validate: it is made as strong as on the other half alone.
    name: 'demand, pooled logit', model: demandModel(table, { ...defaultDemandPrior, offsetDeviation: Math.SQRT1_2, slopeDeviation: defaultDemandPrior.slopeDeviation * Math.SQRT1_2 }),
    rows: { train: rowsBetween(0, half), validation: rowsBetween(half, rows.length) }, epochs: 10, batchSize: 32,
    judge: ([mean = 0, raw = 0, ...differences]) => {
      const listings = Object.fromEntries(table.listings.map((listing, index) => [listing, { offset: mean + (differences[index] ?? 0), referenceLogPrice: table.references[index] ?? 0 }]));
      const fit = { slope: softplus(raw), slopeDeviation: 0, meanOffset: mean, listings, views: 0, buys: 0, lossPerView: 0 };
      return { revenueOfOracle: shareOf(fit), slopeError: Math.abs(fit.slope - slope) };
    },
  };
}
