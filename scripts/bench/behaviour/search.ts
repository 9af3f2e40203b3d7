import { featureSource, fitBlend, itemRules, packCases, sessionIndex, sessionTable, standardBlend, vstan, type BlendedIndex, type BlendWeights, type ItemFeature, type PackedCase, type Session, type SessionParameters, type SessionTable } from '@/lib/learning';
import { chooseParameters, randomChoices, splitByTime, type Split } from '@/lib/behaviour/core/search-item-parameters';
import { tryInThreads } from '@/lib/behaviour/search-in-threads';
import { seededRandom } from '@/lib/shared/seeded-random';
import type { Recommender } from './baselines';

/** The newest tenth of training validates, of a small file the newest quarter; the test file is never looked at. */
const [olderShare, smallOlderShare, fewQuestions] = [0.9, 0.75, 400];

/**
 * Where few cases teach: the order of the nearest sessions, a little nudged, and what a session holds may come again (`standardBlend` is for pages that show
 * nothing twice). Round numbers from windows of the training files of RSC15 and RetailRocket.
 */
const nearestAgain: BlendWeights = { ...standardBlend, neighbours: 1, 'follows-last': 0.05, 'follows-previous': 0, together: 0.1, 'recent-popularity': 0.1, again: 0.4, 'again-last': 0.3, 'again-often': 0.5 };
/** Fewer cases than this are few; the pull to the standing weights is then as strong as so many cases. */
const [fewCases, fewPull] = [1_000, 25];

export function nearest(table: SessionTable | readonly Session[], parameters: SessionParameters): Recommender {
  const index = sessionIndex(table, parameters);
  return (query, now, size) => index.recommend(query, { now, size, isWithoutAnchors: true }).map((scored) => scored.item);
}

/** With the reason of each item, as it is served, or the order alone. */
export function blended(index: BlendedIndex, isWithoutAnchors = false): Recommender {
  return (query, now, size) => index.recommend({ query, now, size, isWithoutAnchors }).map((found) => found.item);
}

export type Learnt = { readonly split: Split | null; readonly parameters: SessionParameters; readonly parametersForMrr: SessionParameters; readonly packed: readonly PackedCase[]; /** What the weights are drawn to, and count as where nothing is learnt. */ readonly standing: BlendWeights };

/** Parameters by temporal validation on threads, then every prefix of the validation sessions as a case for the weights. Nothing is learnt from a file too small for it. */
export async function learn(train: readonly Session[], trials: number, say: (line: string) => void): Promise<Learnt> {
  const split = validationOf(train);
  if (!split) return { split, parameters: vstan, parametersForMrr: vstan, packed: [], standing: nearestAgain };
  const choices = trials > 0 ? randomChoices(trials, seededRandom(20_261_124)) : [vstan];
  const tried = trials > 0 ? await tryInThreads(split, choices) : [];
  const chosen = (goal: 'hits' | 'reciprocalRanks'): SessionParameters => {
    const [standing] = tried;
    const best = standing ? chooseParameters(tried, standing, goal) : null;
    return best === null ? vstan : (choices[best] ?? vstan);
  };
  const parameters = chosen('hits');
  say(`${trials} settings tried on the newest ${split.newer.length} sessions of training (${split.questions.length} questions)`);
  const table = sessionTable(split.older);
  const packed = packCases(featureSource(table, itemRules(table), sessionIndex(table, parameters)), split.questions);
  return { split, parameters, parametersForMrr: chosen('reciprocalRanks'), packed, standing: packed.length < fewCases ? nearestAgain : standardBlend };
}

/** The newest tenth of training or, where that asks little, its newest quarter. */
function validationOf(train: readonly Session[]): Split | null {
  const tenth = splitByTime(train, olderShare);
  return tenth && tenth.questions.length >= fewQuestions ? tenth : splitByTime(train, smallOlderShare) ?? tenth;
}

/** Weights learnt from the cases, some features left out where asked: few cases move them little. Null where too few cases teach. */
export function weightsWithout({ packed, standing }: Pick<Learnt, 'packed' | 'standing'>, without: readonly ItemFeature[] = []): BlendWeights | null {
  return fitBlend(packed, { without, standing, ...(standing === nearestAgain ? { pull: fewPull / packed.length } : {}) })?.weights ?? null;
}
