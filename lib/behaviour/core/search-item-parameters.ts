import { sessionIndex, sessionTable, sknn, stan, vsknn, vstan, type Session, type SessionParameters } from '@/lib/learning';

/** The published members of the family and steps around the standing one: what temporal validation chooses among. */
export const itemParameterChoices: readonly SessionParameters[] = [
  vstan, stan, vsknn, sknn,
  { ...vstan, neighbours: 100 }, { ...vstan, neighbours: 1_500, recent: 5_000 }, { ...vstan, lambdaDays: 20 }, { ...vstan, lambdaDays: 400 }, { ...vstan, idfWeight: 5 }, { ...vstan, lambdaDistance: 1.5 }, { ...vstan, position: { lambda: 2.5 } },
];

const listLength = 20;
/** Below this many questions nothing can be told apart. */
const enoughCases = 100;
const maxCases = 2_000;

/** Reciprocal rank and hit of each question, and the visit it belongs to. */
export type ItemTrials = { readonly reciprocalRanks: readonly number[]; readonly hits: readonly number[]; readonly groups: readonly number[] };
export type ItemSearch = { readonly best: SessionParameters; readonly trials: ItemTrials; readonly incumbent: ItemTrials; readonly sessionCount: number };

/**
 * Each choice predicts every prefix of the newest fifth of the visits from the older four fifths; the one with the largest mean reciprocal rank, the
 * first of equals. Looks no further ahead than a model may. Null with too little to tell.
 */
export function searchItemParameters(sessions: readonly Session[], standing: SessionParameters): ItemSearch | null {
  const ordered = sessions.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  const split = Math.floor(ordered.length * 0.8);
  const [older, newer] = [sessionTable(ordered.slice(0, split)), ordered.slice(split).filter((session) => session.items.length > 1)];
  const questions = newer.flatMap((session, group) => session.items.slice(1).map((target, index) => ({ query: session.items.slice(0, index + 1), target, now: session.at, group }))).slice(-maxCases);
  if (questions.length < enoughCases) return null;
  const tryOn = (parameters: SessionParameters): ItemTrials => {
    const index = sessionIndex(older, parameters);
    const ranks = questions.map(({ query, target, now }) => index.recommend(query, { now, size: listLength }).findIndex((found) => found.item === target) + 1);
    return { reciprocalRanks: ranks.map((rank) => (rank === 0 ? 0 : 1 / rank)), hits: ranks.map((rank) => (rank === 0 ? 0 : 1)), groups: questions.map((question) => question.group) };
  };
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const incumbent = tryOn(standing);
  let found = { best: standing, trials: incumbent };
  for (const parameters of itemParameterChoices) {
    const trials = tryOn(parameters);
    if (mean(trials.reciprocalRanks) > mean(found.trials.reciprocalRanks)) found = { best: parameters, trials };
  }
  return { ...found, incumbent, sessionCount: ordered.length };
}
