import type { Db } from '@/lib/db';
import { weekSeries } from './core/week-series';
import type { WeekOfOrders } from './schema';
import { listWeekSums } from './store/reports';

const thirteenWeeksMs = 13 * 7 * 24 * 3_600_000;

/** The last twelve weeks, this one included, oldest first: of one seller, or of everybody in one currency. */
export async function readWeeks(db: Db, now: Date, of: { readonly sellerId: string } | { readonly currency: string }): Promise<WeekOfOrders[]> {
  const sums = await listWeekSums(db, { ...of, since: new Date(now.getTime() - thirteenWeeksMs) });
  return weekSeries(sums, now.getTime()).map((week) => ({ ...week, weekStart: new Date(week.weekStart).toISOString().slice(0, 10) }));
}
