import { argmax, calibrate, classificationReport, compareAll, fitCalibration, fitScaler, learnMetric, logLoss, maxPrototypes, neighbourIndex, pairedInterval, reliabilityOf, scale, vote, type Calibration, type Neighbour, type NeighbourIndex, type Scaler } from '@/lib/learning';
import { seededRandom } from '@/lib/shared/seeded-random';
import type { NextActionReport } from '../schema';
import type { Case } from './history-cases';
import { fitLogisticAction } from './logistic-action';

export const actions = ['view', 'save', 'buy', 'leave'] as const;

const neighbourCounts = [5, 9, 15, 25, 41, 75, 121, 201, 301, 401] as const;
const defaultNeighbourCount = 25;
/** Below this many labelled cases a Markov chain is all that can be said. */
const enoughCases = 200;
/** Each k is judged on the same cases, so some hundreds tell apart what is worth telling apart, in some 0.1 s at every build. */
const maxValidationCases = 600;
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
export type ActionEvidence =
  | { readonly kind: 'votes'; readonly neighbours: readonly (readonly [distance: number, label: number])[]; readonly shares: readonly number[]; readonly drawnShares: readonly number[]; /** How far the votes are believed; versions from before have none. */ readonly calibration?: Calibration }
  | { readonly kind: 'chain'; readonly shares: readonly number[] };
type Search = (points: readonly (readonly number[])[]) => NeighbourIndex;

/** All that the model is: plain JSON, so that what one process learnt another serves. */
export type NextActionState = {
  readonly trainCount: number;
  /** Counts of what followed each action. */
  readonly chain: readonly (readonly number[])[];
  /** Null where there is too little for neighbours. `owners`: whose case a prototype is, 0 for nobody's. */
  readonly votes: (Tuned & Prototypes) | null;
};
type Prototypes = { readonly points: readonly (readonly number[])[]; readonly labels: readonly number[]; readonly owners: readonly number[]; /** How many times a feature counts against plain standardising. */ readonly relevance: readonly number[]; readonly scaler: Scaler; readonly shares: readonly number[]; readonly drawnShares: readonly number[] };

/** Learns from cases; the same cases give the same state. */
export function learnNextAction(cases: readonly Case[]): NextActionState {
  if (cases.length < enoughCases) return { trainCount: cases.length, chain: chainOf(cases), votes: null };
  const tuned = tuneVotes(cases);
  return { trainCount: cases.length, chain: chainOf(cases), votes: { ...tuned, ...prototypesOf(cases, tuned.hasMetric) } };
}

/** Serves what was learnt, passing over what came from some owners. `search`: how neighbours are found; which they are doesn't depend on it. */
export function nextActionOf({ chain, votes: learnt, trainCount }: NextActionState, search: Search = neighbourIndex, without: ReadonlySet<number> = new Set()): NextActionModel {
  const markov = followChain(chain);
  const kept = learnt === null || without.size === 0 ? learnt : withoutOwners(learnt, without);
  if (kept === null || kept.points.length === 0) return { predict: (_, last) => markov(last), decide: (_, last) => argmax(markov(last)), explain: (_, last) => ({ kind: 'chain', shares: markov(last) }), kind: 'markov', neighbourCount: null, trainCount };
  const { neighbourCount, calibration, lift, shares } = kept;
  const { near, tally, votesOf } = voters(kept, search);
  const votes = (features: readonly number[]): number[] => tally(near(features, neighbourCount));
  return {
    predict: (features) => believed(votes(features), calibration), decide: (features) => argmax(lifted(votes(features), shares, lift)),
    explain: (features) => ({ ...votesOf(near(features, neighbourCount)), ...(calibration ? { calibration } : {}) }), kind: 'nearest-neighbours', neighbourCount, trainCount,
  };
}

function withoutOwners<Kept extends Prototypes>(kept: Kept, without: ReadonlySet<number>): Kept {
  const rows = [...kept.points.keys()].filter((row) => !without.has(kept.owners[row] ?? 0));
  const pick = <Value>(values: readonly Value[]): Value[] => rows.flatMap((row) => { const value = values[row]; return value === undefined ? [] : [value]; });
  return { ...kept, points: pick(kept.points), labels: pick(kept.labels), owners: pick(kept.owners) };
}

