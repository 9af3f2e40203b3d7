import type { Session } from '@/lib/learning';
import { columnOf, readTable, secondsOf, type TextTable } from './read-table';

export type SessionEvent = { readonly session: string; readonly item: string; readonly seconds: number; /** Empty where the file knows none. */ readonly kind: string; readonly user: string };

/**
 * The events of a file with a session, an item and a time: `SessionId ItemId Time` or `action_time user_id sku_id type sessionId index`. A column `index` is
 * a time only beside a plain date: elsewhere it numbers rows.
 * @throws Error in one sentence that names the file and the line
 */
export function eventsOf(table: TextTable): SessionEvent[] {
  const [session, item] = [columnOf(table, 'SessionId', 'session'), columnOf(table, 'ItemId', 'item_id', 'sku_id', 'product_id')];
  const named = columnOf(table, 'Time', 'timestamp');
  const [fine, date] = [columnOf(table, 'index'), columnOf(table, 'action_time', 'eventdate')];
  const isFine = fine !== -1 && table.rows.every((row) => Number.isFinite(secondsOf(row[fine] ?? '')));
  const time = named !== -1 ? named : isFine || date === -1 ? fine : date;
  if (session === -1 || item === -1 || time === -1) throw new Error(`${table.path}, line 1: the columns SessionId, ItemId and Time are needed, or sessionId, sku_id and action_time.`);
  const [kind, user] = [columnOf(table, 'type', 'action'), columnOf(table, 'user_id', 'UserId')];
  // Each name once in memory, however many rows hold it.
  const names = new Map<string, string>();
  const nameOf = (cell = ''): string => names.get(cell) ?? (names.set(cell, cell), cell);
  return table.rows.map((row, index) => {
    const event = { session: nameOf(row[session]), item: nameOf(row[item]), seconds: secondsOf(row[time] ?? ''), kind: nameOf(row[kind]), user: nameOf(row[user]) };
    if (event.session === '' || event.item === '' || !Number.isFinite(event.seconds)) throw new Error(`${table.path}, line ${index + 2}: a session, an item and a time are needed.`);
    return event;
  });
}

/** Events as sessions, each in the order of time (events of one moment as they stand in the file). */
export function sessionsFrom(events: readonly SessionEvent[]): Session[] {
  const bySession = new Map<string, SessionEvent[]>();
  for (const event of events) {
    const of = bySession.get(event.session);
    if (of) of.push(event);
    else bySession.set(event.session, [event]);
  }
  const starts = new Set<number>();
  const sessions = [...bySession].map(([id, of]): Session => {
    const ordered = of.toSorted((a, b) => a.seconds - b.seconds);
    starts.add(ordered[0]?.seconds ?? 0);
    return { id, items: ordered.map((event) => event.item), at: ordered.at(-1)?.seconds ?? 0 };
  });
  const [start = 0] = starts;
  // Times that begin anew with every session number its events: when it was they do not say.
  return toldApart(starts.size === 1 && sessions.length > 1 ? sessions.map((session) => ({ ...session, at: start })) : sessions);
}

/** Seconds: a million sessions of one moment stay within it. */
const apart = 1e-6;

/** Where most sessions share their moment with others (dates alone, one time for all) those come in the order of their numbers or, without numbers, of the file. */
function toldApart(sessions: readonly Session[]): Session[] {
  const moments = new Map(sessions.map(({ at }) => [at, 0]));
  if (moments.size * 2 > sessions.length) return [...sessions];
  const isNumbered = sessions.every(({ id }) => /^\d+$/.test(id));
  const ordered = isNumbered ? sessions.toSorted((a, b) => a.id.length - b.id.length || (a.id < b.id ? -1 : 1)) : sessions;
  return ordered.map((session) => {
    const before = moments.get(session.at) ?? 0;
    moments.set(session.at, before + 1);
    return { ...session, at: session.at + apart * before };
  });
}

export function readSessions(path: string): Session[] {
  return sessionsFrom(eventsOf(readTable(path)));
}

/** What a prediction is asked after: the items before it; only items that training knows. */
export function knownOnly(test: readonly Session[], train: readonly Session[]): Session[] {
  const known = new Set(train.flatMap((session) => session.items));
  return test.map((session) => ({ ...session, items: session.items.filter((item) => known.has(item)) })).filter((session) => session.items.length >= 2);
}
