import { decodeIndex, encodeIndex, itemRules, ownedTable, sessionTable, type IndexFault, type IndexOrigin, type ItemRules, type OwnedTable } from '@/lib/learning';
import { countsOf, noFacts, casesOf, type Counts, type HistoryEvent, type ListingFacts } from './history-cases';
import { learnNextAction, type NextActionState } from './next-action';
import { ownerOf } from './owner-of';
import { sessionsDigest, sessionsOf } from './sessions-of';

/** What a process serves from: everything that was learnt from events up to one of them. */
export type IndexContent = {
  readonly origin: IndexOrigin; readonly owned: OwnedTable; readonly rules: ItemRules; readonly nextAction: NextActionState;
  readonly counts: ReadonlyMap<string, Counts>;
  /** SHA-256 of the visits: with it the same index can be told when it is built again. */
  readonly sessionsSha256: string; readonly isDemo: boolean;
};
type Extra = { readonly nextAction: NextActionState; readonly counts: readonly (readonly [id: string, all: number, save: number, buy: number])[]; readonly sessionsSha256: string; readonly isDemo: boolean };

/** How much may come between two builds; what is more waits for the next. */
const room = { sessions: 20_000, events: 60_000, items: 20_000 } as const;

/** One file from consented events in order of time. The same events and origin give the same bytes. */
export function buildIndexFile(events: readonly HistoryEvent[], origin: IndexOrigin, facts: ListingFacts = noFacts): { readonly file: Uint8Array; readonly sessionCount: number; readonly itemCount: number } {
  const sessions = sessionsOf(events);
  const table = sessionTable(sessions);
  const owners = ownersOf(sessions);
  const extra: Extra = {
    nextAction: learnNextAction(casesOf(events, facts)), sessionsSha256: sessionsDigest(sessions), isDemo: events.some((event) => event.isDemo),
    counts: [...countsOf(events)].map(([id, { all, save, buy }]) => [id, all, save, buy]),
  };
  return { file: encodeIndex({ table, rules: itemRules(table), origin, owners, extra: JSON.stringify(extra) }), sessionCount: table.sessionCount, itemCount: table.itemCount };
}

/** The owner of each visit in the order in which a table keeps them. */
function ownersOf(sessions: ReturnType<typeof sessionsOf>): Uint32Array {
  const kept = sessions.filter((session) => session.items.length > 0).toSorted((a, b) => a.at - b.at || (a.id < b.id ? 1 : -1));
  return Uint32Array.from(kept, (session) => ownerOf(session.id.slice(0, session.id.indexOf(' '))));
}

export function readIndexFile(file: Uint8Array): { readonly ok: true; readonly content: IndexContent } | { readonly ok: false; readonly fault: IndexFault } {
  const read = decodeIndex(file);
  if (!read.ok) return read;
  const { table, rules, origin, owners, extra } = read.contents;
  const { counts, ...rest } = JSON.parse(extra) as Extra;
  return { ok: true, content: { ...rest, origin, rules, owned: ownedTable(table, owners, room), counts: new Map(counts.map(([id, all, save, buy]) => [id, { all, save, buy }])) } };
}

/** Where no index is: nothing is known, and all that comes is new. */
export function emptyContent(since: string): IndexContent {
  const table = sessionTable([]);
  return { origin: { builtAt: 0, newestEventId: '0', since }, owned: ownedTable(table, new Uint32Array(0), room), rules: itemRules(table), nextAction: learnNextAction([]), counts: new Map(), sessionsSha256: sessionsDigest([]), isDemo: false };
}

export type Fresh = { readonly sessions: readonly FreshSession[]; readonly owners: ReadonlySet<number> };
type FreshSession = ReturnType<typeof sessionsOf>[number] & { readonly owner: number };

/**
 * What is known now of everybody who did something since: her whole past, each person and each address heard once. `events`: all of these subjects, and
 * who was first with each of these listings from their addresses.
 */
export function freshSessions(events: readonly HistoryEvent[], subjects: ReadonlySet<string>): Fresh {
  const sessions = sessionsOf(events).flatMap((session): FreshSession[] => {
    const subject = session.id.slice(0, session.id.indexOf(' '));
    return subjects.has(subject) ? [{ ...session, owner: ownerOf(subject) }] : [];
  });
  return { sessions, owners: new Set([...subjects].map(ownerOf)) };
}
