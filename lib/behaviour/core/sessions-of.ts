import { createHash } from 'node:crypto';
import type { Session } from '@/lib/learning';
import type { HistoryEvent } from './history-cases';
import { oneVoice } from './one-voice';

/** Say nothing of what goes with what. */
const silentKinds: ReadonlySet<string> = new Set(['DISMISS', 'LEAVE', 'SEARCH', 'REQUEST']);

/**
 * Visits as lists of listings in order, each person and each address heard once for a listing, and each listing once a visit, where it was opened last: who goes to and fro between two
 * would else make what is rare in visits look frequent. Time in seconds, of the last event.
 */
export function sessionsOf(events: readonly HistoryEvent[]): Session[] {
  const sessions = new Map<string, { id: string; items: Set<string>; at: number }>();
  const looks = events.filter((event) => !silentKinds.has(event.kind)).map((event) => ({ ...event, origin: event.origin ?? '' }));
  for (const event of oneVoice(looks)) {
    const id = `${event.subject} ${event.visit}`;
    const session = sessions.get(id) ?? { id, items: new Set<string>(), at: 0 };
    session.items.delete(event.listingId);
    session.items.add(event.listingId);
    session.at = event.at / 1000;
    sessions.set(id, session);
  }
  return [...sessions.values()].map((session) => ({ ...session, items: [...session.items] }));
}

/** SHA-256 over every visit: equal digests mean that the same index would be built. */
export function sessionsDigest(sessions: readonly Session[]): string {
  const hash = createHash('sha256');
  for (const { id, items, at } of sessions) hash.update(`${id} ${at} ${items.join(' ')}\n`);
  return hash.digest('hex');
}
