import { argmax, calibrate, caseLoss, compareAll, fitCalibration, learnMetric, logLoss, macroF1Of, pairedInterval, shuffle, type Calibration } from '@/lib/learning';
import { seededRandom } from '@/lib/shared/seeded-random';
import { actions, prototypesOf, spread, voters, type LearnMetric, type Prototypes } from './action-votes';
import type { Case } from './history-cases';

/** All that is chosen and learnt beside the cases themselves, by cases that were predicted from older ones alone. */
export type Tuned = {
  readonly neighbourCount: number;
  /** Whether features count by how much they tell classes apart, or all alike. */
  readonly hasMetric: boolean;
  readonly calibration: Calibration | null;
  /** For naming one class: how many of the same neighbours vote, and what is added to each class's logarithm so that rare ones are named as often as the mean over classes of F1 wants. None in what was learnt before it was. */
  readonly bet?: Bet;
  /** Of each feature: by how much the loss grows when its values are dealt out anew among the cases, as a share of all such growth. Empty where too little is known. */
  readonly importance?: readonly number[];
};

const neighbourCounts = [5, 9, 15, 25, 41, 75, 121, 201, 301, 401] as const;
/** Of them those that a class is named by: with very many neighbours a rare one is never near. */
const betCounts = [15, 25, 41, 75, 121] as const;
const defaultNeighbourCount = 25;
/** Below this many older cases nothing is predicted from them. */
const enoughCases = 200;
/** Blocks of time that are predicted, each from everything before it: cross-validation that never looks ahead (Bergmeir & Benítez 2012). */
const blocks = [[1 / 2, 2 / 3], [2 / 3, 5 / 6], [5 / 6, 1]] as const;
/** Each k is judged on the same cases; a thousand tell apart what is worth telling apart, in a second at every build. */
const usualCasesPerBlock = 350;
const biasSteps = Array.from({ length: 27 }, (_, step) => (step - 10) / 5);
const dealtCases = 100;
/** A class without a vote is unlikely, not impossible. */
const leastShare = 1e-2;

/** `learn`: how the metric that is tried beside none is learnt. */
export type Tuning = { readonly learn?: LearnMetric; readonly casesPerBlock?: number };
export type Bet = { readonly neighbourCount: number; readonly bias: readonly number[] };

/** Cases, and what the older ones make to predict them from: all features alike, and weighed by how much they tell classes apart. */
type Fold = { readonly newer: readonly Case[]; readonly plain: Prototypes; readonly learnt: Prototypes };

/**
 * k, the metric, how far votes are believed and which class is named, by blocked cross-validation over the newer half of time. k has the least log loss; the
 * learnt metric is taken where the paired interval of its gain, votes calibrated, excludes nothing gained. The k of the bet has the greatest macro-F1 in each
 * block under the bias that serves the other blocks best; the bias is the mean of those, so that no block decides it alone. The smaller of equals; 25 and nothing
 * else where too little is known.
 */
export function tuneVotes(cases: readonly Case[], { learn = learnMetric, casesPerBlock = usualCasesPerBlock }: Tuning = {}): Tuned {
  const folds = blocks.map(([from, to]) => foldOf(cases, [from, to], { learn, casesPerBlock })).filter((fold) => fold !== null);
  const newer = folds.flatMap((fold) => fold.newer);
  if (newer.length === 0) return { neighbourCount: defaultNeighbourCount, hasMetric: false, calibration: null };
  const labels = newer.map((entry) => entry.label);
  const [plain, learnt] = [bestCount(folds, 'plain', labels), bestCount(folds, 'learnt', labels)];
  const gains = labels.map((label, index) => caseLoss(plain.believed[index], label) - caseLoss(learnt.believed[index], label));
  const [leastGain] = pairedInterval(gains, newer.map((entry, index) => entry.group ?? index), seededRandom(11));
  const hasMetric = leastGain > 0;
  const { neighbourCount, calibration, votes } = hasMetric ? learnt : plain;
  const last = folds.at(-1);
  return { neighbourCount, hasMetric, calibration, bet: betOf(folds, votes, labels), importance: last ? importanceOf(last.newer, hasMetric ? last.learnt : last.plain, { neighbourCount, calibration }) : [] };
}

function foldOf(cases: readonly Case[], [from, to]: readonly [number, number], { learn, casesPerBlock }: Required<Tuning>): Fold | null {
  const [start, end] = [Math.floor(cases.length * from), Math.floor(cases.length * to)];
  if (start < enoughCases || end <= start) return null;
  const older = cases.slice(0, start);
  return { newer: spread(cases.slice(start, end), casesPerBlock), plain: prototypesOf(older, null), learnt: prototypesOf(older, learn) };
}

/** For each number of neighbours the votes for every case. */
function votesPerCount(cases: readonly Case[], prototypes: Prototypes): readonly (readonly number[][])[] {
  const { near, tally } = voters(prototypes, compareAll);
  const found = cases.map((entry) => near(entry.features, Math.max(...neighbourCounts)));
  return neighbourCounts.map((count) => found.map((neighbours) => tally(neighbours.slice(0, count))));
}

