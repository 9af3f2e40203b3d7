import { argmax, calibrate, classificationReport, compareAll, learnMetric, logLoss, neighbourIndex, pairedInterval, reliabilityOf, vote, type Calibration } from '@/lib/learning';
import { seededRandom } from '@/lib/shared/seeded-random';
import type { NextActionReport } from '../schema';
import { actions, prototypesOf, sharesOf, spread, voters, type Prototypes, type Search, type Votes } from './action-votes';
import type { Case } from './history-cases';
import { fitLogisticAction } from './logistic-action';
import { named, tuneVotes, type Tuned, type Tuning } from './tune-votes';

/** Below this many labelled cases a Markov chain is all that can be said. */
const enoughCases = 200;
const maxTestCases = 5_000;

/** Probabilities of what comes next, in the order of `actions`. `neighbourCount`: null for a Markov chain. */
export type NextActionModel = {
  readonly predict: (features: readonly number[], last: number) => number[];
  /** The class to bet on: rare ones are lifted, so it need not be the likeliest. */
  readonly decide: (features: readonly number[], last: number) => number;
  /** The same with what it was decided from: plain JSON that `answerFrom` turns into the very same probabilities. */
  readonly explain: (features: readonly number[], last: number) => ActionEvidence;
  readonly kind: 'nearest-neighbours' | 'markov'; readonly neighbourCount: number | null; readonly trainCount: number;
};
/** The votes: distance and label of each neighbour, the classes' shares; or the answer itself where a Markov chain gave it. */
export type ActionEvidence = Votes | { readonly kind: 'chain'; readonly shares: readonly number[] };

/** All that the model is: plain JSON, so that what one process learnt another serves. */
export type NextActionState = {
  readonly trainCount: number;
  /** Counts of what followed each action. */
  readonly chain: readonly (readonly number[])[];
  /** Null where there is too little for neighbours. `owners`: whose case a prototype is, 0 for nobody's. */
  readonly votes: (Tuned & Prototypes) | null;
};
/** How the votes of these cases are best weighed; undefined where there are too few to vote. */
export function tuneNextAction(cases: readonly Case[], tuning: Tuning = {}): Tuned | undefined {
  return cases.length < enoughCases ? undefined : tuneVotes(cases, tuning);
}

/** Learns from cases; the same cases give the same state. `given`: weighed so, as earlier cases chose, which leaves out most of the work. */
export function learnNextAction(cases: readonly Case[], given?: Tuned, tuning: Tuning = {}): NextActionState {
  const tuned = cases.length < enoughCases ? undefined : given ?? tuneNextAction(cases, tuning);
  if (tuned === undefined) return { trainCount: cases.length, chain: chainOf(cases), votes: null };
  return { trainCount: cases.length, chain: chainOf(cases), votes: { ...tuned, ...prototypesOf(cases, tuned.hasMetric ? tuning.learn ?? learnMetric : null) } };
}

/** Serves what was learnt, passing over what came from some owners. `search`: how neighbours are found; which they are doesn't depend on it. */
export function nextActionOf({ chain, votes: learnt, trainCount }: NextActionState, search: Search = neighbourIndex, without: ReadonlySet<number> = new Set()): NextActionModel {
  const markov = followChain(chain);
  const kept = learnt === null || without.size === 0 ? learnt : withoutOwners(learnt, without);
  if (kept === null || kept.points.length === 0) return { predict: (_, last) => markov(last), decide: (_, last) => argmax(markov(last)), explain: (_, last) => ({ kind: 'chain', shares: markov(last) }), kind: 'markov', neighbourCount: null, trainCount };
  const { neighbourCount, calibration, bet } = kept;
  const { near, tally, votesOf } = voters(kept, search);
  const votes = (features: readonly number[]): number[] => tally(near(features, neighbourCount));
  return {
    predict: (features) => believed(votes(features), calibration), decide: (features) => named(tally(near(features, bet?.neighbourCount ?? neighbourCount)), bet?.bias),
    explain: (features) => ({ ...votesOf(near(features, neighbourCount)), ...(calibration ? { calibration } : {}) }), kind: 'nearest-neighbours', neighbourCount, trainCount,
  };
}

function withoutOwners<Kept extends Prototypes>(kept: Kept, without: ReadonlySet<number>): Kept {
  const rows = [...kept.points.keys()].filter((row) => !without.has(kept.owners[row] ?? 0));
  const pick = <Value>(values: readonly Value[]): Value[] => rows.flatMap((row) => { const value = values[row]; return value === undefined ? [] : [value]; });
  return { ...kept, points: pick(kept.points), labels: pick(kept.labels), owners: pick(kept.owners) };
}

