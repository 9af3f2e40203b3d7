import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Session } from '@/lib/learning';

/**
 * A tab-separated file of SessionId, ItemId, Time in seconds, plain or gzipped, as sessions in the order of time.
 * @throws Error in one sentence that names the file and the line
 */
export function readSessions(path: string): Session[] {
  const raw = readFileSync(path);
  const [head = '', ...lines] = (path.endsWith('.gz') ? gunzipSync(raw) : raw).toString('utf8').split(/\r?\n/);
  const names = head.split('\t');
  const [session, item, time] = ['SessionId', 'ItemId', 'Time'].map((name) => names.indexOf(name));
  if (session === -1 || item === -1 || time === -1) throw new Error(`${path}, line 1: the columns SessionId, ItemId and Time are needed.`);
  const events = new Map<string, { item: string; at: number }[]>();
  lines.forEach((line, index) => {
    if (line === '') return;
    const cells = line.split('\t');
    const at = Number(cells[time ?? 0]);
    const [id, what] = [cells[session ?? 0] ?? '', cells[item ?? 0] ?? ''];
    if (id === '' || what === '' || !Number.isFinite(at)) throw new Error(`${path}, line ${index + 2}: a session, an item and a time in seconds are needed.`);
    const of = events.get(id);
    if (of) of.push({ item: what, at });
    else events.set(id, [{ item: what, at }]);
  });
  return [...events].map(([id, of]): Session => {
    const ordered = of.toSorted((a, b) => a.at - b.at);
    return { id, items: ordered.map((event) => event.item), at: ordered.at(-1)?.at ?? 0 };
  });
}

/** What a prediction is asked after: the items before it; only items that training knows. */
export function knownOnly(test: readonly Session[], train: readonly Session[]): Session[] {
  const known = new Set(train.flatMap((session) => session.items));
  return test.map((session) => ({ ...session, items: session.items.filter((item) => known.has(item)) })).filter((session) => session.items.length >= 2);
}
