import { argmax, classificationReport, fitScaler, maxPrototypes, neighbourIndex, scale, vote } from '@/lib/learning';
import type { NextActionReport } from '../schema';

export const actions = ['view', 'save', 'buy', 'leave'] as const;
export type HistoryEvent = { readonly subject: string; readonly visit: string; readonly kind: string; readonly listingId: string; readonly at: number; readonly isDemo: boolean };
/** What was known after an event, and what came next in that visit. */
export type Case = { readonly features: readonly number[]; readonly last: number; readonly label: number; readonly at: number; readonly isDemo: boolean };

const neighbourCount = 25;
/** Below this many labelled cases a Markov chain is all that can be said. */
const enoughCases = 200;
const actionOfKind: Readonly<Record<string, number>> = { VIEW: 0, PREVIEW: 0, SAVE: 1, BUY: 2, LEAVE: 3 };

/** Cases of all visits, in order of time: only what lies before a case goes into its features. */
export function casesOf(events: readonly HistoryEvent[]): Case[] {
  const sorted = events.filter((event) => event.kind in actionOfKind && event.kind !== 'LEAVE').toSorted((a, b) => a.at - b.at);
  const visits = new Map<string, HistoryEvent[]>();
  for (const event of sorted) visits.set(`${event.subject} ${event.visit}`, [...(visits.get(`${event.subject} ${event.visit}`) ?? []), event]);
  const rates = listingRates();
  const nextOf = new Map<HistoryEvent, number>();
  for (const visit of visits.values()) visit.forEach((event, index) => nextOf.set(event, actionOf(visit[index + 1])));
  const seen = new Map<string, HistoryEvent[]>();
  return sorted.map((event) => {
    const history = [...(seen.get(event.subject) ?? []), event];
    seen.set(event.subject, history);
    const features = featuresOf(history, rates.of(event.listingId));
    rates.add(event);
    return { features, last: actionOf(event), label: nextOf.get(event) ?? 3, at: event.at, isDemo: event.isDemo };
  });
}

function actionOf(event: HistoryEvent | undefined): number {
  return event ? (actionOfKind[event.kind] ?? 0) : 3;
}

/** Smoothed share of a listing's events that were saves and purchases, of the past only. */
function listingRates() {
  const counts = new Map<string, { all: number; save: number; buy: number }>();
  return {
    of: (listingId: string): readonly [number, number] => {
      const { all, save, buy } = counts.get(listingId) ?? { all: 0, save: 0, buy: 0 };
      return [(save + 0.05) / (all + 1), (buy + 0.05) / (all + 1)];
    },
    add: ({ listingId, kind }: HistoryEvent): void => {
      const { all, save, buy } = counts.get(listingId) ?? { all: 0, save: 0, buy: 0 };
      counts.set(listingId, { all: all + 1, save: save + (kind === 'SAVE' ? 1 : 0), buy: buy + (kind === 'BUY' ? 1 : 0) });
    },
  };
}

/** Fourteen numbers: how much of what was done, the last two actions, length of the visit, repeated looks, the listing's own rates. */
export function featuresOf(history: readonly HistoryEvent[], [saveRate, buyRate]: readonly [number, number]): number[] {
  const count = (kind: string): number => Math.log1p(history.filter((event) => event.kind === kind).length);
  const [last, previous] = [history.at(-1), history.at(-2)];
  const oneHot = (event: HistoryEvent | undefined): number[] => [0, 1, 2].map((action) => (event && actionOf(event) === action ? 1 : 0));
  const inVisit = history.filter((event) => event.visit === last?.visit).length;
  const repeated = history.filter((event) => event.listingId === last?.listingId).length - 1;
  return [count('VIEW'), count('PREVIEW'), count('SAVE'), count('BUY'), ...oneHot(last), ...oneHot(previous), Math.log1p(inVisit), Math.log1p(Math.max(0, repeated)), saveRate, buyRate];
}

export type NextActionModel = { readonly predict: (features: readonly number[], last: number) => number[]; readonly kind: 'nearest-neighbours' | 'markov'; readonly trainCount: number };

export function fitNextAction(cases: readonly Case[]): NextActionModel {
  const markov = fitMarkov(cases);
  if (cases.length < enoughCases) return { predict: (_, last) => markov(last), kind: 'markov', trainCount: cases.length };
  const prototypes = choosePrototypes(cases);
  const scaler = fitScaler(prototypes.map((entry) => entry.features));
  const index = neighbourIndex(prototypes.map((entry) => scale(scaler, entry.features)));
  const labels = prototypes.map((entry) => entry.label);
  const shares = actions.map((_, action) => labels.filter((label) => label === action).length / labels.length);
  return { predict: (features) => vote(index.nearest(scale(scaler, features), neighbourCount), labels, shares), kind: 'nearest-neighbours', trainCount: cases.length };
}

/** All saves and purchases, and the newest of the rest up to the index's size. */
function choosePrototypes(cases: readonly Case[]): Case[] {
  const rare = cases.filter((entry) => entry.label === 1 || entry.label === 2).slice(-maxPrototypes / 2);
  const common = cases.filter((entry) => entry.label === 0 || entry.label === 3).slice(-(maxPrototypes - rare.length));
  return [...rare, ...common];
}

/** Share of what followed each action, with half a count added to each. */
function fitMarkov(cases: readonly Case[]): (last: number) => number[] {
  const counts = actions.map(() => actions.map(() => 0.5));
  for (const { last, label } of cases) { const row = counts[last]; if (row) row[label] = (row[label] ?? 0) + 1; }
  return (last) => {
    const row = counts[last] ?? [];
    const sum = row.reduce((total, count) => total + count, 0);
    return row.map((count) => count / sum);
  };
}

/** Trained on the first four fifths of time, tested on the last; with the two baselines every such figure needs. */
export function evaluateNextAction(cases: readonly Case[], modelVersion: string): NextActionReport {
  const split = Math.floor(cases.length * 0.8);
  const [train, test] = [cases.slice(0, split), cases.slice(split)];
  if (train.length < 10 || test.length < 10) return null;
  const model = fitNextAction(train);
  const markov = fitMarkov(train);
  const actual = test.map((entry) => entry.label);
  const report = classificationReport(actual, test.map((entry) => argmax(model.predict(entry.features, entry.last))), actions.length);
  const majority = argmax(actions.map((_, action) => train.filter((entry) => entry.label === action).length));
  const accuracyOf = (predicted: readonly number[]): number => classificationReport(actual, predicted, actions.length).accuracy;
  return {
    modelVersion, trainCount: train.length, testCount: test.length, ...report,
    majorityAccuracy: accuracyOf(test.map(() => majority)), markovAccuracy: accuracyOf(test.map((entry) => argmax(markov(entry.last)))),
    demoShare: cases.filter((entry) => entry.isDemo).length / cases.length,
  };
}
