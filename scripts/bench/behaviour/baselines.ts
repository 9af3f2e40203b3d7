import type { Session } from '@/lib/learning';

/** A list of the best first, from what was looked at so far. */
export type Recommender = (query: readonly string[], now: number, size: number) => readonly string[];

type Counts = Map<string, Map<string, number>>;

function add(counts: Counts, from: string, to: string, weight: number): void {
  const row = counts.get(from) ?? new Map<string, number>();
  row.set(to, (row.get(to) ?? 0) + weight);
  counts.set(from, row);
}

function best(row: ReadonlyMap<string, number> | undefined, size: number): string[] {
  return [...(row ?? [])].toSorted(([a, left], [b, right]) => right - left || (a < b ? -1 : 1)).slice(0, size).map(([item]) => item);
}

function remembered(rank: (item: string) => readonly string[]): (item: string) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  return (item) => {
    const list = known.get(item) ?? rank(item);
    known.set(item, list);
    return list;
  };
}

const longest = 100;

/** What is looked at most. */
export function popularity(train: readonly Session[]): Recommender {
  const counts = new Map<string, number>();
  for (const { items } of train) for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  const list = best(counts, longest);
  return (_, __, size) => list.slice(0, size);
}

/** Association rules of length two: what occurs in the same sessions as the last item; coming back to it counts. */
export function associationRules(train: readonly Session[]): Recommender {
  const counts: Counts = new Map();
  for (const { items } of train) {
    items.forEach((a, i) => { items.forEach((b, j) => { if (i !== j) add(counts, a, b, 1); }); });
  }
  const of = remembered((item) => best(counts.get(item), longest));
  return (query, _, size) => of(query.at(-1) ?? '').slice(0, size);
}

/** Sequential rules: what follows the last item, nearer followers counting more (1 / distance). With `steps` 1 a Markov chain. */
export function sequentialRules(train: readonly Session[], steps: number): Recommender {
  const counts: Counts = new Map();
  for (const { items } of train) {
    for (let place = 1; place < items.length; place += 1) {
      for (let back = 1; back <= Math.min(steps, place); back += 1) {
        const [from = '', to = ''] = [items[place - back], items[place]];
        add(counts, from, to, 1 / back);
      }
    }
  }
  const of = remembered((item) => best(counts.get(item), longest));
  return (query, _, size) => of(query.at(-1) ?? '').slice(0, size);
}

/** Cosine between items over sessions, damped (Sarwar et al. 2001; damping 20 as in GRU4Rec's baseline). */
export function itemKnn(train: readonly Session[], damping = 20): Recommender {
  const together: Counts = new Map();
  const counts = new Map<string, number>();
  for (const session of train) {
    const items = [...new Set(session.items)];
    for (const a of items) {
      counts.set(a, (counts.get(a) ?? 0) + 1);
      for (const b of items) if (a !== b) add(together, a, b, 1);
    }
  }
  const of = remembered((item) => best(new Map([...(together.get(item) ?? [])].map(([other, count]): [string, number] => [other, count / (Math.sqrt(((counts.get(item) ?? 0) + damping) * ((counts.get(other) ?? 0) + damping)))])), longest));
  return (query, _, size) => of(query.at(-1) ?? '').slice(0, size);
}
