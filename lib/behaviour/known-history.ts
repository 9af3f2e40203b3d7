import type { Context } from '@/lib/db';
import type { HistoryEvent } from './core/history-cases';
import { readHistory } from './read-history';

const freshMilliseconds = 60_000;
let current: { readonly events: readonly HistoryEvent[]; readonly readAt: number; readonly db: unknown } | null = null;

/** For reports of administrators, which ask for several at once: the events of a moment ago. Nobody is served from them. */
export async function knownHistory({ db, now }: Pick<Context, 'db' | 'now'>): Promise<readonly HistoryEvent[]> {
  if (current?.db === db && Math.abs(now().getTime() - current.readAt) < freshMilliseconds) return current.events;
  const events = await readHistory(db, { now: now() });
  current = { events, readAt: now().getTime(), db };
  return events;
}

export function dropHistory(): void {
  current = null;
}
