import { maxSessionItems, type LivePart, type Session, type SessionTable } from './session-table';

/** A visit and a number that stands for whose it is; 0 for nobody's. */
export type OwnedSession = Session & { readonly owner: number };
/** How much may come to a table while it serves. */
export type Room = { readonly sessions: number; readonly events: number; readonly items: number };
/** A table as its builder made it, with room in its arrays, and its visits by owner: those of `bucketOf(owner)` are `order[starts[b]] … order[starts[b + 1] - 1]`. */
export type OwnedTable = { readonly table: SessionTable; readonly owners: Uint32Array; readonly ownerStarts: Int32Array; readonly ownerOrder: Int32Array; readonly sessionCount: number; readonly eventCount: number };

const buckets = 1 << 16;
const bucketOf = (owner: number): number => (owner ^ (owner >>> 16)) & (buckets - 1);

/** Arrays with room at their end and the visits in order of their owners: what takes time is done before anything is served from it. */
export function ownedTable(table: SessionTable, owners: Uint32Array, room: Room): OwnedTable {
  const { sessionCount, itemCount } = table;
  const grown = <Numbers extends Int32Array | Float64Array>(numbers: Numbers, length: number): Numbers => {
    const larger = (numbers instanceof Int32Array ? new Int32Array(length) : new Float64Array(length)) as Numbers;
    larger.set(numbers);
    return larger;
  };
  const eventCount = table.items.length;
  const ownerStarts = new Int32Array(buckets + 1);
  for (let session = 0; session < sessionCount; session += 1) { const bucket = bucketOf(owners[session] ?? 0) + 1; ownerStarts[bucket] = (ownerStarts[bucket] ?? 0) + 1; }
  for (let bucket = 0; bucket < buckets; bucket += 1) ownerStarts[bucket + 1] = (ownerStarts[bucket + 1] ?? 0) + (ownerStarts[bucket] ?? 0);
  const [next, ownerOrder] = [ownerStarts.slice(), new Int32Array(sessionCount)];
  for (let session = 0; session < sessionCount; session += 1) {
    const bucket = bucketOf(owners[session] ?? 0);
    const place = next[bucket] ?? 0;
    ownerOrder[place] = session;
    next[bucket] = place + 1;
  }
  return {
    owners, ownerStarts, ownerOrder, sessionCount, eventCount,
    table: {
      ...table, starts: grown(table.starts, sessionCount + room.sessions + 1), items: grown(table.items, eventCount + room.events), places: grown(table.places, eventCount + room.events),
      at: grown(table.at, sessionCount + room.sessions), idf: grown(table.idf, itemCount + room.items),
    },
  };
}

export type LiveTable = {
  /** Always the same object: whoever serves from it sees each change at his next question. */
  readonly table: SessionTable;
  /** Puts what is known now of some owners in the place of what the table says of them; what was put there before goes. Answers how many visits had no room. */
  readonly replace: (fresh: readonly OwnedSession[], owners: ReadonlySet<number>) => number;
  /** Nothing of these owners counts until something is put in the place of it. */
  readonly forget: (owners: Iterable<number>) => void;
};

const recentShare = 0.1;
type Writable = { -readonly [Key in keyof SessionTable]: SessionTable[Key] };

/**
 * A table that serves while it changes: new visits are written behind the old ones, and visits that count no longer are marked. The same table, visits and
 * owners give the same answers, whatever was there in between. Visits written behind are the newest by number, and decay by their own time.
 */