type Best = { readonly neighbourCount: number; readonly calibration: Calibration | null; /** What is said of every newer case once calibrated. */ readonly believed: readonly number[][]; /** Of each number of neighbours the votes for every newer case. */ readonly votes: readonly (readonly number[][])[] };

function bestCount(folds: readonly Fold[], metric: 'plain' | 'learnt', labels: readonly number[]): Best {
  const perFold = folds.map((fold) => votesPerCount(fold.newer, fold[metric]));
  const votes = neighbourCounts.map((_, at) => perFold.flatMap((given) => given[at] ?? []));
  const best = argmax(votes.map((given) => -logLoss(labels, given)));
  const calibration = fitCalibration(votes[best] ?? [], labels);
  return { neighbourCount: neighbourCounts[best] ?? defaultNeighbourCount, calibration, believed: (votes[best] ?? []).map((row) => (calibration ? calibrate(calibration, row) : row)), votes };
}

/** The class to bet on. */
export function named(votes: readonly number[], bias: readonly number[] = []): number {
  return argmax(logsOf(votes).map((log, action) => log + (bias[action] ?? 0)));
}

function logsOf(votes: readonly number[]): number[] {
  return votes.map((share) => Math.log(leastShare + share));
}

/** For each number of neighbours the biases that serve all blocks but one, each tried on that one. */
function betOf(folds: readonly Fold[], votes: readonly (readonly number[][])[], labels: readonly number[]): Bet {
  const blockOf = folds.flatMap((fold, index) => fold.newer.map(() => index));
  const tried = betCounts.map((neighbourCount) => {
    const logs = (votes[neighbourCounts.indexOf(neighbourCount)] ?? []).map(logsOf);
    const total = new Int32Array(actions.length ** 2);
    const biases = folds.map((_, left) => {
      const cases = [...labels.keys()];
      const bias = climb({ logs, labels, cases: cases.filter((index) => folds.length === 1 || blockOf[index] !== left) });
      countNamed({ logs, labels, cases: cases.filter((index) => blockOf[index] === left) }, bias, total);
      return bias;
    });
    return { neighbourCount, biases, gain: macroF1Of(total, actions.length) };
  });
  const { neighbourCount, biases } = tried[argmax(tried.map(({ gain }) => gain))] ?? { neighbourCount: defaultNeighbourCount, biases: [] };
  return { neighbourCount, bias: actions.map((_, action) => biases.reduce((sum, bias) => sum + (bias[action] ?? 0), 0) / Math.max(1, biases.length)) };
}

type Asked = { readonly logs: readonly (readonly number[])[]; readonly labels: readonly number[]; readonly cases: readonly number[] };

/** One class at a time, again while anything gets better; the first class keeps 0. */
function climb(asked: Asked): number[] {
  const bias = actions.map(() => 0);
  const counts = new Int32Array(actions.length ** 2);
  const valueOf = (tried: readonly number[]): number => { counts.fill(0); countNamed(asked, tried, counts); return macroF1Of(counts, actions.length); };
  let best = valueOf(bias);
  for (let round = 0, isBetter = true; isBetter && round < 3; round += 1) {
    isBetter = false;
    for (let action = 1; action < actions.length; action += 1) {
      for (const step of biasSteps) {
        const found = valueOf(bias.with(action, step));
        if (found > best) { best = found; bias[action] = step; isBetter = true; }
      }
    }
  }
  return bias;
}

/** Adds to the counts by what happened (row) and what is named. */
function countNamed({ logs, labels, cases }: Asked, bias: readonly number[], counts: Int32Array): void {
  for (const index of cases) {
    const row = logs[index] ?? [];
    let [best, value] = [0, Number.NEGATIVE_INFINITY];
    for (let action = 0; action < actions.length; action += 1) {
      const lifted = (row[action] ?? 0) + (bias[action] ?? 0);
      if (lifted > value) [best, value] = [action, lifted];
    }
    const cell = (labels[index] ?? 0) * actions.length + best;
    counts[cell] = (counts[cell] ?? 0) + 1;
  }
}

/** Permutation importance (Breiman 2001; Fisher, Rudin, Dominici 2019) on cases that the prototypes are older than, dealt out with a fixed seed. */
function importanceOf(cases: readonly Case[], prototypes: Prototypes, { neighbourCount, calibration }: Pick<Tuned, 'neighbourCount' | 'calibration'>): number[] {
  const { near, tally } = voters(prototypes, compareAll);
  const asked = spread(cases, dealtCases);
  const labels = asked.map((entry) => entry.label);
  const loss = (rows: readonly (readonly number[])[]): number => logLoss(labels, rows.map((row) => { const votes = tally(near(row, neighbourCount)); return calibration ? calibrate(calibration, votes) : votes; }));
  const rows = asked.map((entry) => entry.features);
  const whole = loss(rows);
  const growth = (rows[0] ?? []).map((_, column) => [1, 2].reduce((sum, seed) => {
    const order = Int32Array.from(rows.keys());
    shuffle(order, seededRandom(seed));
    return sum + Math.max(0, loss(rows.map((row, index) => row.with(column, rows[order[index] ?? 0]?.[column] ?? 0))) - whole);
  }, 0));
  const total = growth.reduce((sum, each) => sum + each, 0);
  return total > 0 ? growth.map((each) => each / total) : [];
}
