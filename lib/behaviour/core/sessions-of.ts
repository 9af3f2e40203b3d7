import { createHash } from 'node:crypto';
import type { Session } from '@/lib/learning';
import type { HistoryEvent } from './history-cases';

/** Visits as lists of listings in order, the same one twice in a row once; time in seconds, of the last event. */
export function sessionsOf(events: readonly HistoryEvent[]): Session[] {
  const sessions = new Map<string, { id: string; items: string[]; at: number }>();
  for (const event of events) {
    if (event.kind === 'DISMISS' || event.kind === 'LEAVE') continue;
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
