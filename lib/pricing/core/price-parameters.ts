import { z } from 'zod';
import { sizeExponent } from './value';

/**
 * What a version of the price model is: the numbers that can be learnt from a market, beside the published tables of `value.ts`.
 * `exponent`: returns to scale. `priorWeight`: how many neighbours of full weight the value from the data counts for. `soldWeight` and
 * `askWeight`: what a price that somebody paid, or only asks, says.
 */
export const priceParameters = z.strictObject({ exponent: z.number().min(0.1).max(1), priorWeight: z.number().min(0.1).max(100), soldWeight: z.number().gt(0).max(1), askWeight: z.number().min(0).max(1) });
export type PriceParameters = z.infer<typeof priceParameters>;

export const standardParameters: PriceParameters = { exponent: sizeExponent, priorWeight: 5, soldWeight: 1, askWeight: 0.25 };
