import { keepLargest } from './keep-largest';
import { maxSessionItems, sessionTable, type Session, type SessionTable } from './session-table';

export type Scored = {
  readonly item: string;
  readonly score: number;
  /** How many neighbouring sessions hold it. */
  readonly support: number;
  /** The item of the query that most of the score came through. */
  readonly anchor: string;
};

/** One family of session-based nearest neighbours; its published members are the presets below. Infinity switches a decay off. */
export type SessionParameters = {
  /** Newest sessions that share an item (m), and the nearest of them that count (k). */
  readonly recent: number;
  readonly neighbours: number;
  /** Weight of the query's item at place p of L: exp((p - L) / lambda), or (p / L)² , or 1. */
  readonly position: 'same' | 'quadratic' | { readonly lambda: number };
  /** Similarity over sqrt(Σ w²) sqrt(|s|), or over the number of the query's items. */
  readonly norm: 'cosine' | 'query';
  /** Decay of old sessions in days, of distance from the match within a session, and of sessions matched only by an old item of the query. */
  readonly lambdaDays: number;
  readonly lambdaDistance: number;
  readonly lambdaMatch: number;
  /** What a session matched by the query's n-th newest item gives is scaled by 1 - n / 10; which sessions are near is not. */
  readonly hasLinearMatch: boolean;
  readonly idfWeight: number;
};

const off = Number.POSITIVE_INFINITY;
/** STAN (Garg et al. 2019) with VSKNN's idf and match decay; values searched on RetailRocket that carried over best (session-rec, Ludewig et al. 2021). */
export const vstan: SessionParameters = { recent: 1_000, neighbours: 500, position: { lambda: 7.24 }, norm: 'cosine', lambdaDays: 100, lambdaDistance: 3.62, lambdaMatch: 3.62, hasLinearMatch: false, idfWeight: 1 };
/** Published settings of session-rec for shops. */
export const stan: SessionParameters = { ...vstan, recent: 2_500, position: { lambda: 2.5 }, lambdaDays: 80, lambdaDistance: 5, lambdaMatch: off, idfWeight: 0 };
export const vsknn: SessionParameters = { recent: 10_000, neighbours: 1_500, position: 'quadratic', norm: 'query', lambdaDays: off, lambdaDistance: off, lambdaMatch: off, hasLinearMatch: true, idfWeight: 10 };
export const sknn: SessionParameters = { recent: 500, neighbours: 50, position: 'same', norm: 'cosine', lambdaDays: off, lambdaDistance: off, lambdaMatch: off, hasLinearMatch: false, idfWeight: 0 };

export type Asked = {
  /** Seconds; how old a session is counts from here. */
  readonly now: number;
  /** Never in the list. */
  readonly without?: ReadonlySet<string>;
  /** How many; all of them when absent. */
  readonly size?: number;
  /** Leaves the anchors empty: half of the work for who asks for many and shows few (`anchors` tells those). */
  readonly isWithoutAnchors?: boolean;
  /** Asked now and then; as soon as it says yes the question is given up. */
  readonly isLate?: () => boolean;
};

/** The answer would come too late for whoever asked. */
export class TooLate extends Error {}

/** What an item of the query gives to the score of a recommended one. */
export type Contribution = { readonly anchor: string; readonly amount: number };
export type SessionIndex = {
  readonly sessionCount: number; readonly recommend: (query: readonly string[], asked: Asked) => Scored[];
  /** The score of one item taken apart: the amounts sum to it, largest first. Empty for an item that no neighbour holds. */
  readonly explain: (query: readonly string[], item: string, asked: Asked) => Contribution[];
  /** The anchors of some items, in their order; empty for one that no neighbour holds. */
  readonly anchors: (query: readonly string[], items: readonly string[], asked: Asked) => string[];
};

/** A query looks back no further: what lies before weighs nothing. */
const maxQueryItems = 200;

/**
 * A session-based nearest-neighbour index over typed arrays. The same sessions, query and parameters give the same list, byte for
 * byte: ties go by support, then by item.
 */
