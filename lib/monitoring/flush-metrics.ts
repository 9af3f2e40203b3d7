import type { Db } from '@/lib/db';
import { giveBack, takePending } from './observe';
import { addBuckets } from './store';

/** Writes what this process counted. What the database doesn't take is kept for the next time, and the fault is the caller's to log. */
export async function flushMetrics(db: Db): Promise<number> {
  const pending = takePending();
  try {
    await addBuckets(db, pending);
    return pending.length;
  } catch (error) {
    giveBack(pending);
    throw error;
  }
}
