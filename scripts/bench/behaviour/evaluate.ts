import { performance } from 'node:perf_hooks';
import { rankingReport, type RankingReport, type Session } from '@/lib/learning';
import type { Recommender } from './baselines';

/** `all`: every next item counts. `new`: what the session holds already is never shown, and only items new to it count. */
export type Protocol = 'all' | 'new';

export type Evaluation = RankingReport & {
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

/** After every item of every session one prediction of the next, ranked against all items: no sampled negatives. */
export function evaluate(recommend: Recommender, test: readonly Session[], train: readonly Session[], protocol: Protocol): Evaluation {
  const events = new Map<string, number>();
  const holders = new Map<string, number>();
  for (const { items } of train) {
    for (const item of items) events.set(item, (events.get(item) ?? 0) + 1);
    for (const item of new Set(items)) holders.set(item, (holders.get(item) ?? 0) + 1);
  }
  const most = [...events.values()].reduce((a, b) => Math.max(a, b), 1);
  const shown = new Set<string>();
  const [ranks, groups, times]: [number[], number[], number[]] = [[], [], []];
  let [popularity, novelty, lists] = [0, 0, 0];
  test.forEach((session, group) => {
    for (let place = 1; place < session.items.length; place += 1) {
      const query = session.items.slice(0, place);
      const target = session.items[place] ?? '';
      if (protocol === 'new' && query.includes(target)) continue;
      const startedAt = performance.now();
      const raw = recommend(query, session.at, protocol === 'all' ? listLength : listLength + new Set(query).size);
      times.push(performance.now() - startedAt);
      const list = protocol === 'all' ? raw : raw.filter((item) => !query.includes(item)).slice(0, listLength);
      ranks.push(list.indexOf(target) + 1);
      groups.push(group);
      if (list.length === 0) continue;
      lists += 1;
      for (const item of list) {
        shown.add(item);
        popularity += (events.get(item) ?? 0) / most / list.length;
        novelty -= Math.log2((holders.get(item) ?? 1) / train.length) / list.length;
      }
    }
  });
  const sorted = times.toSorted((a, b) => a - b);
  const percentile = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return {
    ...rankingReport(ranks, listLength), ranks, groups, coverage: shown.size / events.size, popularity: popularity / Math.max(1, lists), novelty: novelty / Math.max(1, lists),
    p50ms: percentile(0.5), p99ms: percentile(0.99),
  };
}
