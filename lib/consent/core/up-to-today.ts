import type { ConsentCount } from '../schema';

/** The steps of each purpose and version carried on to today: what nobody changed since still holds, and a curve that ended with its last change would hide it. */
export function upToToday(counts: readonly ConsentCount[], today: string): readonly ConsentCount[] {
  const last = new Map(counts.map((count) => [`${count.purpose} ${count.noticeVersion}`, count]));
  return [...counts, ...[...last.values()].filter(({ day }) => day < today).map((count) => ({ ...count, day: today }))];
}
