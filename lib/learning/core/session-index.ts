import { keepLargest } from './keep-largest';
import { rankFirst } from './rank-first';
import { maxSessionItems, nextTurn, sessionTable, type Session, type SessionTable } from './session-table';
import { anchorsOf, contributionsTo, type Contribution, type Known, type Scratch } from './through-query';

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
  /** Similarity over sqrt(Σ w²) sqrt(|s|), over the number of the query's items, or (where each weighs 1) over how many items either holds. */
  readonly norm: 'cosine' | 'query' | 'jaccard';
  /** Decay of old sessions in days, of distance from the match within a session, and of sessions matched only by an old item of the query. */
  readonly lambdaDays: number;
  readonly lambdaDistance: number;
  readonly lambdaMatch: number;
  /** What a session matched by the query's n-th newest item gives is scaled by 1 - n / 10; which sessions are near is not. */
  readonly hasLinearMatch: boolean;
  /** The same by 1 / n². */
  readonly hasQuadraticMatch?: boolean;
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

/** The best of what was found, by number and the best first: `items[0] … items[count - 1]`, with score and support at the place of each number. Holds until the next question. */
export type Found = { readonly count: number; readonly items: Int32Array; readonly score: Float64Array; readonly support: Int32Array };
export type SessionIndex = {
  readonly sessionCount: number; readonly recommend: (query: readonly string[], asked: Asked) => Scored[];
  /** The same without anchors, for who goes on with numbers: nothing is made of each. */
  readonly find: (query: readonly string[], asked: Asked) => Found;
  /** The score of one item taken apart: the amounts sum to it, largest first. Empty for an item that no neighbour holds. */
  readonly explain: (query: readonly string[], item: string, asked: Asked) => Contribution[];
  /** `explain` of each of some items, in their order, from one look at the neighbours. */
  readonly explainAll: (query: readonly string[], items: readonly string[], asked: Asked) => Contribution[][];
  /** The anchors of some items by number, below 0 for what nobody knows, in their order; empty for one that no neighbour holds. */
  readonly anchors: (query: readonly string[], items: ArrayLike<number>, asked: Asked) => string[];
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
    turn: 0, byDistance: Float64Array.from({ length: maxSessionItems }, (_, distance) => Math.exp(-distance / parameters.lambdaDistance)), byStep: Float64Array.from({ length: maxQueryItems }, (_, back) => stepWeight(parameters, back + 1)), weightAt: new Float64Array(maxQueryItems + 1), touched: new Int32Array(sessionRoom), sessionTurn: new Int32Array(sessionRoom), similarity: new Float64Array(sessionRoom), newest: new Int32Array(sessionRoom),
    asked: null, chosenAs: new Int32Array(itemRoom), shares: new Float64Array(0), hasShare: new Uint8Array(0), queryTurn: new Int32Array(itemRoom), queryPlace: new Int32Array(itemRoom), itemTurn: new Int32Array(itemRoom), score: new Float64Array(itemRoom), support: new Int32Array(itemRoom), found: new Int32Array(itemRoom),
  };
  const workOf = (query: readonly string[], asked: Asked): Work => ({ table, parameters, scratch, whole: query, query: query.length > maxQueryItems ? query.slice(-maxQueryItems) : query, asked });
  const known = (query: readonly string[], asked: Asked): Known => {
    const work = workOf(query, asked);
    return { ...work, near: nearOf(work) };
  };
  const explainAll: SessionIndex['explainAll'] = (query, items, asked) => contributionsTo(known(query, asked), items);
  return {
    sessionCount: table.sessionCount, recommend: (query, asked) => recommend(workOf(query, asked)), find: (query, asked) => find(workOf(query, asked)),
    explain: (query, item, asked) => explainAll(query, [item], asked)[0] ?? [], explainAll, anchors: (query, items, asked) => anchorsOf(known(query, asked), items),
  };
}

type Work = { readonly table: SessionTable; readonly parameters: SessionParameters; readonly scratch: Scratch; /** As it was asked: who asks about the same list again is answered from the same neighbours. */ readonly whole: readonly string[]; readonly query: readonly string[]; readonly asked: Asked };

function find(work: Work): Found {
  const { table, scratch, asked } = work;
  const count = scoreItems(work, findNear(work));
  const { found, score, support } = scratch;
  let shown = count;
  if (asked.without !== undefined && asked.without.size > 0) {
    const hidden = new Set(Array.from(asked.without, (name) => table.numberOf.get(name)));
    shown = 0;
    for (let index = 0; index < count; index += 1) {
      const item = found[index] ?? 0;
      if (!hidden.has(item)) found[shown++] = item;
    }
  }
  return { count: rankFirst(found, shown, asked.size ?? shown, { scores: score, support, names: table.nameOf }), items: found, score, support };
}

function recommend(work: Work): Scored[] {
  const { count, items, score, support } = find(work);
  const best = items.subarray(0, count);
  const anchors = work.asked.isWithoutAnchors ? [] : anchorsOf({ ...work, near: nearOf(work) }, best);
  return Array.from(best, (item, index): Scored => ({ item: work.table.nameOf[item] ?? '', score: score[item] ?? 0, support: support[item] ?? 0, anchor: anchors[index] ?? '' }));
}

/** The neighbours of a question: found a moment ago, when the last question to this index was the same and the table has not changed since. */
function nearOf(work: Work): Int32Array {
  const { table, scratch, whole, asked } = work;
  const known = scratch.asked;
  return known?.query === whole && known.now === asked.now && known.changed === (table.live?.changed.count ?? 0) ? known.near : findNear(work);
}

