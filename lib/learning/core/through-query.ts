import type { SessionTable } from './session-table';

/** What an item of the query gives to the score of a recommended one. */
export type Contribution = { readonly anchor: string; readonly amount: number };

/** Reused by every query; what was written in an earlier turn counts as never written. */
export type Scratch = {
  turn: number;
  /** What is left of a score so many places from the match. */
  readonly byDistance: Float64Array;
  /** What is left of what a neighbour gives when so many items of the query are newer than its match. */
  readonly byStep: Float64Array;
  /** The weight of each place of the query that the table knows, from 1. */
  readonly weightAt: Float64Array;
  /** What the neighbours that stand here were found for. */
  asked: { readonly query: readonly string[]; readonly now: number; readonly changed: number; readonly near: Int32Array } | null;
  readonly queryPlace: Int32Array;
  readonly touched: Int32Array; readonly sessionTurn: Int32Array; readonly similarity: Float64Array; readonly newest: Int32Array;
  /** Which of the chosen items an item is, from 1; 0 between two questions. Of each of them what came through each place of the query, and whether anything did. */
  readonly chosenAs: Int32Array; shares: Float64Array; hasShare: Uint8Array;
  readonly queryTurn: Int32Array; readonly itemTurn: Int32Array; readonly score: Float64Array; readonly support: Int32Array; readonly found: Int32Array;
};

/** A question whose neighbours stand in the scratch. `query`: no longer than an index looks back. */
export type Known = { readonly table: SessionTable; readonly parameters: { readonly idfWeight: number }; readonly scratch: Scratch; readonly query: readonly string[]; readonly near: Int32Array };

/** For each item the name in the query that most of its score came through: the newest match of the neighbours that hold it. Empty where none holds it. */
export function anchorsOf({ table, scratch, query, near }: Known, chosen: ArrayLike<number>): string[] {
  const { byDistance, similarity, newest, queryTurn, turn, chosenAs } = scratch;
  const { items, places, starts } = table;
  const width = query.length + 1;
  const distinct = numbered(scratch, chosen);
  // Below nothing where no neighbour holds the item and was matched there.
  const shares = withRoom(scratch, distinct * width).shares.fill(-1, 0, distinct * width);
  for (let read = 0; read < near.length; read += 1) {
    const session = near[read] ?? 0;
    const start = starts[session] ?? 0;
    const end = starts[session + 1] ?? 0;
    const at = newest[session] ?? 0;
    let match = start;
    while (match < end && queryTurn[items[match] ?? 0] !== turn) match += 1;
    const matchPlace = places[match] ?? 0;
    for (let index = start; index < end; index += 1) {
      const as = chosenAs[items[index] ?? 0] ?? 0;
      if (as === 0) continue;
      const share = (as - 1) * width + at;
      shares[share] = Math.max(0, shares[share] ?? 0) + (similarity[session] ?? 0) * (byDistance[Math.abs((places[index] ?? 0) - matchPlace)] ?? 0);
    }
  }
  const anchors: string[] = [];
  for (let index = 0; index < chosen.length; index += 1) {
    const as = chosenAs[chosen[index] ?? -1] ?? 0;
    let anchor = 0;
    let most = -1;
    for (let place = query.length; as > 0 && place >= 1; place -= 1) {
      const share = shares[(as - 1) * width + place] ?? -1;
      if (share > most) {
        anchor = place;
        most = share;
      }
    }
    anchors.push(anchor === 0 ? '' : (query[anchor - 1] ?? ''));
  }
  forget(scratch, chosen);
  return anchors;
}

/**
 * What the items of the query give to each of some items, largest first. A neighbour's similarity is the sum of the weights of the query's items that it
 * holds, times what is the same for all of them: so what it gives to an item belongs to them in the shares of their weights.
 */
export function contributionsTo({ table, parameters, scratch, query, near }: Known, names: readonly string[]): Contribution[][] {
  const { byDistance, byStep, similarity, newest, queryTurn, queryPlace, weightAt, turn, chosenAs } = scratch;
  const { items, places, starts, idf } = table;
  const chosen = names.map((name) => table.numberOf.get(name) ?? -1);
  const width = query.length + 1;
  const distinct = numbered(scratch, chosen);
  const { shares, hasShare } = withRoom(scratch, distinct * width);
  shares.fill(0, 0, distinct * width);
  hasShare.fill(0, 0, distinct * width);
  for (let read = 0; read < near.length; read += 1) {
    const session = near[read] ?? 0;
    const start = starts[session] ?? 0;
    const end = starts[session + 1] ?? 0;
    let match = -1;
    let total = 0;
    let isHolder = false;
    for (let index = start; index < end; index += 1) {
      const item = items[index] ?? 0;
      if (chosenAs[item] !== 0) isHolder = true;
      if (queryTurn[item] !== turn) continue;
      if (match < 0) match = index;
      total += weightAt[queryPlace[item] ?? 0] ?? 0;
    }
    if (!isHolder || match < 0) continue;
    const left = byStep[query.length - (newest[session] ?? 0)] ?? 0;
    const matchPlace = places[match] ?? 0;
    for (let at = start; at < end; at += 1) {
      const wanted = items[at] ?? 0;
      const as = chosenAs[wanted] ?? 0;
      if (as === 0) continue;
      const gift = (similarity[session] ?? 0) * left * (byDistance[Math.abs((places[at] ?? 0) - matchPlace)] ?? 0) * (1 + parameters.idfWeight * (idf[wanted] ?? 0));
      for (let index = match; index < end; index += 1) {
        const item = items[index] ?? 0;
        if (queryTurn[item] !== turn) continue;
        const place = queryPlace[item] ?? 0;
        const share = (as - 1) * width + place;
        shares[share] = (shares[share] ?? 0) + (gift * (weightAt[place] ?? 0)) / total;
        hasShare[share] = 1;
      }
    }
  }
  const given = chosen.map((item) => {
    const row = ((chosenAs[item] ?? 0) - 1) * width;
    const parts: Contribution[] = [];
    for (let place = 1; row >= 0 && place < width; place += 1) if (hasShare[row + place] === 1) parts.push({ anchor: query[place - 1] ?? '', amount: shares[row + place] ?? 0 });
    return parts.sort((a, b) => b.amount - a.amount || (a.anchor < b.anchor ? -1 : 1));
  });
  forget(scratch, chosen);
  return given;
}

/** Gives each of the items a number from 1, the same one to the same item; answers how many there are. */
function numbered({ chosenAs }: Scratch, chosen: ArrayLike<number>): number {
  let distinct = 0;
  for (let index = 0; index < chosen.length; index += 1) {
    const item = chosen[index] ?? -1;
    if (item >= 0 && chosenAs[item] === 0) chosenAs[item] = ++distinct;
  }
  return distinct;
}

function forget({ chosenAs }: Scratch, chosen: ArrayLike<number>): void {
  for (let index = 0; index < chosen.length; index += 1) if ((chosen[index] ?? -1) >= 0) chosenAs[chosen[index] ?? -1] = 0;
}

function withRoom(scratch: Scratch, room: number): Scratch {
  if (scratch.shares.length < room) {
    scratch.shares = new Float64Array(2 * room);
    scratch.hasShare = new Uint8Array(2 * room);
  }
  return scratch;
}