export function sessionIndex(sessions: readonly Session[] | SessionTable, parameters: SessionParameters = vstan): SessionIndex {
  const table = 'holders' in sessions ? sessions : sessionTable(sessions);
  // A live table grows within its arrays.
  const [sessionRoom, itemRoom] = [table.at.length, table.idf.length];
  const scratch: Scratch = {
    turn: 0, byDistance: Float64Array.from({ length: maxSessionItems }, (_, distance) => Math.exp(-distance / parameters.lambdaDistance)), touched: new Int32Array(sessionRoom), sessionTurn: new Int32Array(sessionRoom), similarity: new Float64Array(sessionRoom), newest: new Int32Array(sessionRoom),
    asked: null, chosenAs: new Int32Array(itemRoom), shares: new Float64Array(0), queryTurn: new Int32Array(itemRoom), queryPlace: new Int32Array(itemRoom), itemTurn: new Int32Array(itemRoom), score: new Float64Array(itemRoom), support: new Int32Array(itemRoom), found: new Int32Array(itemRoom),
  };
  const workOf = (query: readonly string[], asked: Asked): Work => ({ table, parameters, scratch, whole: query, query: query.length > maxQueryItems ? query.slice(-maxQueryItems) : query, asked });
  return { sessionCount: table.sessionCount, recommend: (query, asked) => recommend(workOf(query, asked)), explain: (query, item, asked) => explain(workOf(query, asked), item), anchors: (query, items, asked) => namesOfAnchors(workOf(query, asked), items) };
}

/** Reused by every query; what was written in an earlier turn counts as never written. */
type Scratch = {
  turn: number;
  /** What is left of a score so many places from the match. */
  readonly byDistance: Float64Array;
  /** What the neighbours that stand here were found for. */
  asked: { readonly query: readonly string[]; readonly now: number; readonly changed: number; readonly near: Int32Array } | null;
  readonly queryPlace: Int32Array;
  readonly touched: Int32Array; readonly sessionTurn: Int32Array; readonly similarity: Float64Array; readonly newest: Int32Array;
  /** Which of the chosen items an item is, from 1; 0 between two questions. Of each of them what came through each place of the query. */
  readonly chosenAs: Int32Array; shares: Float64Array;
  readonly queryTurn: Int32Array; readonly itemTurn: Int32Array; readonly score: Float64Array; readonly support: Int32Array; readonly found: Int32Array;
};

type Work = { readonly table: SessionTable; readonly parameters: SessionParameters; readonly scratch: Scratch; /** As it was asked: who asks about the same list again is answered from the same neighbours. */ readonly whole: readonly string[]; readonly query: readonly string[]; readonly asked: Asked };

function recommend(work: Work): Scored[] {
  const { table, scratch, asked } = work;
  const near = findNear(work);
  const foundCount = scoreItems(work, near);
  const hidden = new Set([...(asked.without ?? [])].map((name) => table.numberOf.get(name)));
  const { found, score, support } = scratch;
  let shown = 0;
  for (let index = 0; index < foundCount; index += 1) {
    const item = found[index] ?? 0;
    if (!hidden.has(item)) found[shown++] = item;
  }
  const size = Math.min(asked.size ?? shown, shown);
  // Equal scores at the edge must not fall by chance: a few more are kept, and the exact order decides.
  const kept = keepLargest(found, shown, size, (item) => score[item] ?? 0);
  const order = (a: number, b: number): number => (score[b] ?? 0) - (score[a] ?? 0) || (support[b] ?? 0) - (support[a] ?? 0) || ((table.nameOf[a] ?? '') < (table.nameOf[b] ?? '') ? -1 : 1);
  const best = Array.from(found.subarray(0, kept)).toSorted(order).slice(0, size);
  const anchors = asked.isWithoutAnchors ? new Map<number, number>() : anchorsOf(work, near, best);
  return best.map((item): Scored => ({ item: table.nameOf[item] ?? '', score: score[item] ?? 0, support: support[item] ?? 0, anchor: work.query[(anchors.get(item) ?? 0) - 1] ?? '' }));
}

function namesOfAnchors(work: Work, items: readonly string[]): string[] {
  const near = nearOf(work);
  const numbers = items.map((name) => work.table.numberOf.get(name) ?? -1);
  const anchors = anchorsOf(work, near, numbers.filter((number) => number >= 0));
  return numbers.map((number) => work.query[(anchors.get(number) ?? 0) - 1] ?? '');
}

/**
 * A neighbour's similarity is the sum of the weights of the query's items that it holds, times what is the same for all of them: so what it gives to an
 * item belongs to them in the shares of their weights.
 */
