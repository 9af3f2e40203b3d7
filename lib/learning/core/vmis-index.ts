import { keepLargest } from './keep-largest';
import { rankFirst } from './rank-first';
import { nextTurn, type SessionTable } from './session-table';

/** VMIS-kNN as Serenade serves it (Kersbergen et al., SIGMOD 2022). */
export type VmisParameters = {
  /** Newest sessions of each item, and of all, that are looked at (m), and the nearest of them that count (k). */
  readonly recent: number;
  readonly neighbours: number;
  /** Only so many of the newest items of the query count (L). */
  readonly queryItems: number;
  readonly idfWeight: number;
  /** What was looked at last is not in the list. */
  readonly isWithoutLast: boolean;
};

/** Serenade's own example after its search. */
export const vmis: VmisParameters = { recent: 1_502, neighbours: 288, queryItems: 4, idfWeight: 2, isWithoutLast: true };

export type VmisScored = { readonly item: string; readonly score: number; /** How many neighbouring sessions hold it. */ readonly support: number };
export type VmisIndex = {
  /** The first `size` items, best first. Serenade leaves equal scores to the order of a hash map; here they go by support, then by name. */
  readonly recommend: (query: readonly string[], size: number) => VmisScored[];
};

/** Sessions with more different items than this share of all sessions have are in no item's list. */
const longestShare = 0.995;

/**
 * A peer that is measured, not what the exchange serves: its neighbours are sums that begin anew when a session falls out of the m newest met so far, so
 * they are no member of the family of `sessionIndex`. The table must not change while it is used.
 */
export function vmisIndex(table: SessionTable, parameters: VmisParameters = vmis): VmisIndex {
  const scratch: Scratch = {
    turn: 0, met: new Int32Array(table.sessionCount), similarity: new Float64Array(table.sessionCount), newest: new Int32Array(Math.min(parameters.recent, table.sessionCount)),
    placeTurn: new Int32Array(table.itemCount), place: new Int32Array(table.itemCount), itemTurn: new Int32Array(table.itemCount), score: new Float64Array(table.itemCount), support: new Int32Array(table.itemCount), found: new Int32Array(table.itemCount),
  };
  const work: Work = { table, parameters, scratch, ...knownOf(table, parameters.idfWeight) };
  return { recommend: (query, size) => recommend(work, query, size) };
}

type Scratch = {
  turn: number;
  /** The turn in which a session was met; 0 once it is put out. */
  readonly met: Int32Array;
  readonly similarity: Float64Array;
  /** The sessions met, a heap with the oldest first. */
  readonly newest: Int32Array;
  /** Of an item of the query how many are newer, by the turn in which that was written. */
  readonly placeTurn: Int32Array; readonly place: Int32Array;
  readonly itemTurn: Int32Array; readonly score: Float64Array; readonly support: Int32Array; readonly found: Int32Array;
};
type Known = { readonly isLong: Uint8Array; readonly itemWeight: Float64Array };
type Work = Known & { readonly table: SessionTable; readonly parameters: VmisParameters; readonly scratch: Scratch };

/** Which sessions are too long, and the weight of each item: idfWeight · ln(pairs of session and item / sessions with the item), 1 where that is nothing. */
function knownOf({ sessionCount, itemCount, starts, items }: SessionTable, idfWeight: number): Known {
  const sizes = Int32Array.from({ length: sessionCount }, (_, session) => (starts[session + 1] ?? 0) - (starts[session] ?? 0));
  const longest = quantile(sizes, longestShare);
  const isLong = Uint8Array.from(sizes, (size) => (size > longest ? 1 : 0));
  const holders = new Int32Array(itemCount);
  let pairs = 0;
  for (let session = 0; session < sessionCount; session += 1) {
    if (isLong[session] === 1) continue;
    for (let at = starts[session] ?? 0; at < (starts[session + 1] ?? 0); at += 1) {
      const item = items[at] ?? 0;
      holders[item] = (holders[item] ?? 0) + 1;
      pairs += 1;
    }
  }
  const itemWeight = Float64Array.from(holders, (count) => {
    const idf = count === 0 ? 0 : idfWeight * Math.log(pairs / count);
    return idf > 0 ? idf : 1;
  });
  return { isLong, itemWeight };
}

/** Between the two nearest values in proportion, rounded as Serenade rounds what its digest estimates. */
function quantile(values: Int32Array, share: number): number {
  const sorted = values.toSorted();
  const at = share * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(at)] ?? 0, sorted[Math.ceil(at)] ?? 0];
  return Math.round(below + (at - Math.floor(at)) * (above - below));
}