export function fitNextAction(cases: readonly Case[], search: Search = neighbourIndex): NextActionModel {
  return nextActionOf(learnNextAction(cases), search);
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

type Tuned = { readonly neighbourCount: number; /** Whether features count by how much they tell classes apart, or all alike. */ readonly hasMetric: boolean; readonly calibration: Calibration | null; /** Power of the classes' shares that the votes, lifted already, are divided by once more before one class is bet on. */ readonly lift: number };

const lifts = [0, -0.1, -0.2, -0.3, 0.1, 0.2] as const;
const standardLift = 0;
/** Weights that are learnt are one more thing that can be wrong: they must make the loss smaller by more than chance does on so few cases. */
const enoughGain = 0.9;

function lifted(probabilities: readonly number[], shares: readonly number[], lift: number): number[] {
  return probabilities.map((probability, action) => probability / Math.max(1e-6, shares[action] ?? 0) ** lift);
}

/**
 * The k and the metric with the least log loss on the newest fifth of the cases, predicted from the older ones, and how far the votes are to be believed there: the
 * choice looks no further ahead than the model will have to. The smaller of equals; 25 while the older part is too small to predict from.
 */
export function tuneVotes(cases: readonly Case[]): Tuned {
  const split = Math.floor(cases.length * 0.8);
  if (split < enoughCases) return { neighbourCount: defaultNeighbourCount, hasMetric: false, calibration: null, lift: standardLift };
  const newer = spread(cases.slice(split), maxValidationCases);
  const labels = newer.map((entry) => entry.label);
  const [plain, learnt] = [false, true].map((hasMetric) => votesPerCount(cases.slice(0, split), newer, hasMetric));
  const lossOf = (given: readonly number[][][] | undefined): number => Math.min(...(given ?? []).map((each) => logLoss(labels, each)));
  const hasMetric = lossOf(learnt) < lossOf(plain) * enoughGain;
  const votes = (hasMetric ? learnt : plain) ?? [];
  const best = argmax(votes.map((given) => -logLoss(labels, given)));
  const calibration = fitCalibration(votes[best] ?? [], labels);
  const shares = sharesOf(cases.slice(0, split).map((entry) => entry.label));
  const gains = lifts.map((lift) => classificationReport(labels, (votes[best] ?? []).map((row) => argmax(lifted(row, shares, lift))), actions.length).macroF1);
  return { neighbourCount: neighbourCounts[best] ?? defaultNeighbourCount, hasMetric, calibration, lift: lifts[argmax(gains)] ?? standardLift };
}

/** For each number of neighbours the votes of every newer case, from the older ones. */
function votesPerCount(older: readonly Case[], newer: readonly Case[], hasMetric: boolean): number[][][] {
  const { near, tally } = voters(prototypesOf(older, hasMetric), compareAll);
  const found = newer.map((entry) => near(entry.features, Math.max(...neighbourCounts)));
  return neighbourCounts.map((count) => found.map((neighbours) => tally(neighbours.slice(0, count))));
}

function prototypesOf(cases: readonly Case[], hasMetric: boolean): Prototypes {
  const chosen = choosePrototypes(cases);
  const plain = fitScaler(chosen.map((entry) => entry.features));
  const scaler = hasMetric ? learnMetric(cases.map((entry) => entry.features), cases.map((entry) => entry.label), actions.length, plain) : plain;
  const labels = chosen.map((entry) => entry.label);
  return { points: chosen.map((entry) => scale(scaler, entry.features)), labels, owners: chosen.map((entry) => entry.owner ?? 0), relevance: plain.deviations.map((deviation, column) => deviation / (scaler.deviations[column] ?? 1)), scaler: { means: [...scaler.means], deviations: [...scaler.deviations] }, shares: sharesOf(cases.map((entry) => entry.label)), drawnShares: sharesOf(labels) };
}

function voters({ points, labels, scaler, shares, drawnShares }: Prototypes, search: Search) {
  // Built when first asked: whoever only replaces one model by the next waits for none.
  let index: NeighbourIndex | null = null;
  return {
    near: (features: readonly number[], count: number): readonly Neighbour[] => (index ??= search(points)).nearest(scale(scaler, features), count),
    tally: (neighbours: readonly Neighbour[]): number[] => vote(neighbours, labels, shares, drawnShares),
    votesOf: (neighbours: readonly Neighbour[]): ActionEvidence => ({ kind: 'votes', neighbours: neighbours.map(({ index: at, distance }) => [distance, labels[at] ?? 0] as const), shares, drawnShares }),
  };
}

function sharesOf(labels: readonly number[]): number[] {
  return actions.map((_, action) => labels.filter((label) => label === action).length / labels.length);
}

/** Of the saves and purchases the newest, up to half of the index; of the rest the newest, up to its size. Votes make up for the difference. */
function choosePrototypes(cases: readonly Case[]): Case[] {
  const rare = cases.filter((entry) => entry.label === 1 || entry.label === 2).slice(-maxPrototypes / 2);
  const common = cases.filter((entry) => entry.label === 0 || entry.label === 3).slice(-(maxPrototypes - rare.length));
  return [...rare, ...common];
}

/** At most so many, evenly over all. */
function spread(cases: readonly Case[], most: number): readonly Case[] {
  if (cases.length <= most) return cases;
  return Array.from({ length: most }, (_, index) => cases[Math.floor((index * cases.length) / most)]).filter((entry) => entry !== undefined);
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
export function predictAll(train: readonly Case[], test: readonly Case[]): ActionComparison {
  const model = fitNextAction(train, compareAll);
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