function explain(work: Work, name: string): Contribution[] {
  const { table, parameters, scratch, query } = work;
  const { items, places, starts } = table;
  const { queryTurn, queryPlace } = scratch;
  const wanted = table.numberOf.get(name);
  const near = nearOf(work);
  if (wanted === undefined) return [];
  const { turn } = scratch;
  const amounts = new Map<number, number>();
  for (const session of near) {
    const [start, end] = [starts[session] ?? 0, starts[session + 1] ?? 0];
    let [at, match, total] = [-1, -1, 0];
    for (let index = start; index < end; index += 1) {
      const item = items[index] ?? 0;
      if (item === wanted) at = index;
      if (queryTurn[item] !== turn) continue;
      if (match < 0) match = index;
      total += positionWeight(parameters.position, queryPlace[item] ?? 0, query.length);
    }
    if (at < 0) continue;
    const linear = parameters.hasLinearMatch ? Math.max(0, 1 - 0.1 * (query.length - (scratch.newest[session] ?? 0) + 1)) : 1;
    const distance = Math.abs((places[at] ?? 0) - (places[match] ?? 0));
    const gift = (scratch.similarity[session] ?? 0) * linear * (scratch.byDistance[distance] ?? 0) * rarity(work, wanted);
    for (let index = match; index < end; index += 1) {
      const item = items[index] ?? 0;
      if (queryTurn[item] === turn) amounts.set(item, (amounts.get(item) ?? 0) + (gift * positionWeight(parameters.position, queryPlace[item] ?? 0, query.length)) / total);
    }
  }
  return [...amounts].map(([item, amount]) => ({ anchor: table.nameOf[item] ?? '', amount })).toSorted((a, b) => b.amount - a.amount || (a.anchor < b.anchor ? -1 : 1));
}

/** The neighbours of a question: found a moment ago, when the last question to this index was the same and the table has not changed since. */
function nearOf(work: Work): Int32Array {
  const { table, scratch, whole, asked } = work;
  const known = scratch.asked;
  return known?.query === whole && known.now === asked.now && known.changed === (table.live?.changed.count ?? 0) ? known.near : findNear(work);
}

function rarity({ table, parameters }: Work, item: number): number {
  return 1 + parameters.idfWeight * (table.idf[item] ?? 0);
}

/** The k nearest of the m newest sessions that share an item with the query. Their similarity and newest match stand in the scratch. */
function findNear({ table, parameters, scratch, whole, query, asked }: Work): Int32Array {
  scratch.turn += 1;
  scratch.asked = null;
  const { queryPlace, touched, sessionTurn, similarity, newest, queryTurn, turn } = scratch;
  const { live } = table;
  const gone = live?.gone;
  let count = 0;
  let squares = 0;
  let distinct = 0;
  const touch = (session: number, weight: number, place: number): void => {
    if (gone && gone[session] === 1) return;
    if (sessionTurn[session] !== turn) {
      sessionTurn[session] = turn;
      similarity[session] = 0;
      newest[session] = place;
      touched[count++] = session;
    }
    similarity[session] = (similarity[session] ?? 0) + weight;
  };
  for (let place = query.length; place >= 1; place -= 1) {
    const item = table.numberOf.get(query[place - 1] ?? '');
    if (item === undefined || queryTurn[item] === turn) continue;
    if (asked.isLate?.()) throw new TooLate('neighbours');
    queryTurn[item] = turn;
    queryPlace[item] = place;
    const weight = positionWeight(parameters.position, place, query.length);
    squares += weight * weight;
    distinct += 1;
    const late = live?.holders.get(item);
    const lateFrom = late ? Math.max(0, late.length - parameters.recent) : 0;
    if (late) for (let index = late.length - 1; index >= lateFrom; index -= 1) touch(late[index] ?? 0, weight, place);
    const end = table.holderStarts[item + 1] ?? 0;
    const first = Math.max(table.holderStarts[item] ?? 0, end - parameters.recent + (late ? late.length - lateFrom : 0));
    // One of the m newest of all is among the m newest of each of its items.
    for (let index = end - 1; index >= first; index -= 1) touch(table.holders[index] ?? 0, weight, place);
  }
  if (parameters.recent < count) count = exactly(touched, count, parameters.recent, (session) => session);
  for (let index = 0; index < count; index += 1) {
    const session = touched[index] ?? 0;
    const size = (table.starts[session + 1] ?? 0) - (table.starts[session] ?? 0);
    const length = parameters.norm === 'cosine' ? Math.sqrt(squares) * Math.sqrt(size) : distinct;
    const days = Math.max(0, asked.now - (table.at[session] ?? 0)) / 86_400;
    const back = query.length - (newest[session] ?? 0);
    similarity[session] = ((similarity[session] ?? 0) / length) * Math.exp(-days / parameters.lambdaDays - back / parameters.lambdaMatch);
  }
  if (parameters.neighbours < count) count = exactly(touched, count, parameters.neighbours, (session) => similarity[session] ?? 0);
  scratch.asked = { query: whole, now: asked.now, changed: live?.changed.count ?? 0, near: touched.subarray(0, count) };
  return scratch.asked.near;
}

