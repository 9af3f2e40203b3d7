import type { Context } from '@/lib/db';
import type { HistoryEvent } from './core/history-cases';
import { readHistory } from './read-history';
import { useStamp } from './use-stamp';

const freshMilliseconds = 60_000;
let current: { readonly events: readonly HistoryEvent[]; readonly readAt: number; readonly left: string; readonly db: unknown; readonly expiry: NodeJS.Timeout } | null = null;
let reading: { readonly db: unknown; readonly left: string; readonly events: Promise<readonly HistoryEvent[]> } | null = null;

/** For reports of administrators, which ask for several at once: the events of a moment ago, read anew once somebody took consent back. Nobody is served from them, and they are not kept for longer. */
export async function knownHistory({ db, now }: Pick<Context, 'db' | 'now'>): Promise<readonly HistoryEvent[]> {
  const left = await useStamp(db);
  if (current?.db === db && current.left === left && Math.abs(now().getTime() - current.readAt) < freshMilliseconds) return current.events;
  // Several who ask at once wait for one reading, and are answered from the same events.
  if (reading?.db !== db || reading.left !== left) {
    const begun = { db, left, events: readHistory(db, { now: now() }) };
    reading = begun;
    begun.events.then((events) => {
      // Dropped while it was read: whoever waits has her answer, nobody after her.
      if (reading !== begun) return;
      dropHistory();
      current = { events, readAt: now().getTime(), left, db, expiry: setTimeout(dropHistory, freshMilliseconds).unref() };
    }).catch(() => undefined).finally(() => { if (reading === begun) reading = null; });
  }
  return reading.events;
}

export function dropHistory(): void {
  if (current) clearTimeout(current.expiry);
  [current, reading] = [null, null];
}
