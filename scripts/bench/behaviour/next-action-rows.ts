import { areaUnderCurve, argmax, classificationReport, compareAll, learnProjection, logLoss, pairedInterval, reliabilityOf } from '@/lib/learning';
import { prototypesOf, voters } from '@/lib/behaviour/core/action-votes';
import type { Case } from '@/lib/behaviour/core/history-cases';
import { predictAll } from '@/lib/behaviour/core/next-action';
import { seededRandom } from '@/lib/shared/seeded-random';
import { round } from '../median';
import type { BenchRow } from '../suites';
import { stepsOf, type ActionEvent } from './action-features';
import { macroF1Intervals } from './macro-f1-interval';
import type { SessionEvent } from './read-sessions';

/** 1 browse, 2 order, 3 follow, 4 comment (JData); the model's third class, leaving, is what commenting takes the place of: these sessions have no end. */
const kindOf: Readonly<Record<string, keyof typeof actionsOf>> = { 1: 'VIEW', 2: 'BUY', 3: 'SAVE', 4: 'COMMENT', view: 'VIEW', preview: 'PREVIEW', save: 'SAVE', buy: 'BUY', order: 'BUY', purchase: 'BUY', follow: 'SAVE', comment: 'COMMENT' };
const actionsOf = { VIEW: 0, PREVIEW: 0, SAVE: 1, BUY: 2, COMMENT: 3 } as const;
const classes = ['view', 'save', 'buy', 'comment'] as const;

export function hasActions(events: readonly SessionEvent[]): boolean {
  return events.length > 0 && events.every((event) => kindOf[event.kind.toLowerCase()] !== undefined);
}

/** The features of the reference's recipe (counts, the last two actions, length, repeats, the item's save and purchase rate), by their places in `stepsOf`. */
const recipeColumns = [22, 23, 24, 25, 30, 31, 32, 33, 34, 35, 36, 37, 54, 55, 0, 2] as const;
const recipeNeighbours = 25;
const tuning = { learn: learnProjection, casesPerBlock: 1_000 } as const;
/** Where training is cut to see what the same does with as many later cases as a fixed test file has not: each block is predicted from all before it. */
const pastBlocks = [[0.77, 0.885], [0.885, 1]] as const;

type Given = { readonly shares: readonly (readonly number[])[]; readonly decided: readonly number[] };

/**
 * The next action within a session, from what the person did before: nearest neighbours against the reference's own recipe, a linear model of the same features, a Markov
 * chain and the most frequent action. `next-action` is the test file; `next-action-past` the newest fourth of training in two blocks, each from what was before it.
 */
export function compareNextAction(trainEvents: readonly SessionEvent[], testEvents: readonly SessionEvent[], say: (line: string) => void): readonly BenchRow[] {
  const split = trainEvents.length;
  // The test continues the training: what somebody did before is known then. Its labels are not, since no case of training is asked for its future.
  const train = stepsOf(actionsFrom(trainEvents)).map((step) => step.case);
  const test = stepsOf(actionsFrom([...trainEvents, ...testEvents])).filter(({ index }) => index >= split).map((step) => step.case);
  if (train.length < 10 || test.length < 10) return [];
  say(`next action: ${train.length} training cases, ${test.length} test cases`);
  const past = pastBlocks.map(([from, to]) => [train.slice(0, Math.floor(train.length * from)), train.slice(Math.floor(train.length * from), Math.floor(train.length * to))] as const).filter(([older]) => older.length >= 1_000);
  return [...rowsOf('next-action', [[train, test]], say), ...(past.length > 0 ? rowsOf('next-action-past', past, say) : [])];
}

type Split = readonly [older: readonly Case[], newer: readonly Case[]];

function rowsOf(task: string, splits: readonly Split[], say: (line: string) => void): BenchRow[] {
  const found = splits.map(([older, newer]) => {
    const { actual, neighbourCount, ...given } = predictAll(older, newer, tuning);
    say(`${task}: k = ${neighbourCount ?? '-'}`);
    return { actual, groups: newer.map((entry) => entry.group ?? 0), given: { databourse: given.ours, 'reference-recipe': recipe(older, newer), logistic: given.logistic, markov: given.markov, majority: given.majority } };
  });
  const [actual, groups] = [found.flatMap((each) => each.actual), found.flatMap((each) => each.groups)];
  const all = (method: Method): Given => ({ shares: found.flatMap(({ given }) => given[method].shares), decided: found.flatMap(({ given }) => given[method].decided) });
  const ours = all('databourse');
  return methods.map((method): BenchRow => ({ task, method, ...figuresOf({ actual, groups, ours, given: all(method) }) }));
}

const methods = ['databourse', 'reference-recipe', 'logistic', 'markov', 'majority'] as const;
type Method = (typeof methods)[number];

function figuresOf({ actual, groups, ours, given: { shares, decided } }: { readonly actual: readonly number[]; readonly groups: readonly number[]; readonly ours: Given; readonly given: Given }): BenchRow {
  const right = (bets: readonly number[]): number[] => bets.map((label, index) => (label === actual[index] ? 1 : 0));
  const [own, other, report] = [right(ours.decided), right(decided), classificationReport(actual, decided, classes.length)];
  const f1 = macroF1Intervals(actual, [ours.decided, decided], groups, classes.length);
  const [low, high] = pairedInterval(own.map((value, index) => value - (other[index] ?? 0)), groups, seededRandom(5));
  return {
    cases: actual.length, accuracy: round(report.accuracy, 4), macroF1: round(report.macroF1, 4), macroF1Low: round(f1.other[0], 4), macroF1High: round(f1.other[1], 4), oursF1OverItLow: round(f1.over[0], 4), oursF1OverItHigh: round(f1.over[1], 4), logLoss: round(logLoss(actual, shares), 4), ece: round(reliabilityOf(shares, actual).ece, 4),
    ...Object.fromEntries(classes.map((name, klass) => [`auc-${name}`, round(areaUnderCurve(shares.map((row) => row[klass] ?? 0), actual.map((label) => label === klass)) ?? 0, 4)])),
    oursOverItLow: round(low, 4), oursOverItHigh: round(high, 4),
  };
}

/** As published: sixteen standardised features, 25 neighbours, votes by 1 / (d + .05) over the class's share^.3, the largest named. */
function recipe(older: readonly Case[], newer: readonly Case[]): Given {
  const pick = (entry: Case): Case => ({ ...entry, features: recipeColumns.map((column) => entry.features[column] ?? 0) });
  const { near, tally } = voters(prototypesOf(older.map(pick), null), compareAll);
  const shares = newer.map((entry) => tally(near(pick(entry).features, recipeNeighbours)));
  return { shares, decided: shares.map(argmax) };
}

function actionsFrom(events: readonly SessionEvent[]): ActionEvent[] {
  return events.map(({ user, session, item, kind, seconds }, index) => ({ subject: user || session, session, item, action: actionsOf[kindOf[kind.toLowerCase()] ?? 'VIEW'], seconds, index }));
}
