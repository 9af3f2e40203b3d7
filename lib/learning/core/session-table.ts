/** One visit: items in the order they were looked at, and when it ended (seconds). */
export type Session = { readonly id: string; readonly items: readonly string[]; readonly at: number };

/** Visits as plain numbers in typed arrays, about 25 bytes an event: a visit's number is its rank in time, the newest the largest. */
export type SessionTable = {
  readonly sessionCount: number;
  readonly itemCount: number;
  readonly numberOf: ReadonlyMap<string, number>;
  readonly nameOf: readonly string[];
  /** Visit s holds `items[starts[s]] … items[starts[s + 1] - 1]`, each item once, by its last place in the visit, which `places` tells. */
  readonly starts: Int32Array;
  readonly items: Int32Array;
  readonly places: Int32Array;
  readonly at: Float64Array;
  /** The visits that hold item i, oldest first, are `holders[holderStarts[i]] … holders[holderStarts[i + 1] - 1]`. */
  readonly holderStarts: Int32Array;
  readonly holders: Int32Array;
  /** ln(visits / events of the item): rare items tell more. */
  readonly idf: Float64Array;
  /** What changed since the arrays were made; absent where nothing can. The arrays then have room for more than `sessionCount` and `itemCount` say. */
  readonly live?: LivePart;
};

/** The rules of one item: `items[from] … items[end - 1]` with their shares, strongest first. */
export type RuleRow = { readonly items: Int32Array; readonly shares: Float32Array; readonly from: number; readonly end: number };
export type RuleRows = { readonly follows: RuleRow; readonly together: RuleRow };

/** Kept beside a table while it serves: visits that came since, and those that count no longer. */
export type LivePart = {
  /** Visits and items of the table as it was made. */
  readonly made: { readonly sessions: number; readonly items: number };
  /** 1 for a visit that every reader passes over. */
  readonly gone: Uint8Array;
  /** The visits since that hold an item, oldest first; their numbers are larger than those of the table as it was made. */
  readonly holders: ReadonlyMap<number, Int32Array>;
  /** Of every item of a visit that came or went: by how much its visits are more or fewer, all of them and the recent ones. */
  readonly change: ReadonlyMap<number, { readonly all: number; readonly recent: number }>;
  /** Rules of such items, worked out again when first asked for; emptied with every change. */
  readonly rows: Map<number, RuleRows>;
  /** One more with every change: what was worked out before it is of another table. */
  readonly changed: { count: number };
};

/** The number of the next question to arrays that remember by it what is written anew: 32 bits as they hold, and never the 0 of what was never written. */
export function nextTurn(turn: number): number {
  return (turn + 1) | 0 || 1;
}

/** Of a longer visit only the end counts: nobody looks at so much, and a machine must not fill the index. */
export const maxSessionItems = 500;

/** Empty visits are left out; visits of one moment are ordered by id, so that the table depends on nothing but what is in it. */
export function sessionTable(sessions: readonly Session[]): SessionTable {
  const ordered = sessions.filter((session) => session.items.length > 0).toSorted((a, b) => a.at - b.at || (a.id < b.id ? 1 : -1));
  const numberOf = new Map<string, number>();
  const nameOf: string[] = [];
  const eventCounts: number[] = [];
  const holderCounts: number[] = [];
  const starts = new Int32Array(ordered.length + 1);
  const items: number[] = [];
  const places: number[] = [];
  ordered.forEach((session, number) => {
    const seen = new Set<number>();
    const kept = session.items.slice(-maxSessionItems);
    for (let place = kept.length - 1; place >= 0; place -= 1) {
      const name = kept[place] ?? '';
      let item = numberOf.get(name);
      if (item === undefined) {
        item = nameOf.length;
        numberOf.set(name, item);
        nameOf.push(name);
      }
      eventCounts[item] = (eventCounts[item] ?? 0) + 1;
      if (seen.has(item)) continue;
      seen.add(item);
      holderCounts[item] = (holderCounts[item] ?? 0) + 1;
      items.push(item);
      places.push(place);
    }
    starts[number + 1] = items.length;
  });
  const idf = Float64Array.from(eventCounts, (count) => Math.log(ordered.length / count));
  return {
    sessionCount: ordered.length, itemCount: nameOf.length, numberOf, nameOf, starts, items: Int32Array.from(items), places: Int32Array.from(places),
    at: Float64Array.from(ordered, (session) => session.at), idf, ...holdersOf(starts, items, holderCounts),
  };
}

/** The whole table from what is stored of it: the visits of each item follow from the items of each visit. */
export function tableOf({ nameOf, starts, items, places, at, idf }: Pick<SessionTable, 'nameOf' | 'starts' | 'items' | 'places' | 'at' | 'idf'>): SessionTable {
  const counts = new Array<number>(nameOf.length).fill(0);
  for (const item of items) counts[item] = (counts[item] ?? 0) + 1;
  const numberOf = new Map(nameOf.map((name, item) => [name, item]));
  return { sessionCount: starts.length - 1, itemCount: nameOf.length, numberOf, nameOf, starts, items, places, at, idf, ...holdersOf(starts, items, counts) };
}

function holdersOf(starts: Int32Array, items: ArrayLike<number>, counts: readonly number[]): Pick<SessionTable, 'holderStarts' | 'holders'> {
  const holderStarts = new Int32Array(counts.length + 1);
  counts.forEach((count, item) => { holderStarts[item + 1] = (holderStarts[item] ?? 0) + count; });
  const next = holderStarts.slice();
  const holders = new Int32Array(items.length);
  for (let session = 0; session + 1 < starts.length; session += 1) {
    for (let index = starts[session] ?? 0; index < (starts[session + 1] ?? 0); index += 1) {
      const item = items[index] ?? 0;
      const place = next[item] ?? 0;
      holders[place] = session;
      next[item] = place + 1;
    }
  }
  return { holderStarts, holders };
}
