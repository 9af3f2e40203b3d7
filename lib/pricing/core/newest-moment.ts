import type { ColumnProfile } from '@/lib/datasets/schema';

const dayMilliseconds = 24 * 60 * 60 * 1000;

/** The newest moment in any date column that isn't in the future; null when there is none. */
export function newestMoment(columns: readonly Pick<ColumnProfile, 'kind' | 'max'>[], now: Date): { day: string; ageDays: number } | null {
  const moments = columns.flatMap((column) => {
    if (column.kind !== 'date' || column.max === null) return [];
    const [day = ''] = column.max.split(' ');
    const time = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
    return Number.isFinite(time) && time <= now.getTime() ? [{ day, time }] : [];
  });
  const newest = moments.toSorted((a, b) => b.time - a.time)[0];
  return newest ? { day: newest.day, ageDays: Math.floor((now.getTime() - newest.time) / dayMilliseconds) } : null;
}
