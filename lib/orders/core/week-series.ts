const weekMs = 7 * 24 * 3_600_000;
/** 1970-01-05, the first Monday of Unix time. */
const firstMonday = 4 * 24 * 3_600_000;

/** `weekStart` in milliseconds. */
export type Week = { readonly weekStart: number; readonly revenueMinor: number; readonly orderCount: number };

/** The Monday (UTC) of a moment's week, in milliseconds. */
export function weekStartOf(time: number): number {
  return Math.floor((time - firstMonday) / weekMs) * weekMs + firstMonday;
}

/** `count` consecutive weeks up to the one that holds `now`, oldest first; weeks without an order are zero. */
export function weekSeries(
  sums: readonly Week[],
  now: number,
  count = 12,
): Week[] {
  const byStart = new Map(sums.map((sum) => [sum.weekStart, sum]));
  const last = weekStartOf(now);
  return Array.from({ length: count }, (_, index) => {
    const start = last - (count - 1 - index) * weekMs;
    const sum = byStart.get(start);
    return { weekStart: start, revenueMinor: sum?.revenueMinor ?? 0, orderCount: sum?.orderCount ?? 0 };
  });
}
