import { createHash } from 'node:crypto';
import type { Session } from '@/lib/learning';
import type { HistoryEvent } from './history-cases';
import { oneVoice } from './one-voice';

/** Say nothing of what goes with what. */
const silentKinds: ReadonlySet<string> = new Set(['DISMISS', 'LEAVE', 'SEARCH', 'REQUEST']);

/** Visits as lists of listings in order, each person and each address heard once for a listing; time in seconds, of the last event. */
export function sessionsOf(events: readonly HistoryEvent[]): Session[] {
  const sessions = new Map<string, { id: string; items: string[]; at: number }>();
  const looks = events.filter((event) => !silentKinds.has(event.kind)).map((event) => ({ ...event, origin: event.origin ?? '' }));
  for (const event of oneVoice(looks)) {
    const id = `${event.subject} ${event.visit}`;
    const session = sessions.get(id) ?? { id, items: [], at: 0 };
    if (session.items.at(-1) !== event.listingId) session.items.push(event.listingId);
    session.at = event.at / 1000;
    sessions.set(id, session);
  }
  return [...sessions.values()];
}

/** SHA-256 over every visit: equal digests mean that the same index would be built. */
export function sessionsDigest(sessions: readonly Session[]): string {
  const hash = createHash('sha256');
  for (const { id, items, at } of sessions) hash.update(`${id} ${at} ${items.join(' ')}\n`);
  return hash.digest('hex');
}
