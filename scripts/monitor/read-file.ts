import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { HistoryEvent } from '@/lib/behaviour/core/history-cases';

const kinds = ['VIEW', 'PREVIEW', 'SAVE', 'BUY'] as const;

/**
 * A tab-separated file of SessionId, ItemId, Time in seconds and Action (view, preview, save, buy), optionally UserId, plain or gzipped.
 * @throws Error in one sentence that names the file and the line
 */
export function readActions(path: string): HistoryEvent[] {
  const raw = readFileSync(path);
  const [head = '', ...lines] = (path.endsWith('.gz') ? gunzipSync(raw) : raw).toString('utf8').replace(/^\uFEFF/, '').split(/\r?\n/);
  const names = head.split('\t');
  const column = (name: string) => names.indexOf(name);
  const [session, item, time, action, user] = ['SessionId', 'ItemId', 'Time', 'Action', 'UserId'].map(column);
  if ([session, item, time, action].some((at) => at === -1)) throw new Error(`${path}, line 1: the columns SessionId, ItemId, Time and Action are needed.`);
  return lines.flatMap((line, index): HistoryEvent[] => {
    if (line === '') return [];
    const cells = line.split('\t');
    const cell = (at: number | undefined): string => cells[at ?? -1] ?? '';
    const kind = kinds.find((known) => known === cell(action).toUpperCase());
    const seconds = Number(cell(time));
    if (!kind || cell(session) === '' || cell(item) === '' || cell(time) === '' || !Number.isFinite(seconds)) throw new Error(`${path}, line ${index + 2}: a session, an item, a time in seconds and an action out of ${kinds.join(', ').toLowerCase()} are needed.`);
    return [{ subject: cell(user) || cell(session), visit: cell(session), kind, listingId: cell(item), at: seconds * 1_000, isDemo: false }];
  });
}
