import { z } from 'zod';
import { itemFeatures, standardBlend, vstan, type BlendWeights, type ItemFeature, type SessionParameters } from '@/lib/learning';

/** JSON knows no infinity: null switches a decay off. */
const decay = z.number().gt(0).nullable().transform((value) => value ?? Number.POSITIVE_INFINITY);

/** What a version of the next-item model is. */
export const itemParameters = z.strictObject({
  recent: z.int().min(1), neighbours: z.int().min(1), position: z.union([z.literal('same'), z.literal('quadratic'), z.strictObject({ lambda: z.number().gt(0) })]), norm: z.enum(['cosine', 'query']),
  lambdaDays: decay, lambdaDistance: decay, lambdaMatch: decay, hasLinearMatch: z.boolean(), idfWeight: z.number().min(0),
  /** How much each source counts. Versions from before there were several have none. */
  blend: z.partialRecord(z.enum(itemFeatures), z.number()).optional(),
});

/** What a version says: the parameters of the neighbours and, where it was learnt, the weights of the sources. */
export type ItemModel = { readonly parameters: SessionParameters; readonly blend?: BlendWeights };

/** What serves when a version can't be read. */
export function readItemModel(stored: unknown): ItemModel & { readonly isUnderstood: boolean } {
  const parsed = itemParameters.safeParse(stored);
  if (!parsed.success) return { ...standardItemModel, isUnderstood: false };
  const { blend, ...parameters } = parsed.data;
  return { parameters, isUnderstood: true, ...(blend ? { blend: completed(blend) } : {}) };
}

/** A source that a version does not know counts nothing. */
function completed(blend: Partial<Record<ItemFeature, number>>): BlendWeights {
  return Object.fromEntries(itemFeatures.map((name) => [name, blend[name] ?? 0])) as Record<ItemFeature, number>;
}

export function writeItemModel({ parameters, blend }: ItemModel) {
  return { ...writeItemParameters(parameters), ...(blend ? { blend: { ...blend } } : {}) };
}

/** The same as plain JSON. */
export function writeItemParameters(parameters: SessionParameters) {
  const write = (value: number): number | null => (Number.isFinite(value) ? value : null);
  const { position, ...rest } = parameters;
  return { ...rest, position: typeof position === 'string' ? position : { lambda: position.lambda }, lambdaDays: write(rest.lambdaDays), lambdaDistance: write(rest.lambdaDistance), lambdaMatch: write(rest.lambdaMatch) };
}

export const standardItemParameters: SessionParameters = vstan;
/** What this code brings: the nearest visits with the other sources beside them, in round weights until an exchange has learnt its own. */
export const itemVersion = 'blend-1';
export const standardItemModel: ItemModel = { parameters: standardItemParameters, blend: standardBlend };

/** What a version of the next-action model is: nearest neighbours, whose k is chosen at every build, or trained weights. */
export const actionParameters = z.discriminatedUnion('family', [
  z.strictObject({ family: z.literal('nearest-neighbours') }),
  z.strictObject({ family: z.literal('logistic'), means: z.array(z.number()).max(64), deviations: z.array(z.number()).max(64), weights: z.array(z.number()).max(1_024) }),
]);
export type ActionParameters = z.infer<typeof actionParameters>;
export const actionVersion = 'next-action-3';
