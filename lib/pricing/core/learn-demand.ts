import { demandModel, demandTable, fitDemand, neededForDemand, poolDemand, rowsBetween, schedulesToCompare, summariseRuns, train, type DemandRow, type ListingEvidence, type ScheduleRun } from '@/lib/learning';
import { trainSpec, type TrainSpec } from '@/lib/learning/schema';
import type { PricePeriod } from './demand-people';
import type { DemandParameters } from './price-parameters';

/** A listing with the price that was suggested for it before any demand, and what people did. */
export type ListingDemand = { readonly listingId: string; readonly referenceMinor: number; readonly periods: readonly PricePeriod[] };
export type LearntDemand = { readonly parameters: DemandParameters; /** One a schedule, on the same rows; empty where prices changed too seldom to learn a slope. */ readonly runs: readonly ScheduleRun[]; readonly spec: Omit<TrainSpec, 'schedule'>; readonly rowCount: number };

const [epochs, batchSize, rate, seed] = [40, 32, 0.5, 1];

/**
 * Demand of a market: the pooled logit with an offset a listing, by mini-batch SGD with momentum and L2 (the priors), once per learning-rate schedule;
 * the slope of the whole fit then weighs the shapes that each listing is believed to have. Null with too little to learn from.
 */
export function learnDemand(listings: readonly ListingDemand[]): LearntDemand | null {
  const rows = listings.flatMap(({ listingId, periods }) => periods.map(({ priceMinor, views, buys }): DemandRow => ({ listing: listingId, logPrice: Math.log(priceMinor), views, buys })));
  const [views, buys] = [rows.reduce((sum, row) => sum + row.views, 0), rows.reduce((sum, row) => sum + row.buys, 0)];
  if (views < neededForDemand.views || buys < neededForDemand.buys) return null;
  const references = new Map(listings.map(({ listingId, referenceMinor }) => [listingId, Math.log(referenceMinor)]));
  const spec = trainSpec.omit({ schedule: true }).parse({ optimizer: { kind: 'sgd', momentum: 0.9 }, epochs, batchSize, seed });
  const fitted = fitDemand(rows, { references });
  const evidence = listings.filter(({ periods }) => periods.length > 0).map(({ referenceMinor, periods }): ListingEvidence => ({ referenceLogPrice: Math.log(referenceMinor), rows: periods.map(({ priceMinor, ...counts }) => ({ logPrice: Math.log(priceMinor), ...counts })) }));
  const pool = poolDemand(evidence, fitted.ok ? { slope: { value: fitted.fit.slope, deviation: fitted.fit.slopeDeviation } } : {});
  return {
    parameters: { ...pool, shapeWeights: [...pool.shapeWeights], slope: fitted.ok ? fitted.fit.slope : null, slopeDeviation: fitted.ok ? fitted.fit.slopeDeviation : null, views, buys, listings: evidence.length },
    runs: fitted.ok ? compareOn(rows, references, spec) : [], spec, rowCount: rows.length,
  };
}

/** Every fifth view of each row validates: the same listings and prices, other people. */
function compareOn(rows: readonly DemandRow[], references: ReadonlyMap<string, number>, spec: Omit<TrainSpec, 'schedule'>): readonly ScheduleRun[] {
  const split = (row: DemandRow, isKept: boolean): DemandRow => {
    const [views, buys] = [Math.floor(row.views / 5), Math.min(Math.floor(row.views / 5), Math.round(row.buys / 5))];
    return isKept ? { ...row, views: row.views - views, buys: Math.min(row.views - views, row.buys - buys) } : { ...row, views, buys };
  };
  const table = demandTable([...rows.map((row) => split(row, true)), ...rows.map((row) => split(row, false))], references);
  const steps = Math.ceil(rows.length / spec.batchSize) * spec.epochs;
  const schedules = schedulesToCompare(rate, steps);
  const model = demandModel(table);
  const parts = { train: rowsBetween(0, rows.length), validation: rowsBetween(rows.length, 2 * rows.length) };
  return summariseRuns(schedules, schedules.map(({ schedule }) => train(model, parts, { ...spec, schedule })));
}
