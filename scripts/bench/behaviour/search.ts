import { featureSource, fitBlend, itemRules, packCases, sessionIndex, sessionTable, vstan, type BlendedIndex, type BlendWeights, type ItemFeature, type PackedCase, type Session, type SessionParameters, type SessionTable } from '@/lib/learning';
import { chooseParameters, randomChoices, splitByTime, type Split } from '@/lib/behaviour/core/search-item-parameters';
import { tryInThreads } from '@/lib/behaviour/search-in-threads';
import { seededRandom } from '@/lib/shared/seeded-random';
import type { Recommender } from './baselines';

/** The newest tenth of training validates; the test file is never looked at. */
const olderShare = 0.9;

export function nearest(table: SessionTable | readonly Session[], parameters: SessionParameters): Recommender {
  const index = sessionIndex(table, parameters);
  return (query, now, size) => index.recommend(query, { now, size, isWithoutAnchors: true }).map((scored) => scored.item);
}

/** With the reason of each item, as it is served, or the order alone. */
export function blended(index: BlendedIndex, isWithoutAnchors = false): Recommender {
  return (query, now, size) => index.recommend({ query, now, size, isWithoutAnchors }).map((found) => found.item);
}

export type Learnt = { readonly split: Split | null; readonly parameters: SessionParameters; readonly parametersForMrr: SessionParameters; readonly packed: readonly PackedCase[] };

/** Parameters by temporal validation on threads, then every prefix of the validation sessions as a case for the weights. Nothing is learnt from a file too small for it. */
export async function learn(train: readonly Session[], trials: number, say: (line: string) => void): Promise<Learnt> {
  const split = splitByTime(train, olderShare);
  if (!split) return { split, parameters: vstan, parametersForMrr: vstan, packed: [] };
  const choices = trials > 0 ? randomChoices(trials, seededRandom(20_261_124)) : [vstan];
  const tried = trials > 0 ? await tryInThreads(split, choices) : [];
  const chosen = (goal: 'hits' | 'reciprocalRanks'): SessionParameters => {
    const [standing] = tried;
    const best = standing ? chooseParameters(tried, standing, goal) : null;
    return best === null ? vstan : (choices[best] ?? vstan);
  };
  const parameters = chosen('hits');
  say(`${trials} settings tried on the newest tenth of training (${split.questions.length} questions)`);
  const table = sessionTable(split.older);
  const packed = packCases(featureSource(table, itemRules(table), sessionIndex(table, parameters)), split.questions);
  return { split, parameters, parametersForMrr: chosen('reciprocalRanks'), packed };
}

/** Weights learnt from the cases, some features left out where asked. Null where too few cases teach. */
export function weightsWithout(packed: readonly PackedCase[], without: readonly ItemFeature[] = []): BlendWeights | null {
  return fitBlend(packed, { without })?.weights ?? null;
}
