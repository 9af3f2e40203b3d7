import { blendedIndex, featureSource, fitBlend, itemRules, maxSessionItems, packCases, pairedInterval, prefixCases, sessionIndex, sessionTable, sknn, stan, vsknn, vstan, type BlendWeights, type Session, type SessionParameters } from '@/lib/learning';
import { seededRandom, type Random } from '@/lib/shared/seeded-random';

/** The published members of the family and steps around the standing one: what temporal validation chooses among. */
export const itemParameterChoices: readonly SessionParameters[] = [
  vstan, stan, vsknn, sknn,
  { ...vstan, neighbours: 100 }, { ...vstan, neighbours: 1_500, recent: 5_000 }, { ...vstan, lambdaDays: 20 }, { ...vstan, lambdaDays: 400 }, { ...vstan, idfWeight: 5 }, { ...vstan, lambdaDistance: 1.5 }, { ...vstan, position: { lambda: 2.5 } },
];

const grid = {
  recent: [500, 1_000, 2_500, 5_000, 10_000], neighbours: [100, 200, 500, 1_000, 1_500, 2_000], lambdaPosition: [0.9, 1.81, 3.62, 5, 7.24],
  lambdaDays: [2.5, 5, 10, 20, 40, 80, 100], lambdaDistance: [0.45, 0.9, 1.81, 3.62, 7.24], lambdaMatch: [0.45, 0.9, 1.81, 3.62, 7.24, Number.POSITIVE_INFINITY], idfWeight: [0, 1, 2, 5],
} as const;

/** The published settings and random ones out of the grid that session-rec searches. */
export function randomChoices(count: number, random: Random): SessionParameters[] {
  const pick = <T>(values: readonly [T, ...T[]]): T => values[Math.floor(random() * values.length)] ?? values[0];
  return [vstan, ...Array.from({ length: Math.max(0, count - 1) }, (): SessionParameters => ({
    ...vstan, recent: pick(grid.recent), neighbours: pick(grid.neighbours), position: { lambda: pick(grid.lambdaPosition) }, lambdaDays: pick(grid.lambdaDays),
    lambdaDistance: pick(grid.lambdaDistance), lambdaMatch: pick(grid.lambdaMatch), idfWeight: pick(grid.idfWeight),
  }))];
}

const listLength = 20;
/** Below this many questions nothing can be told apart; more than the last only take longer. */
const enoughCases = 100;
const maxCases = 6_000;

export type Question = { readonly query: readonly string[]; readonly target: string; readonly now: number; readonly group: number };
export type Split = { readonly older: readonly Session[]; readonly newer: readonly Session[]; readonly questions: readonly Question[] };

/**
 * Older visits to predict from, and every prefix of the newest as a question; items nobody saw before can't be asked for. Looks no further ahead than a
 * model may, and into a visit no further back than an index does. Null with too little to tell.
 */
export function splitByTime(sessions: readonly Session[], olderShare: number): Split | null {
  const ordered = sessions.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  const at = Math.floor(ordered.length * olderShare);
  const older = ordered.slice(0, at);
  const known = new Set(older.flatMap((session) => session.items));
  const newer = ordered.slice(at).map((session) => ({ ...session, items: session.items.filter((item) => known.has(item)).slice(-maxSessionItems) })).filter((session) => session.items.length > 1);
  let [from, count] = [newer.length, 0];
  while (from > 0 && count < maxCases) count += (newer[--from]?.items.length ?? 1) - 1;
  const questions = newer.slice(from).flatMap((session, index) => prefixCases([session]).map((each) => ({ ...each, group: from + index }))).slice(-maxCases);
  return questions.length < enoughCases ? null : { older, newer, questions };
}

/** Reciprocal rank and hit of each question, and the visit it belongs to. */
export type ItemTrials = { readonly reciprocalRanks: readonly number[]; readonly hits: readonly number[]; readonly groups: readonly number[] };

/** Each choice predicts every question from the older visits. */
export function tryParameters({ older, questions }: Split, choices: readonly SessionParameters[]): ItemTrials[] {
  const table = sessionTable(older);
  return choices.map((parameters) => {
    const index = sessionIndex(table, parameters);
    const ranks = questions.map(({ query, target, now }) => index.recommend(query, { now, size: listLength, isWithoutAnchors: true }).findIndex((found) => found.item === target) + 1);
    return { reciprocalRanks: ranks.map((rank) => (rank === 0 ? 0 : 1 / rank)), hits: ranks.map((rank) => (rank === 0 ? 0 : 1)), groups: questions.map((question) => question.group) };
  });
}

export type Goal = 'hits' | 'reciprocalRanks';
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * The choice that is best at the goal, if it is better than the standing one beyond chance: the 95% interval of the paired difference lies above zero.
 * What is merely the luckiest of many on these questions loses on others.
 */
export function chooseParameters(trials: readonly ItemTrials[], standing: ItemTrials, goal: Goal): number | null {
  const other: Goal = goal === 'hits' ? 'reciprocalRanks' : 'hits';
  const score = (of: ItemTrials): number => mean(of[goal]) + 0.25 * mean(of[other]);
  const best = trials.reduce((found, each, index) => (score(each) > score(trials[found] ?? standing) ? index : found), 0);
  const chosen = trials[best];
  if (!chosen) return null;
  const [low] = pairedInterval(chosen[goal].map((value, index) => value - (standing[goal][index] ?? 0)), chosen.groups, seededRandom(11));
  return low > 0 ? best : null;
}

export type LearntBlend = { readonly blend: BlendWeights; readonly caseCount: number; readonly trials: ItemTrials };

/** Weights learnt on the first half of the questions, and what they do on the second, which they were not learnt from. Null where too few teach. */
export function learnBlend({ older, questions }: Split, parameters: SessionParameters, standing?: BlendWeights): LearntBlend | null {
  const table = sessionTable(older);
  const source = featureSource(table, itemRules(table), sessionIndex(table, parameters));
  const packed = packCases(source, questions);
  const all = fitBlend(packed, standing ? { standing } : {});
  const half = fitBlend(packed.slice(0, Math.floor(packed.length / 2)), standing ? { standing } : {});
  if (!all || !half) return null;
  const index = blendedIndex(source, half.weights);
  const asked = questions.slice(Math.floor(questions.length / 2));
  const ranks = asked.map(({ query, target, now }) => index.recommend({ query, now, size: listLength, isWithoutAnchors: true }).findIndex((found) => found.item === target) + 1);
  return { blend: all.weights, caseCount: all.caseCount, trials: { reciprocalRanks: ranks.map((rank) => (rank === 0 ? 0 : 1 / rank)), hits: ranks.map((rank) => (rank === 0 ? 0 : 1)), groups: asked.map((question) => question.group) } };
}

export type ItemSearch = { readonly parameters: SessionParameters; readonly isOther: boolean; readonly learnt: LearntBlend | null; readonly trials: ItemTrials; readonly incumbent: ItemTrials };

/** The standing parameters or, where better beyond chance, another choice; and the weights of the sources learnt with them. */
export function searchItems(split: Split, standing: SessionParameters): ItemSearch {
  const [incumbent, ...trials] = tryParameters(split, [standing, ...itemParameterChoices]);
  if (!incumbent) throw new RangeError('A search needs a standing choice');
  const chosen = chooseParameters(trials, incumbent, 'reciprocalRanks');
  const parameters = chosen === null ? standing : (itemParameterChoices[chosen] ?? standing);
  return { parameters, isOther: chosen !== null, learnt: learnBlend(split, parameters), trials: trials[chosen ?? -1] ?? incumbent, incumbent };
}
