import type { Context } from '@/lib/db';
import { deleteBucketsBefore, rollUp } from './store';

const hour = 60 * 60 * 1000;
/** Minutes are kept for two days, hours and days for thirteen months: a year can be compared with the one before. */
const freshHours = 48;
export const metricRetentionDays = 396;

export async function keepMetricsSmall({ db, now }: Pick<Context, 'db' | 'now'>): Promise<{ rolledUp: number; deleted: number }> {
  const at = now().getTime();
  return {
    rolledUp: await rollUp(db, { before: new Date(at - freshHours * hour) }),
    deleted: await deleteBucketsBefore(db, { at: new Date(at - metricRetentionDays * 24 * hour) }),
  };
}
