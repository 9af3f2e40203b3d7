import { lockConsentOf } from '@/lib/consent';
import type { PrismaClient } from '@/lib/db';
import { listAccountIds } from '@/lib/identity';
import { listDecisionSubjects } from '@/lib/registry';
import { toAccountId } from '@/lib/shared/ids';
import { pseudonyms } from '@/lib/shared/pseudonym';
import { listEventSubjects } from './store';
import { listImpressionSubjects } from './store-impressions';
import { ownerOf } from './core/owner-of';
import { insertForgotten } from './store-index';
import { takeUpSubject } from './take-up-subject';

/**
 * Brings what is kept about every account under the present version of the pseudonyms' key. One person a transaction, under the lock of her consents, so that she is
 * never half under one name; what is done is seen from the rows themselves, so that it may be killed at any moment and go on later. Of a visitor nobody but her
 * cookie knows the name: her rows go over when she next does something, or leave when they are too old.
 */
export async function rotateBehaviour(db: PrismaClient, { at, batchSize = 200, onBatch }: { readonly at: Date; readonly batchSize?: number; readonly onBatch?: (done: number) => void }): Promise<number> {
  let done = 0;
  let left: string | null = null;
  for (let afterId: string | null = null; ;) {
    const ids = await listAccountIds(db, { afterId, size: batchSize });
    const older = ids.flatMap((id) => pseudonyms('behaviour', id).slice(1));
    const found = new Set([...await listEventSubjects(db, { subjects: older }), ...await listImpressionSubjects(db, { subjects: older }), ...await listDecisionSubjects(db, { subjects: older })]);
    for (const id of ids) {
      const subjects = pseudonyms('behaviour', id);
      if (!subjects.slice(1).some((subject) => found.has(subject))) continue;
      left = subjects[1] ?? left;
      done += await db.$transaction(async (tx) => {
        await lockConsentOf(tx, { accountId: toAccountId(id) });
        return (await takeUpSubject(tx, subjects)).count;
      }, { timeout: 60_000 });
    }
    onBatch?.(done);
    if (ids.length < batchSize) break;
    afterId = ids.at(-1) ?? null;
  }
  // A name that nobody stands under any more: the next run of the job builds an index without it, in which everybody stands under her present one.
  if (left !== null) await insertForgotten(db, { owners: [ownerOf(left)], at });
  return done;
}