function recommend(work: Work, whole: readonly string[], size: number): VmisScored[] {
  const { table, parameters, scratch } = work;
  scratch.turn = nextTurn(scratch.turn);
  const query = whole.slice(-parameters.queryItems);
  const near = nearest(parameters.neighbours, scratch, findNewest(work, query));
  let count = scoreItems(work, query.length, near);
  if (parameters.isWithoutLast) {
    const last = table.numberOf.get(query.at(-1) ?? '') ?? -1;
    const at = scratch.found.subarray(0, count).indexOf(last);
    if (at >= 0) scratch.found[at] = scratch.found[--count] ?? 0;
  }
  const shown = rankFirst(scratch.found, count, size, { scores: scratch.score, support: scratch.support, names: table.nameOf });
  return Array.from(scratch.found.subarray(0, shown), (item) => ({ item: table.nameOf[item] ?? '', score: scratch.score[item] ?? 0, support: scratch.support[item] ?? 0 }));
}

/** Item by item of the query, the newest first, the m newest sessions that hold one; answers how many stand in `newest`, with their similarity beside. */
function findNewest({ table, parameters, scratch, isLong }: Work, query: readonly string[]): number {
  const { met, similarity, newest, placeTurn, place, turn } = scratch;
  const { at, holders, holderStarts } = table;
  const distinct = new Set(query).size;
  let count = 0;
  for (let back = 0; back < query.length; back += 1) {
    const item = table.numberOf.get(query[query.length - 1 - back] ?? '');
    if (item === undefined || placeTurn[item] === turn) continue;
    placeTurn[item] = turn;
    place[item] = back;
    const weight = (query.length - back) / distinct;
    const start = holderStarts[item] ?? 0;
    for (let read = (holderStarts[item + 1] ?? 0) - 1, left = parameters.recent; read >= start && left > 0; read -= 1) {
      const session = holders[read] ?? 0;
      if (isLong[session] === 1) continue;
      left -= 1;
      if (met[session] === turn) {
        similarity[session] = (similarity[session] ?? 0) + weight;
        continue;
      }
      if (count === parameters.recent) {
        const oldest = newest[0] ?? 0;
        // The rest of the list is older still.
        if ((at[session] ?? 0) <= (at[oldest] ?? 0)) break;
        met[oldest] = 0;
        newest[0] = session;
        sink(newest, count);
      } else {
        newest[count] = session;
        rise(newest, count++);
      }
      met[session] = turn;
      similarity[session] = weight;
    }
  }
  return count;
}

/** Puts the last of a heap of numbers where it belongs, the smallest first: a session's number is its rank in time. */
function rise(heap: Int32Array, last: number): void {
  const value = heap[last] ?? 0;
  let at = last;
  while (at > 0) {
    const above = (at - 1) >> 1;
    const other = heap[above] ?? 0;
    if (other <= value) break;
    heap[at] = other;
    at = above;
  }
  heap[at] = value;
}

function sink(heap: Int32Array, count: number): void {
  const value = heap[0] ?? 0;
  let at = 0;
  for (;;) {
    let below = 2 * at + 1;
    if (below >= count) break;
    if (below + 1 < count && (heap[below + 1] ?? 0) < (heap[below] ?? 0)) below += 1;
    const other = heap[below] ?? 0;
    if (other >= value) break;
    heap[at] = other;
    at = below;
  }
  heap[at] = value;
}

/** The k most similar, the newer of equals. */
function nearest(take: number, { newest, similarity }: Scratch, count: number): Int32Array {
  if (count <= take) return newest.subarray(0, count);
  const kept = newest.subarray(0, keepLargest(newest, count, take, similarity));
  if (kept.length > take) kept.sort((a, b) => (similarity[b] ?? 0) - (similarity[a] ?? 0) || b - a);
  return kept.subarray(0, take);
}

/** Adds up what each item gets from the sessions that hold it; answers how many items there are. */
function scoreItems({ table, scratch, itemWeight }: Work, queryLength: number, near: Int32Array): number {
  const { similarity, placeTurn, place, itemTurn, score, support, found, turn } = scratch;
  const { items, starts } = table;
  let count = 0;
  for (const session of near) {
    const [start, end] = [starts[session] ?? 0, starts[session + 1] ?? 0];
    let back = queryLength;
    for (let at = start; at < end; at += 1) if (placeTurn[items[at] ?? 0] === turn) back = Math.min(back, place[items[at] ?? 0] ?? 0);
    // Serenade's own factor falls below nothing from the eleventh item on.
    const share = (similarity[session] ?? 0) * Math.max(0, 1 - 0.1 * (back + 1));
    for (let at = start; at < end; at += 1) {
      const item = items[at] ?? 0;
      if (itemTurn[item] !== turn) {
        itemTurn[item] = turn;
        score[item] = 0;
        support[item] = 0;
        found[count++] = item;
      }
      score[item] = (score[item] ?? 0) + share * (itemWeight[item] ?? 0);
      support[item] = (support[item] ?? 0) + 1;
    }
  }
  return count;
}
