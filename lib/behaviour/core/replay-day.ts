import { argmax, caseLoss, compareAll, sessionIndex } from '@/lib/learning';
import type { Case, HistoryEvent } from './history-cases';
import { learnNextAction, nextActionOf } from './next-action';
import { sessionsOf } from './sessions-of';
import type { Tuned } from './tune-votes';

const listLength = 20;
const shownLength = 6;
/** A day larger than this is measured on its first cases: the figure's error is below 1.5 points then. */
const maxCases = 5_000;

export type ActionTrial = { readonly isCorrect: boolean; readonly logLoss: number; readonly buy: number; readonly leave: number; readonly depth: number; readonly isDemo: boolean; readonly at: number };
/** Rank of what was really opened next, from 1; null when it was not among the first twenty. */
export type ItemTrial = { readonly rank: number | null; readonly isDemo: boolean; /** What a list on a page would have shown. */ readonly shown: readonly string[]; readonly at: number };

/** Yesterday's weather forecast: what would have been predicted for every step of a day by a model that knows only the days before. `tuned`: weighed as a day no later chose. */
export function replayActions(cases: readonly Case[], from: number, to: number, tuned?: Tuned): ActionTrial[] {
  const known = cases.filter((entry) => entry.at < from);
  const asked = cases.filter((entry) => entry.at >= from && entry.at < to).slice(0, maxCases);
  if (known.length === 0 || asked.length === 0) return [];
  const model = nextActionOf(learnNextAction(known, tuned), compareAll);
  return asked.map(({ features, last, label, isDemo, at }) => {
    const probabilities = model.predict(features, last);
    const [, , buy = 0, leave = 0] = probabilities;
    // The eleventh feature is log(1 + events so far in the visit).
    return { isCorrect: argmax(probabilities) === label, logLoss: caseLoss(probabilities, label), buy, leave, depth: Math.expm1(features[10] ?? 0), isDemo, at };
  });
}

/** The same for the next item: every prefix of every visit of the day is one question. */
export function replayItems(events: readonly HistoryEvent[], from: number, to: number): ItemTrial[] {
  const known = events.filter((event) => event.at < from);
  const visits = new Map<string, HistoryEvent[]>();
  for (const event of events) {
    if (event.at < from || event.at >= to) continue;
    const key = `${event.subject} ${event.visit}`;
    visits.set(key, [...(visits.get(key) ?? []), event]);
  }
  if (known.length === 0) return [];
  const index = sessionIndex(sessionsOf(known));
  const trials: ItemTrial[] = [];
  for (const visit of visits.values()) {
    const [session] = sessionsOf(visit);
    const items = session?.items ?? [];
    for (let length = 1; length < items.length && trials.length < maxCases; length += 1) {
      const found = index.recommend(items.slice(0, length), { now: from / 1_000, without: new Set(), size: listLength });
      const position = found.findIndex((entry) => entry.item === items[length]);
      trials.push({ rank: position < 0 ? null : position + 1, isDemo: visit[0]?.isDemo ?? false, shown: found.slice(0, shownLength).map((entry) => entry.item), at: visit[0]?.at ?? from });
    }
  }
  return trials;
}

