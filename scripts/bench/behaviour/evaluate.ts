import { performance } from 'node:perf_hooks';
import { rankingReport, type RankingReport, type Session } from '@/lib/learning';
import type { Recommender } from './baselines';

/**
 * `all`: every next item counts. `after-two`: the same from the third item of a session on, as the reference counts RetailRocket (15,132 of 19,867 predictions there):
 * the first prediction of each session, from one item, is left out. `new`: what the session holds already is never shown, and only items new to it count.
 */
export type Protocol = 'all' | 'after-two' | 'new';

export type Evaluation = RankingReport & {
  readonly at10: RankingReport;
  readonly ranks: readonly number[];
  /** The session of each case: its cases are not independent. */
  readonly groups: readonly number[];
  /** Share of the training items that were ever in a list. */
  readonly coverage: number;
  /** Mean over lists of the items' events over those of the most popular. */
  readonly popularity: number;
  /** Mean of -log2 of an item's share of all sessions. */
  readonly novelty: number;
  readonly p50ms: number;
  readonly p99ms: number;
};

export const listLength = 20;
/** What the list leaves room for; only where a session holds more, and they fill the list, is a longer one asked for. */
const usuallyHeld = 200;

/** What training says of an item: its events, and how many sessions hold it. */
export type TrainFacts = { readonly events: ReadonlyMap<string, number>; readonly holders: ReadonlyMap<string, number>; readonly most: number; readonly sessionCount: number };

export function trainFacts(train: readonly Session[]): TrainFacts {
  const [events, holders] = [new Map<string, number>(), new Map<string, number>()];
  for (const { items } of train) {
    for (const item of items) events.set(item, (events.get(item) ?? 0) + 1);
    for (const item of new Set(items)) holders.set(item, (holders.get(item) ?? 0) + 1);
  }
  return { events, holders, most: [...events.values()].reduce((a, b) => Math.max(a, b), 1), sessionCount: train.length };
}

/** After every item of every session one prediction of the next, ranked against all items: no sampled negatives. All protocols from the same lists. */
export function evaluate(recommend: Recommender, test: readonly Session[], facts: TrainFacts): Readonly<Record<Protocol, Evaluation>> {
  const [all, afterTwo, fresh] = [tally(facts), tally(facts), tally(facts)];
  const times: number[] = [];
  test.forEach((session, group) => {
    const held = new Set<string>();
    for (let place = 1; place < session.items.length; place += 1) {
      const query = session.items.slice(0, place);
      const target = session.items[place] ?? '';
      held.add(session.items[place - 1] ?? '');
      const size = listLength + Math.min(held.size, usuallyHeld);
      const startedAt = performance.now();
      const first = recommend(query, session.at, size);
      times.push(performance.now() - startedAt);
      const isShort = held.size > usuallyHeld && first.length === size && first.filter((item) => !held.has(item)).length < listLength;
      const list = isShort ? recommend(query, session.at, listLength + held.size) : first;
      all.add(list.slice(0, listLength), target, group);
      if (place >= 2) afterTwo.add(list.slice(0, listLength), target, group);
      if (!held.has(target)) fresh.add(list.filter((item) => !held.has(item)).slice(0, listLength), target, group);
    }
  });
  const sorted = times.toSorted((a, b) => a - b);
  const percentile = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  const time = { p50ms: percentile(0.5), p99ms: percentile(0.99) };
  return { all: { ...all.report(), ...time }, 'after-two': { ...afterTwo.report(), ...time }, new: { ...fresh.report(), ...time } };
}

function tally({ events, holders, most, sessionCount }: TrainFacts) {
  const shown = new Set<string>();
  const [ranks, groups]: [number[], number[]] = [[], []];
  let [popularity, novelty, lists] = [0, 0, 0];
  return {
    add(list: readonly string[], target: string, group: number): void {
      ranks.push(list.indexOf(target) + 1);
      groups.push(group);
      if (list.length === 0) return;
      lists += 1;
      for (const item of list) {
        shown.add(item);
        popularity += (events.get(item) ?? 0) / most / list.length;
        novelty -= Math.log2((holders.get(item) ?? 1) / sessionCount) / list.length;
      }
    },
    report: () => {
      const none = { cases: 0, hitRate: 0, mrr: 0, ndcg: 0 };
      const [at20, at10] = ranks.length === 0 ? [none, none] : [rankingReport(ranks, listLength), rankingReport(ranks, listLength / 2)];
      return { ...at20, at10, ranks, groups, coverage: shown.size / events.size, popularity: popularity / Math.max(1, lists), novelty: novelty / Math.max(1, lists) };
    },
  };
}
