import { requireRole, type Context, type Db } from '@/lib/db';
import { ok, type Result } from '@/lib/shared/result';
import type { ModelName } from './core/metric-scales';
import { claimProgress, findProgress, writeProgress } from './store-runs';

export type TrainingState = { readonly done: number; readonly total: number; readonly startedAt: string };
/** After so long without a word the process that trained is taken to be gone. */
const silentMilliseconds = 60_000;

/** True for the one who may train this model now; everybody else waits until it has ended, or its process is gone. */
export function claimTraining(ctx: Pick<Context, 'db' | 'now'>, { model, total }: { readonly model: ModelName; readonly total: number }): Promise<boolean> {
  return claimProgress(ctx.db, { model, total, now: ctx.now(), silentSince: new Date(ctx.now().getTime() - silentMilliseconds) });
}

export async function reportTraining(db: Db, { model, done, at }: { readonly model: ModelName; readonly done: number; readonly at: Date }): Promise<void> {
  await writeProgress(db, { model, at, isRunning: true, done });
}

export async function endTraining(db: Db, { model, at }: { readonly model: ModelName; readonly at: Date }): Promise<void> {
  await writeProgress(db, { model, at, isRunning: false });
}

/** How far the training has come, for whoever watches; null while none is under way. */
export async function getTrainingProgress(ctx: Context): Promise<Result<TrainingState | null>> {
  const who = requireRole(ctx, 'ADMIN');
  if (!who.ok) return who;
  const row = await findProgress(ctx.db, { since: new Date(ctx.now().getTime() - silentMilliseconds) });
  return ok(row && { done: row.done, total: row.total, startedAt: row.startedAt.toISOString() });
}