export function liveTable({ table: made, owners, ownerStarts, ownerOrder, sessionCount, eventCount }: OwnedTable): LiveTable {
  const [numberOf, nameOf] = [new Map<string, number>(), [...made.nameOf]];
  nameOf.forEach((name, item) => { numberOf.set(name, item); });
  const [gone, holders, change] = [new Uint8Array(made.at.length), new Map<number, Int32Array>(), new Map<number, { all: number; recent: number }>()];
  const live = { made: { sessions: sessionCount, items: made.itemCount }, gone, holders, change, rows: new Map(), changed: { count: 0 } } satisfies LivePart;
  const table: Writable = { ...made, numberOf, nameOf, live };
  const recentFrom = Math.floor(sessionCount * (1 - recentShare));
  let [lastFresh, lastOwners]: [readonly OwnedSession[], ReadonlySet<number>] = [[], new Set()];

  const ownSessions = (owner: number): number[] => Array.from(ownerOrder.subarray(ownerStarts[bucketOf(owner)] ?? 0, ownerStarts[bucketOf(owner) + 1] ?? 0)).filter((session) => owners[session] === owner);
  const count = (session: number, by: 1 | -1): void => {
    for (let at = table.starts[session] ?? 0; at < (table.starts[session + 1] ?? 0); at += 1) {
      const item = table.items[at] ?? 0;
      const entry = change.get(item) ?? { all: 0, recent: 0 };
      change.set(item, { all: entry.all + by, recent: entry.recent + (session >= recentFrom ? by : 0) });
    }
  };
  const drop = (session: number): void => {
    if (gone[session] === 1) return;
    gone[session] = 1;
    count(session, -1);
  };

  function reset(): void {
    live.changed.count += 1;
    gone.fill(0);
    for (const name of nameOf.slice(made.itemCount)) numberOf.delete(name);
    nameOf.length = made.itemCount;
    for (const map of [holders, change, live.rows]) map.clear();
    [table.sessionCount, table.itemCount] = [sessionCount, made.itemCount];
  }

  function replace(fresh: readonly OwnedSession[], replaced: ReadonlySet<number>): number {
    [lastFresh, lastOwners] = [fresh, replaced];
    reset();
    const wanted = fresh.filter((session) => session.items.length > 0).toSorted((a, b) => a.at - b.at || (a.id < b.id ? 1 : -1));
    const kept = new Set<OwnedSession>();
    const byOwner = new Map<number, OwnedSession[]>();
    for (const session of wanted) {
      const of = byOwner.get(session.owner);
      if (of) of.push(session); else byOwner.set(session.owner, [session]);
    }
    for (const owner of replaced) {
      const mine = byOwner.get(owner) ?? [];
      for (const session of ownSessions(owner)) {
        const same = mine.find((each) => !kept.has(each) && isSame(session, each));
        if (same) kept.add(same); else drop(session);
      }
    }
    const added = wanted.filter((session) => !kept.has(session));
    let [number, end, full] = [sessionCount, eventCount, 0];
    const of = new Map<number, number[]>();
    for (const session of added) {
      const distinct = lastPlaces(session);
      const unknown = distinct.filter(([name]) => !numberOf.has(name)).length;
      if (number >= made.at.length || end + distinct.length > made.items.length || nameOf.length + unknown > made.idf.length) { full += 1; continue; }
      for (const [name, place] of distinct) {
        const item = numberFor(name);
        table.items[end] = item;
        table.places[end++] = place;
        const entry = of.get(item);
        if (entry) entry.push(number); else of.set(item, [number]);
      }
      table.starts[number] = end - distinct.length;
      table.at[number] = session.at;
      table.starts[++number] = end;
    }
    [table.sessionCount, table.itemCount] = [number, nameOf.length];
    for (const [item, sessions] of of) holders.set(item, Int32Array.from(sessions));
    for (let session = sessionCount; session < number; session += 1) count(session, 1);
    for (let item = made.itemCount; item < nameOf.length; item += 1) table.idf[item] = Math.log(Math.max(1, number) / Math.max(1, of.get(item)?.length ?? 1));
    return full;
  }

  function numberFor(name: string): number {
    const known = numberOf.get(name);
    if (known !== undefined) return known;
    numberOf.set(name, nameOf.length);
    return nameOf.push(name) - 1;
  }

  function isSame(session: number, { at, ...of }: OwnedSession): boolean {
    const [start, end] = [table.starts[session] ?? 0, table.starts[session + 1] ?? 0];
    const distinct = lastPlaces({ at, ...of });
    // Times are stored in whole seconds.
    return end - start === distinct.length && Math.abs((table.at[session] ?? 0) - at) <= 1 && distinct.every(([name, place], index) => numberOf.get(name) === table.items[start + index] && table.places[start + index] === place);
  }

  return {
    table, replace,
    forget(others) {
      const left = new Set(others);
      if (left.size > 0) replace(lastFresh.filter((session) => !left.has(session.owner)), new Set([...lastOwners, ...left]));
    },
  };
}

/** Each item of a visit once with its last place, the latest first: as a table holds it. */
function lastPlaces({ items }: Session): (readonly [name: string, place: number])[] {
  const kept = items.slice(-maxSessionItems);
  const seen = new Set<string>();
  const places: (readonly [string, number])[] = [];
  for (let place = kept.length - 1; place >= 0; place -= 1) {
    const name = kept[place] ?? '';
    if (seen.has(name)) continue;
    seen.add(name);
    places.push([name, place]);
  }
  return places;
}
