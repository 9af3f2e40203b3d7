import { findRuleFacts } from '@/lib/datasets';
import type { Context } from '@/lib/db';
import { env } from '@/lib/env';
import { similarityShares } from '@/lib/pricing';
import { getModelCards, wilson } from '@/lib/registry';
import type { ModelCard } from '@/lib/registry/schema';
import { newPlaces } from './core/blend';
import { featureWeights } from './core/feature-weights';
import { actionParameters } from './core/model-parameters';
import { getServing } from './serving';

type Weights = readonly { readonly name: string; readonly weight: number }[];
/** What judges datasets by rules written in the code: no data is fitted, nothing is staged. */
export const ruleModels = ['quality', 'personal-data'] as const;
/** A card with what decides most, and by how much: the weights sum to 1. `lastChange` of rules: since when they judge here; null before the first. */
export type PublicModel = Omit<ModelCard, 'model' | 'lastChange'> & { readonly model: ModelCard['model'] | (typeof ruleModels)[number]; readonly lastChange: string | null; readonly mainParameters: Weights };

/** As many as a list on the home page has. */
const places = 6;

/** Everything that decides a price, an order or what is said of a dataset, for everyone. The weights are the ones the code computes with, not copies of them. */
export async function listPublicModels(ctx: Pick<Context, 'db' | 'now'>): Promise<readonly PublicModel[]> {
  const [cards, rules, { content }] = await Promise.all([getModelCards(ctx), listRules(ctx), getServing(ctx.db, ctx.now())]);
  return [...cards.map((card) => ({ ...card, mainParameters: mainParameters(card, content.nextAction.votes?.importance) })), ...rules];
}

async function listRules(ctx: Pick<Context, 'db'>): Promise<readonly PublicModel[]> {
  const { quality, personalData } = await findRuleFacts(ctx);
  const { OPERATOR_NAME: owner, OPERATOR_CONTACT: contact } = env();
  const shared = { parameters: null, metrics: [], owner, contact, isDemo: false, canary: null, training: null } as const;
  const { confirmed, decided } = personalData;
  const [low, high] = decided > 0 ? wilson(confirmed / decided, decided) : [null, null];
  return [
    { ...shared, model: 'quality', version: quality.version, codeVersion: quality.version, lastChange: quality.since, measured: [], mainParameters: scaled(quality.weights) },
    {
      ...shared, model: 'personal-data', version: personalData.version, codeVersion: personalData.version, lastChange: personalData.since, mainParameters: scaled(personalData.weights),
      measured: decided > 0 ? [{ name: 'confirmed', value: confirmed / decided, low, high, count: decided, goodIs: 'high' }] : [],
    },
  ];
}

function scaled(weights: Readonly<Record<string, number>>): Weights {
  const sum = Object.values(weights).reduce((total, weight) => total + weight, 0);
  return Object.entries(weights).map(([name, weight]) => ({ name, weight: weight / sum }));
}

function mainParameters(card: ModelCard, importance?: readonly number[]): Weights {
  switch (card.model) {
    case 'price': return Object.entries(similarityShares).map(([name, weight]) => ({ name, weight }));
    case 'next-item': return [{ name: 'neighbours', weight: (places - newPlaces) / places }, { name: 'newest', weight: newPlaces / places }];
    case 'next-action': { const parsed = actionParameters.safeParse(card.parameters); return featureWeights(parsed.success ? parsed.data : { family: 'nearest-neighbours' }, importance); }
  }
}
