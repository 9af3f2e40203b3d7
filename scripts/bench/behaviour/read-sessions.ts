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
  return table.rows.map((row, index) => {
    const event = { session: row[session] ?? '', item: row[item] ?? '', seconds: secondsOf(row[time] ?? ''), kind: row[kind] ?? '', user: row[user] ?? '' };
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
  return [...bySession].map(([id, of]): Session => {
    const ordered = of.toSorted((a, b) => a.seconds - b.seconds);
    return { id, items: ordered.map((event) => event.item), at: ordered.at(-1)?.seconds ?? 0 };
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
