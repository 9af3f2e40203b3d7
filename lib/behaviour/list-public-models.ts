import type { Context } from '@/lib/db';
import { similarityShares } from '@/lib/pricing';
import { getModelCards } from '@/lib/registry';
import type { ModelCard } from '@/lib/registry/schema';
import { newPlaces } from './core/blend';
import { featureWeights } from './core/feature-weights';
import { actionParameters } from './core/model-parameters';

/** A card with what decides most, and by how much: the weights sum to 1. */
export type PublicModel = ModelCard & { readonly mainParameters: readonly { readonly name: string; readonly weight: number }[] };

/** As many as a list on the home page has. */
const places = 6;

/** The models in use, for everyone. The weights are the ones the code computes with, not copies of them. */
export async function listPublicModels(ctx: Pick<Context, 'db' | 'now'>): Promise<readonly PublicModel[]> {
  return (await getModelCards(ctx)).map((card) => ({ ...card, mainParameters: mainParameters(card) }));
}

function mainParameters(card: ModelCard): PublicModel['mainParameters'] {
  switch (card.model) {
    case 'price': return Object.entries(similarityShares).map(([name, weight]) => ({ name, weight }));
    case 'next-item': return [{ name: 'neighbours', weight: (places - newPlaces) / places }, { name: 'newest', weight: newPlaces / places }];
    case 'next-action': { const parsed = actionParameters.safeParse(card.parameters); return featureWeights(parsed.success ? parsed.data : { family: 'nearest-neighbours' }); }
  }
}
