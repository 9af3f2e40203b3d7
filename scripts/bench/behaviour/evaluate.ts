import { performance } from 'node:perf_hooks';
import { maxSessionItems, rankingReport, type RankingReport, type Session } from '@/lib/learning';
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

export type Evaluations = Readonly<Record<Protocol, Evaluation>>;

export const listLength = 20;
/** What the list leaves room for; only where a session holds more, and they fill the list, is a longer one asked for. */
const usuallyHeld = 200;

/** What training says of an item: its events as a share of the most looked at item's, and how surprising it is in a list (-log2 of its share of sessions). */
type ItemFacts = { readonly number: number; readonly popularity: number; readonly surprise: number };
export type TrainFacts = { readonly items: ReadonlyMap<string, ItemFacts>; readonly unknown: ItemFacts };

export function trainFacts(train: readonly Session[]): TrainFacts {
  const counts = new Map<string, { events: number; holders: number }>();
  for (const { items } of train) {
    const seen = new Set<string>();
    for (const item of items) {
      const of = counts.get(item) ?? { events: 0, holders: 0 };
      of.events += 1;
      if (!seen.has(item)) of.holders += 1;
      seen.add(item);
      counts.set(item, of);
    }
  }
  const most = [...counts.values()].reduce((largest, { events }) => Math.max(largest, events), 1);
  const surprise = (holders: number): number => -Math.log2(holders / train.length);
  return { items: new Map([...counts].map(([item, { events, holders }], number) => [item, { number, popularity: events / most, surprise: surprise(holders) }])), unknown: { number: -1, popularity: 0, surprise: surprise(1) } };
}

/** Rankings that look at the same candidates: those are found once a question, and each ranking puts them in its own order. */
export type Shared<Found> = { readonly find: (query: readonly string[], now: number) => Found; readonly rankings: readonly ((found: Found, size: number) => readonly string[])[] };

/** After every item of every session one prediction of the next, ranked against all items: no sampled negatives. All protocols from the same lists. */
export function evaluate(recommend: Recommender, test: readonly Session[], facts: TrainFacts): Evaluations {
  const [only] = evaluateShared({ find: (query, now) => ({ query, now }), rankings: [({ query, now }, size) => recommend(query, now, size)] }, test, facts);
  if (!only) throw new RangeError('One ranking has one evaluation');
  return only;
}

/** `evaluate` for each of several rankings; the time of each is what it would take alone. Of a longer session a question tells the end, as in the index. */
export function evaluateShared<Found>({ find, rankings }: Shared<Found>, test: readonly Session[], facts: TrainFacts): Evaluations[] {
  const itemCount = facts.items.size;
  const tallies = rankings.map((rank) => ({ rank, all: tally(itemCount), afterTwo: tally(itemCount), fresh: tally(itemCount), times: [] as number[] }));
  const withFacts = (list: readonly string[]): Listed[] => list.map((item) => [item, facts.items.get(item) ?? facts.unknown]);
  test.forEach((session, group) => {
    const held = new Set<string>();
    for (let place = 1; place < session.items.length; place += 1) {
      const query = session.items.slice(Math.max(0, place - maxSessionItems), place);
      const target = session.items[place] ?? '';
      held.add(session.items[place - 1] ?? '');
      const size = listLength + Math.min(held.size, usuallyHeld);
      const startedAt = performance.now();
      const found = find(query, session.at);
      const findingMs = performance.now() - startedAt;
      for (const { rank, all, afterTwo, fresh, times } of tallies) {
        const rankedAt = performance.now();
        const first = rank(found, size);
        times.push(findingMs + performance.now() - rankedAt);
        const listed = withFacts(first.slice(0, listLength));
        all.add(listed, target, group);
        if (place >= 2) afterTwo.add(listed, target, group);
        if (held.has(target)) continue;
        const unseen = first.filter((item) => !held.has(item));
        const isShort = held.size > usuallyHeld && first.length === size && unseen.length < listLength;
        fresh.add(withFacts((isShort ? rank(found, listLength + held.size).filter((item) => !held.has(item)) : unseen).slice(0, listLength)), target, group);
      }
    }
  });
  return tallies.map(({ all, afterTwo, fresh, times }) => {
    const sorted = times.toSorted((a, b) => a - b);
    const percentile = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
    const time = { p50ms: percentile(0.5), p99ms: percentile(0.99) };
    return { all: { ...all.report(), ...time }, 'after-two': { ...afterTwo.report(), ...time }, new: { ...fresh.report(), ...time } };
  });
}

/** An item of a list with what training says of it. */
type Listed = readonly [item: string, facts: ItemFacts];

function tally(itemCount: number) {
  const shown = new Uint8Array(itemCount);
  const [ranks, groups]: [number[], number[]] = [[], []];
  let [popularity, novelty, lists, shownCount] = [0, 0, 0, 0];
  return {
    add(list: readonly Listed[], target: string, group: number): void {
      ranks.push(list.findIndex(([item]) => item === target) + 1);
      groups.push(group);
      if (list.length === 0) return;
      lists += 1;
      for (const [, facts] of list) {
        popularity += facts.popularity / list.length;
        novelty += facts.surprise / list.length;
        if (shown[facts.number] !== 0) continue;
        shown[facts.number] = 1;
        shownCount += 1;
      }
    },
    report: () => {
      const none = { cases: 0, hitRate: 0, mrr: 0, ndcg: 0 };
      const [at20, at10] = ranks.length === 0 ? [none, none] : [rankingReport(ranks, listLength), rankingReport(ranks, listLength / 2)];
      return { ...at20, at10, ranks, groups, coverage: shownCount / itemCount, popularity: popularity / Math.max(1, lists), novelty: novelty / Math.max(1, lists) };
    },
  };
}