export function fitNextAction(cases: readonly Case[], search: Search = neighbourIndex, tuning: Tuning = {}): NextActionModel {
  return nextActionOf(learnNextAction(cases, undefined, tuning), search);
}

function believed(votes: number[], calibration: Calibration | null | undefined): number[] {
  return calibration ? calibrate(calibration, votes) : votes;
}

/** Probabilities from stored evidence, bit for bit those of `predict`. */
export function answerFrom(evidence: ActionEvidence): number[] {
  if (evidence.kind === 'chain') return [...evidence.shares];
  const { neighbours, shares, drawnShares, calibration } = evidence;
  return believed(vote(neighbours.map(([distance], index) => ({ index, distance })), neighbours.map(([, label]) => label), shares, drawnShares), calibration);
}

/** What followed each action, with half a count added to each. */
function chainOf(cases: readonly Case[]): number[][] {
  const counts = actions.map(() => actions.map(() => 0.5));
  for (const { last, label } of cases) { const row = counts[last]; if (row) row[label] = (row[label] ?? 0) + 1; }
  return counts;
}

function followChain(counts: readonly (readonly number[])[]): (last: number) => number[] {
  return (last) => {
    const row = counts[last] ?? [];
    const sum = row.reduce((total, count) => total + count, 0);
    return row.map((count) => count / sum);
  };
}

/**
 * Trained on the first four fifths of time, tested on the last (evenly over it, where it is very long); with the baselines every such figure
 * needs: the most frequent action, a Markov chain, and a linear model of the same features.
 */
export function evaluateNextAction(cases: readonly Case[], modelName: string): NextActionReport {
  const split = Math.floor(cases.length * 0.8);
  const [train, test] = [cases.slice(0, split), spread(cases.slice(split), maxTestCases)];
  if (train.length < 10 || test.length < 10) return null;
  const { ours, logistic, markov, majority, actual, neighbourCount } = predictAll(train, test);
  const accuracyOf = (predicted: readonly number[]): number => classificationReport(actual, predicted, actions.length).accuracy;
  const isRight = (predicted: readonly number[]): number[] => predicted.map((label, index) => (label === actual[index] ? 1 : 0));
  const own = isRight(ours.decided);
  const over = (predicted: readonly number[]): readonly [number, number] => { const other = isRight(predicted); return pairedInterval(own.map((value, index) => value - (other[index] ?? 0)), test.map((entry) => entry.group ?? 0), seededRandom(3)); };
  const { ece, bins } = reliabilityOf(ours.shares, actual);
  return {
    modelVersion: `${modelName} (${neighbourCount === null ? 'markov' : `ml-knn, k = ${neighbourCount}`})`, trainCount: train.length, testCount: test.length,
    ...classificationReport(actual, ours.decided, actions.length),
    majorityAccuracy: accuracyOf(majority.decided), markovAccuracy: accuracyOf(markov.decided), logisticAccuracy: accuracyOf(logistic.decided),
    overMajority: over(majority.decided), overMarkov: over(markov.decided), overLogistic: over(logistic.decided), ece, reliability: bins,
    logLoss: logLoss(actual, ours.shares), logisticLogLoss: logLoss(actual, logistic.shares),
    demoShare: cases.filter((entry) => entry.isDemo).length / cases.length,
  };
}

type Given = { readonly shares: readonly (readonly number[])[]; readonly decided: readonly number[] };
export type ActionComparison = { readonly ours: Given; readonly logistic: Given; readonly markov: Given; readonly majority: Given; readonly actual: readonly number[]; readonly neighbourCount: number | null };

/** What the model and its baselines, all fitted on `train`, say of every case of `test`. */
export function predictAll(train: readonly Case[], test: readonly Case[], tuning: Tuning = {}): ActionComparison {
  const model = fitNextAction(train, compareAll, tuning);
  const markov = followChain(chainOf(train));
  const logistic = fitLogisticAction(train, actions.length) ?? (() => actions.map(() => 1 / actions.length));
  const frequent = sharesOf(train.map((entry) => entry.label));
  const given = (shares: readonly (readonly number[])[]): Given => ({ shares, decided: shares.map(argmax) });
  return {
    ours: { shares: test.map((entry) => model.predict(entry.features, entry.last)), decided: test.map((entry) => model.decide(entry.features, entry.last)) },
    logistic: given(test.map((entry) => logistic(entry.features))), markov: given(test.map((entry) => markov(entry.last))), majority: given(test.map(() => frequent)),
    actual: test.map((entry) => entry.label), neighbourCount: model.neighbourCount,
  };
}
