import type { Db } from '@/lib/db';
import { renameDecisions } from '@/lib/registry';
import { renameEvents } from './store';
import { renameImpressions } from './store-impressions';

/**
 * Everything kept about a person under an older version of the key goes over to the present one, under the lock of her consents and before anything else is written
 * or taken away: what follows finds all of it under one name. Answers that name and how many rows went over.
 */
export async function takeUpSubject(tx: Db, subjects: readonly [string, ...string[]]): Promise<{ readonly subject: string; readonly count: number }> {
  const [subject, ...before] = subjects;
  if (before.length === 0) return { subject, count: 0 };
  const change = { before, subject };
  return { subject, count: (await renameEvents(tx, change)) + (await renameImpressions(tx, change)) + (await renameDecisions(tx, change)) };
}
