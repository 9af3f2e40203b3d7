import type { PrismaClient } from '@/lib/db';
import type { HistoryEvent } from './core/history-cases';
import { listForModels, listForModelsAfter } from './store';

export const retentionDays = 180;
/** What is read at once for a report or a training. */
export const maxEvents = 200_000;
const partSize = 5_000;

export function windowStart(now: Date): Date {
  return new Date(now.getTime() - retentionDays * 24 * 60 * 60 * 1_000);
}

type Row = Awaited<ReturnType<typeof listForModels>>[number];

export function toHistory(rows: readonly Row[]): HistoryEvent[] {
  return rows.map(({ id: _id, ...row }) => ({ ...row, at: row.at.getTime() }));
}

/** Everything the models may learn from, oldest first, the newest so many. */
export async function readHistory(db: PrismaClient, { now }: { readonly now: Date }): Promise<readonly HistoryEvent[]> {
  return toHistory(await listForModels(db, { since: windowStart(now), take: maxEvents })).reverse();
}

/** The same up to an event, in parts: however many there are, few are held at a time. */
export async function* historyParts(db: PrismaClient, { since, after, upTo }: { readonly since: Date; readonly after: bigint; readonly upTo: bigint }): AsyncGenerator<readonly HistoryEvent[]> {
  for (let from = after; ;) {
    const rows = await listForModelsAfter(db, { since, after: from, upTo, take: partSize });
    if (rows.length > 0) yield toHistory(rows);
    const last = rows.at(-1);
    if (!last || rows.length < partSize) return;
    from = last.id;
  }
}
