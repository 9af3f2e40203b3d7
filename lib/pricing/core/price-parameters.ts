import { z } from 'zod';
import { demandShapes } from '@/lib/learning';
import { sizeExponent } from './value';

/** What the market's demand has taught, for every listing alike: see `DemandPool` of lib/learning. `slope` is that of the pooled logit as trained. */
export const demandParameters = z.strictObject({
  shapeWeights: z.array(z.number().min(0).max(1)).length(demandShapes.length), shift: z.number().min(-3).max(3), spread: z.number().min(0.01).max(3), interest: z.number().gt(0).max(1),
  slope: z.number().positive().nullable(), slopeDeviation: z.number().nonnegative().nullable(), views: z.int().nonnegative(), buys: z.int().nonnegative(), listings: z.int().nonnegative(),
});
export type DemandParameters = z.infer<typeof demandParameters>;

/**
 * What a version of the price model is: the numbers that can be learnt from a market, beside the published tables of `value.ts`.
 * `exponent`: returns to scale. `priorWeight`: how many neighbours of full weight the value from the data counts for. `soldWeight` and
 * `askWeight`: what a price that somebody paid, or only asks, says. `level`: the unit prices are multiplied by it. `demand`: null before
 * any demand was learnt; then demand moves no price.
 */
export const priceParameters = z.strictObject({
  exponent: z.number().min(0.1).max(1), priorWeight: z.number().min(0.1).max(100), soldWeight: z.number().gt(0).max(1), askWeight: z.number().min(0).max(1),
  level: z.number().positive().max(1e6).default(1), demand: demandParameters.nullable().default(null),
});
export type PriceParameters = z.infer<typeof priceParameters>;

export const standardParameters: PriceParameters = { exponent: sizeExponent, priorWeight: 5, soldWeight: 1, askWeight: 0.25, level: 1, demand: null };