/** The k nearest of the m newest sessions that share an item with the query. Their similarity and newest match stand in the scratch. */
function findNear({ table, parameters, scratch, whole, query, asked }: Work): Int32Array {
  scratch.turn = nextTurn(scratch.turn);
  scratch.asked = null;
  const { queryPlace, weightAt, touched, sessionTurn, similarity, newest, queryTurn, turn } = scratch;
  const { live } = table;
  const gone = live?.gone;
  let count = 0;
  let squares = 0;
  let distinct = 0;
  const touch = (sessions: Int32Array, from: number, end: number, place: number): void => {
    const weight = weightAt[place] ?? 0;
    for (let index = end - 1; index >= from; index -= 1) {
      const session = sessions[index] ?? 0;
      if (gone && gone[session] === 1) continue;
      if (sessionTurn[session] !== turn) {
        sessionTurn[session] = turn;
        similarity[session] = 0;
        newest[session] = place;
        touched[count++] = session;
      }
      similarity[session] = (similarity[session] ?? 0) + weight;
    }
  };
  for (let place = query.length; place >= 1; place -= 1) {
    const item = table.numberOf.get(query[place - 1] ?? '');
    if (item === undefined || queryTurn[item] === turn) continue;
    if (asked.isLate?.()) throw new TooLate('neighbours');
    queryTurn[item] = turn;
    queryPlace[item] = place;
    const weight = positionWeight(parameters.position, place, query.length);
    weightAt[place] = weight;
    squares += weight * weight;
    distinct += 1;
    const late = live?.holders.get(item);
    const lateFrom = late ? Math.max(0, late.length - parameters.recent) : 0;
    if (late) touch(late, lateFrom, late.length, place);
    const end = table.holderStarts[item + 1] ?? 0;
    const first = Math.max(table.holderStarts[item] ?? 0, end - parameters.recent + (late ? late.length - lateFrom : 0));
    // One of the m newest of all is among the m newest of each of its items.
    touch(table.holders, first, end, place);
  }
  if (parameters.recent < count) count = exactly(touched, count, parameters.recent);
  for (let index = 0; index < count; index += 1) {
    const session = touched[index] ?? 0;
    const size = (table.starts[session + 1] ?? 0) - (table.starts[session] ?? 0);
    const length = parameters.norm === 'cosine' ? Math.sqrt(squares) * Math.sqrt(size) : parameters.norm === 'query' ? distinct : distinct + size - (similarity[session] ?? 0);
    const days = Math.max(0, asked.now - (table.at[session] ?? 0)) / 86_400;
    const back = query.length - (newest[session] ?? 0);
    similarity[session] = ((similarity[session] ?? 0) / length) * Math.exp(-days / parameters.lambdaDays - back / parameters.lambdaMatch);
  }
  if (parameters.neighbours < count) count = exactly(touched, count, parameters.neighbours, similarity);
  scratch.asked = { query: whole, now: asked.now, changed: live?.changed.count ?? 0, near: touched.subarray(0, count) };
  return scratch.asked.near;
}

/** The `take` largest, equal ones by the larger number: the newer session. */
function exactly(numbers: Int32Array, count: number, take: number, keys?: Float64Array): number {
  const kept = keepLargest(numbers, count, take, keys);
  if (kept > take) numbers.subarray(0, kept).sort((a, b) => (keys === undefined ? 0 : (keys[b] ?? 0) - (keys[a] ?? 0)) || b - a);
  return take;
}

function positionWeight(position: SessionParameters['position'], place: number, length: number): number {
  if (position === 'same') return 1;
  return position === 'quadratic' ? (place / length) ** 2 : Math.exp((place - length) / position.lambda);
}

/** What is left of what a session gives that was matched by the query's `step`-th newest item, from 1. */
function stepWeight({ hasLinearMatch, hasQuadraticMatch = false }: SessionParameters, step: number): number {
  return (hasLinearMatch ? Math.max(0, 1 - 0.1 * step) : 1) / (hasQuadraticMatch ? step * step : 1);
}

/** Adds up what each item gets from the neighbours that hold it; answers how many items there are. */
function scoreItems({ table, parameters, scratch, query, asked }: Work, near: Int32Array): number {
  const { byDistance, byStep, similarity, newest, queryTurn, itemTurn, score, support, found, turn } = scratch;
  const { items, places, starts, idf } = table;
  const { idfWeight } = parameters;
  let count = 0;
  for (let read = 0; read < near.length; read += 1) {
    if ((read & 63) === 63 && asked.isLate?.()) throw new TooLate('scores');
    const session = near[read] ?? 0;
    const start = starts[session] ?? 0;
    const end = starts[session + 1] ?? 0;
    // Items stand by their last place, the latest first: the first that is in the query is where the session was left.
    let match = start;
    while (match < end && queryTurn[items[match] ?? 0] !== turn) match += 1;
    const matchPlace = places[match] ?? 0;
    const share = (similarity[session] ?? 0) * (byStep[query.length - (newest[session] ?? 0)] ?? 0);
    for (let index = start; index < end; index += 1) {
      const item = items[index] ?? 0;
      if (itemTurn[item] !== turn) {
        itemTurn[item] = turn;
        score[item] = 0;
        support[item] = 0;
        found[count++] = item;
      }
      score[item] = (score[item] ?? 0) + share * (byDistance[Math.abs((places[index] ?? 0) - matchPlace)] ?? 0) * (1 + idfWeight * (idf[item] ?? 0));
      support[item] = (support[item] ?? 0) + 1;
    }
  }
  return count;
}
