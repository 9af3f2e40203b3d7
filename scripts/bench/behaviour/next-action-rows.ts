import { areaUnderCurve, classificationReport, logLoss, pairedInterval, reliabilityOf } from '@/lib/learning';
import { readHistory, type Case, type HistoryEvent } from '@/lib/behaviour/core/history-cases';
import { predictAll } from '@/lib/behaviour/core/next-action';
import { seededRandom } from '@/lib/shared/seeded-random';
import { round } from '../median';
import type { BenchRow } from '../suites';
import { macroF1Intervals } from './macro-f1-interval';
import type { SessionEvent } from './read-sessions';

/** 1 browse, 2 order, 3 follow, 4 comment (JData); the model's third class, leaving, is what commenting takes the place of: these sessions have no end. */
const kindOf: Readonly<Record<string, string>> = { 1: 'VIEW', 2: 'BUY', 3: 'SAVE', 4: 'COMMENT', view: 'VIEW', preview: 'PREVIEW', save: 'SAVE', buy: 'BUY', order: 'BUY', purchase: 'BUY', follow: 'SAVE', comment: 'COMMENT' };
const actionsOf = { VIEW: 0, PREVIEW: 0, SAVE: 1, BUY: 2, COMMENT: 3 } as const;
const classes = ['view', 'save', 'buy', 'comment'] as const;

export function hasActions(events: readonly SessionEvent[]): boolean {
  return events.length > 0 && events.every((event) => kindOf[event.kind.toLowerCase()] !== undefined);
}

/** The next action within a session, from what the person did before: nearest neighbours against a linear model, a Markov chain and the most frequent action. */
export function compareNextAction(trainEvents: readonly SessionEvent[], testEvents: readonly SessionEvent[], say: (line: string) => void): readonly BenchRow[] {
  const split = trainEvents.length;
  // The test continues the training: what somebody did before is known then. Its labels are not, since no case of training is asked for its future.
  const [train, test] = [stepsOf(trainEvents), stepsOf([...trainEvents, ...testEvents]).filter((each) => each.index >= split)].map((steps) => steps.map((each) => each.case));
  if (!train || !test || train.length < 10 || test.length < 10) return [];
  say(`next action: ${train.length} training cases, ${test.length} test cases`);
  const { actual, neighbourCount, ...given } = predictAll(train, test);
  say(`k = ${neighbourCount ?? '-'}`);
  const right = (decided: readonly number[]): number[] => decided.map((label, index) => (label === actual[index] ? 1 : 0));
  const own = right(given.ours.decided);
  return (['ours', 'logistic', 'markov', 'majority'] as const).map((method): BenchRow => {
    const { shares, decided } = given[method];
    const report = classificationReport(actual, decided, classes.length);
    const other = right(decided);
    const groups = test.map((entry) => entry.group ?? 0);
    const f1 = macroF1Intervals(actual, [given.ours.decided, decided], groups, classes.length);
    const [low, high] = pairedInterval(own.map((value, index) => value - (other[index] ?? 0)), groups, seededRandom(5));
    return {
      task: 'next-action', method: method === 'ours' ? 'databourse' : method, cases: actual.length, accuracy: round(report.accuracy, 4), macroF1: round(report.macroF1, 4), macroF1Low: round(f1.other[0], 4), macroF1High: round(f1.other[1], 4), oursF1OverItLow: round(f1.over[0], 4), oursF1OverItHigh: round(f1.over[1], 4), logLoss: round(logLoss(actual, shares), 4), ece: round(reliabilityOf(shares, actual).ece, 4),
      ...Object.fromEntries(classes.map((name, klass) => [`auc-${name}`, round(areaUnderCurve(shares.map((row) => row[klass] ?? 0), actual.map((label) => label === klass)) ?? 0, 4)])),
      oursOverItLow: round(low, 4), oursOverItHigh: round(high, 4),
    };
  });
}

/** Cases in the order of time, with the place of their event in the file. The last event of a session has no next action and is no case. */
function stepsOf(events: readonly SessionEvent[]): { readonly case: Case; readonly index: number }[] {
  const history = events.map((event, index): HistoryEvent & { index: number } => ({ subject: event.user || event.session, visit: event.session, kind: kindOf[event.kind.toLowerCase()] ?? 'VIEW', listingId: event.item, at: event.seconds * 1_000, isDemo: false, index }));
  const sorted = history.toSorted((a, b) => a.at - b.at);
  const lastOf = new Map(sorted.map((event) => [`${event.subject} ${event.visit}`, event.index]));
  return readHistory(sorted, actionsOf).cases.flatMap((entry, at) => {
    const event = sorted[at];
    return event && lastOf.get(`${event.subject} ${event.visit}`) !== event.index ? [{ case: entry, index: event.index }] : [];
  });
}
