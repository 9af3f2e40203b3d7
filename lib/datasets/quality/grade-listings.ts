import type { Context } from '@/lib/db';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { gradeRevision } from './grade-revision';
import { listSoldRevisions } from './store';

const batch = 100;

/** Grades again what is sold: data ages, and another revision may be sold than yesterday. Runs as a job; twice does no harm. */
export async function gradeListings(ctx: Context): Promise<Result<{ gradedCount: number }>> {
  if (ctx.actor.kind !== 'system') return refuse('not-allowed');
  let [after, gradedCount]: [string | null, number] = [null, 0];
  for (;;) {
    const revisions: string[] = await listSoldRevisions(ctx.db, { after, take: batch });
    for (const revisionId of revisions) if ((await gradeRevision(ctx.db, { revisionId, at: ctx.now() })) !== null) gradedCount += 1;
    if (revisions.length < batch) return ok({ gradedCount });
    after = revisions.at(-1) ?? null;
  }
}
