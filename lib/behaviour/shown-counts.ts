import type { Db } from '@/lib/db';
import { processWide } from '@/lib/shared/process-wide';
import { addShown, type ShownKey } from './store-impressions';

/** Counts of this process that are not written yet: a page waits for no write, and the job beside the pages writes them. */
const pending = processWide('behaviour shown', () => new Map<string, ShownKey & { shown: number }>());

/** One list shown to somebody without consent, or that is everybody's: how many places, not to whom. */
export function countShownList({ day, surface, model, size }: Omit<ShownKey, 'position'> & { readonly size: number }): void {
  for (let position = 1; position <= size; position += 1) {
    const key = `${day} ${surface} ${model} ${position}`;
    const entry = pending.get(key) ?? { day, surface, model, position, shown: 0 };
    entry.shown += 1;
    pending.set(key, entry);
  }
}

/** Writes what was counted since; what can't be written is counted again next time. */
export async function flushShownCounts(db: Db): Promise<void> {
  const rows = [...pending.values()];
  pending.clear();
  try {
    await addShown(db, rows);
  } catch (error) {
    for (const row of rows) {
      const key = `${row.day} ${row.surface} ${row.model} ${row.position}`;
      const entry = pending.get(key);
      pending.set(key, { ...row, shown: row.shown + (entry?.shown ?? 0) });
    }
    throw error;
  }
}
