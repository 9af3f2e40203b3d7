import { maxSessionItems, type Session } from '@/lib/learning';

/** A list of the best first, from what was looked at so far. */
export type Recommender = (query: readonly string[], now: number, size: number) => readonly string[];

const longest = 100;

/** What is looked at most. */
export function popularity(train: readonly Session[]): Recommender {
  const counts = new Map<string, number>();
  for (const { items } of train) for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  const list = [...counts].toSorted(([a, left], [b, right]) => right - left || (a < b ? -1 : 1)).slice(0, longest).map(([item]) => item);
  return (_, __, size) => list.slice(0, size);
}

/** Association rules of length two: what occurs in the same sessions as the last item; coming back to it counts. */
export function associationRules(train: readonly Session[]): Recommender {
  return afterLast(train, (items, item, add) => {
    for (let own = 0; own < items.length; own += 1) {
      if (items[own] !== item) continue;
      for (let other = 0; other < items.length; other += 1) if (other !== own) add(items[other] ?? 0, 1);
    }
  });
}

/** Sequential rules: what follows the last item, nearer followers counting more (1 / distance). With `steps` 1 a Markov chain. */
export function sequentialRules(train: readonly Session[], steps: number): Recommender {
  return afterLast(train, (items, item, add) => {
    for (let place = 1; place < items.length; place += 1) {
      for (let back = 1; back <= Math.min(steps, place); back += 1) if (items[place - back] === item) add(items[place] ?? 0, 1 / back);
    }
  });
}

/** Cosine between items over sessions, damped (Sarwar et al. 2001; damping 20 as in GRU4Rec's baseline). */
export function itemKnn(train: readonly Session[], damping = 20): Recommender {
  const tell: Tell = (items, item, add) => { for (const other of new Set(items)) if (other !== item) add(other, 1); };
  return afterLast(train, tell, (together, own, others) => together / Math.sqrt((own + damping) * (others + damping)));
}

/** What a session that holds the item gives to others. */
type Tell = (items: Int32Array, item: number, add: (other: number, weight: number) => void) => void;

/**
 * Ranks by what the sessions that hold the last item say, counted when it is first asked for: of all pairs of items at once a large file would leave no memory.
 * Of a longer session the end counts, as in the index. @param scoreOf the score from what was added up and how many sessions hold either item
 */
function afterLast(train: readonly Session[], tell: Tell, scoreOf: (sum: number, own: number, others: number) => number = (sum) => sum): Recommender {
  const { numberOf, nameOf, starts, items, holderStarts, holders } = sequences(train);
  const [sums, turns, lists] = [new Float64Array(nameOf.length), new Int32Array(nameOf.length), new Map<number, readonly string[]>()];
  const countOf = (item: number): number => (holderStarts[item + 1] ?? 0) - (holderStarts[item] ?? 0);
  const rank = (item: number): readonly string[] => {
    const found: number[] = [];
    const add = (other: number, weight: number): void => {
      if (turns[other] !== item + 1) {
        turns[other] = item + 1;
        sums[other] = 0;
        found.push(other);
      }
      sums[other] = (sums[other] ?? 0) + weight;
    };
    for (let at = holderStarts[item] ?? 0; at < (holderStarts[item + 1] ?? 0); at += 1) {
      const session = holders[at] ?? 0;
      tell(items.subarray(starts[session], starts[session + 1]), item, add);
    }
    const scored = found.map((other) => ({ name: nameOf[other] ?? '', score: scoreOf(sums[other] ?? 0, countOf(item), countOf(other)) }));
    return scored.toSorted((a, b) => b.score - a.score || (a.name < b.name ? -1 : 1)).slice(0, longest).map(({ name }) => name);
  };
  return (query, _, size) => {
    const item = numberOf.get(query.at(-1) ?? '');
    if (item === undefined) return [];
    const list = lists.get(item) ?? rank(item);
    lists.set(item, list);
    return list.slice(0, size);
  };
}

/** Sessions in the order of the file as numbers, repeats and all, and for each item those that hold it. */
function sequences(train: readonly Session[]) {
  const [numberOf, nameOf]: [Map<string, number>, string[]] = [new Map(), []];
  const starts = new Int32Array(train.length + 1);
  train.forEach((session, number) => { starts[number + 1] = (starts[number] ?? 0) + Math.min(maxSessionItems, session.items.length); });
  const items = new Int32Array(starts[train.length] ?? 0);
  const holding: number[] = [];
  const eachHeld = (visit: (item: number, session: number) => void): void => {
    const last = new Int32Array(nameOf.length);
    for (let session = 0; session < train.length; session += 1) {
      for (let at = starts[session] ?? 0; at < (starts[session + 1] ?? 0); at += 1) {
        const item = items[at] ?? 0;
        if (last[item] !== session + 1) visit(item, session);
        last[item] = session + 1;
      }
    }
  };
  train.forEach((session, number) => {
    session.items.slice(-maxSessionItems).forEach((name, place) => {
      const known = numberOf.get(name) ?? nameOf.push(name) - 1;
      numberOf.set(name, known);
      items[(starts[number] ?? 0) + place] = known;
    });
  });
  eachHeld((item) => { holding[item] = (holding[item] ?? 0) + 1; });
  const holderStarts = new Int32Array(nameOf.length + 1);
  for (let item = 0; item < nameOf.length; item += 1) holderStarts[item + 1] = (holderStarts[item] ?? 0) + (holding[item] ?? 0);
  const [next, holders] = [holderStarts.slice(), new Int32Array(holderStarts[nameOf.length] ?? 0)];
  eachHeld((item, session) => {
    const place = next[item] ?? 0;
    holders[place] = session;
    next[item] = place + 1;
  });
  return { numberOf, nameOf, starts, items, holderStarts, holders };
}
