import type { Context } from '@/lib/db';
import { ok, refuse, type Result } from '@/lib/shared/result';
import { endHeld, maxAttempts, takeAbandoned, type Abandoned } from './measure-lease';
import { measureRevision } from './measure-revision';
import { refuseFile } from './refuse-file';
import { removeRevision } from './remove-revision';
import { findAnyRevision } from './store';

const mostAtOnce = 4;

/** Goes on with measurings whose worker is gone, from their beginning: the bytes are there. What broke off too often is refused, and its owner told. */
export async function resumeMeasurements(ctx: Context): Promise<Result<{ readonly resumedCount: number; readonly refusedCount: number }>> {
  if (ctx.actor.kind !== 'system') return refuse('not-allowed');
  let [resumedCount, refusedCount] = [0, 0];
  for (let turn = 0; turn < mostAtOnce; turn += 1) {
    const taken = await takeAbandoned(ctx.db, { at: ctx.now() });
    if (!taken) break;
    if (await goOn(ctx, taken)) resumedCount += 1;
    else refusedCount += 1;
  }
  return ok({ resumedCount, refusedCount });
}

async function goOn(ctx: Context, { revisionId, ownerId, leaseId, attempts }: Abandoned): Promise<boolean> {
  const revision = await findAnyRevision(ctx.db, { revisionId });
  if (!revision) return false;
  if (attempts > maxAttempts) {
    const refusal = { code: 'measuring-gave-up' as const, params: { attempts: maxAttempts } };
    if (!(await endHeld(ctx.db, { revisionId, leaseId, refusal, at: ctx.now() }))) return false;
    await removeRevision(ctx.db, revision);
    await refuseFile(ctx, refusal, revision.fileName);
    return false;
  }
  return (await measureRevision(ctx, { revision, ownerId, leaseId, isTriedAgain: true })).ok;
}