/** The `take` largest, equal ones by the larger number: the newer session. */
function exactly(numbers: Int32Array, count: number, take: number, key: (number: number) => number): number {
  const kept = keepLargest(numbers, count, take, key);
  if (kept > take) numbers.subarray(0, kept).set(Int32Array.from(Array.from(numbers.subarray(0, kept)).toSorted((a, b) => key(b) - key(a) || b - a)));
  return take;
}

function positionWeight(position: SessionParameters['position'], place: number, length: number): number {
  if (position === 'same') return 1;
  return position === 'quadratic' ? (place / length) ** 2 : Math.exp((place - length) / position.lambda);
}

/** Adds up what each item gets from the neighbours that hold it; answers how many items there are. */
function scoreItems({ table, parameters, scratch, query, asked }: Work, near: Int32Array): number {
  const { byDistance, similarity, newest, queryTurn, itemTurn, score, support, found, turn } = scratch;
  let [count, read] = [0, 0];
  for (const session of near) {
    if ((++read & 63) === 0 && asked.isLate?.()) throw new TooLate('scores');
    const start = table.starts[session] ?? 0;
    const end = table.starts[session + 1] ?? 0;
    // Items stand by their last place, the latest first: the first that is in the query is where the session was left.
    let match = start;
    while (match < end && queryTurn[table.items[match] ?? 0] !== turn) match += 1;
    const matchPlace = table.places[match] ?? 0;
    const linear = parameters.hasLinearMatch ? Math.max(0, 1 - 0.1 * (query.length - (newest[session] ?? 0) + 1)) : 1;
    const share = (similarity[session] ?? 0) * linear;
    for (let index = start; index < end; index += 1) {
      const item = table.items[index] ?? 0;
      if (itemTurn[item] !== turn) {
        itemTurn[item] = turn;
        score[item] = 0;
        support[item] = 0;
        found[count++] = item;
      }
      score[item] = (score[item] ?? 0) + share * (byDistance[Math.abs((table.places[index] ?? 0) - matchPlace)] ?? 0) * (1 + parameters.idfWeight * (table.idf[item] ?? 0));
      support[item] = (support[item] ?? 0) + 1;
    }
  }
  return count;
}

/** For each chosen item the place in the query that most of its score came through: the newest match of the neighbours that hold it. */
function anchorsOf({ table, scratch, query }: Work, near: Int32Array, chosen: readonly number[]): Map<number, number> {
  const { byDistance, similarity, newest, queryTurn, turn, chosenAs } = scratch;
  const width = query.length + 1;
  // Below nothing where no neighbour holds the item and was matched there.
  if (scratch.shares.length < chosen.length * width) scratch.shares = new Float64Array(chosen.length * width);
  const shares = scratch.shares.fill(-1, 0, chosen.length * width);
  chosen.forEach((item, index) => { chosenAs[item] = index + 1; });
  for (const session of near) {
    const start = table.starts[session] ?? 0;
    const end = table.starts[session + 1] ?? 0;
    let match = start;
    while (match < end && queryTurn[table.items[match] ?? 0] !== turn) match += 1;
    for (let index = start; index < end; index += 1) {
      const as = chosenAs[table.items[index] ?? 0] ?? 0;
      if (as === 0) continue;
      const at = (as - 1) * width + (newest[session] ?? 0);
      shares[at] = Math.max(0, shares[at] ?? 0) + (similarity[session] ?? 0) * (byDistance[Math.abs((table.places[index] ?? 0) - (table.places[match] ?? 0))] ?? 0);
    }
  }
  return new Map(chosen.map((item, index) => {
    chosenAs[item] = 0;
    let [anchor, most] = [0, -1];
    for (let place = query.length; place >= 1; place -= 1) {
      const share = shares[index * width + place] ?? -1;
      if (share > most) [anchor, most] = [place, share];
    }
    return [item, anchor];
  }));
}
