import { z } from 'zod';
import { vstan, type SessionParameters } from '@/lib/learning';

/** JSON knows no infinity: null switches a decay off. */
const decay = z.number().gt(0).nullable().transform((value) => value ?? Number.POSITIVE_INFINITY);

/** What a version of the next-item model is. */
export const itemParameters = z.strictObject({
  recent: z.int().min(1), neighbours: z.int().min(1), position: z.union([z.literal('same'), z.literal('quadratic'), z.strictObject({ lambda: z.number().gt(0) })]), norm: z.enum(['cosine', 'query']),
  lambdaDays: decay, lambdaDistance: decay, lambdaMatch: decay, hasLinearMatch: z.boolean(), idfWeight: z.number().min(0),
});

/** The same as plain JSON. */
export function writeItemParameters(parameters: SessionParameters) {
  const write = (value: number): number | null => (Number.isFinite(value) ? value : null);
  const { position, ...rest } = parameters;
  return { ...rest, position: typeof position === 'string' ? position : { lambda: position.lambda }, lambdaDays: write(rest.lambdaDays), lambdaDistance: write(rest.lambdaDistance), lambdaMatch: write(rest.lambdaMatch) };
}

export const standardItemParameters: SessionParameters = vstan;
export const itemVersion = 'vstan-1';

/** What a version of the next-action model is: nearest neighbours, whose k is chosen at every build, or trained weights. */
export const actionParameters = z.discriminatedUnion('family', [
  z.strictObject({ family: z.literal('nearest-neighbours') }),
  z.strictObject({ family: z.literal('logistic'), means: z.array(z.number()).max(64), deviations: z.array(z.number()).max(64), weights: z.array(z.number()).max(1_024) }),
]);
export type ActionParameters = z.infer<typeof actionParameters>;
export const actionVersion = 'next-action-2';
