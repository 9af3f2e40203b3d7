import { record } from '@/lib/audit';
import { isUniqueViolation, requireRole, type Context } from '@/lib/db';
import { findNamedVersion } from '@/lib/registry';
import { pseudonym } from '@/lib/shared/pseudonym';
import { ok, refuse, type Result } from '@/lib/shared/result';
import type { StartExperimentInput, StopExperimentInput } from './schema';
import { insertExperiment, stopExperimentRow } from './store-experiments';

/** From now on half of the consenting people get each of two versions. One experiment at a time. */
export async function startExperiment(ctx: Context, { control, treatment, reason }: StartExperimentInput): Promise<Result<{ experimentId: string }>> {
  const who = requireRole(ctx, 'ADMIN');
  if (!who.ok) return who;
  const [one, other] = [await findNamedVersion(ctx.db, { model: 'next-item', version: control }), await findNamedVersion(ctx.db, { model: 'next-item', version: treatment })];
  if (!one || !other || control === treatment) return refuse('experiment-unlike');
  try {
    return await ctx.db.$transaction(async (tx) => {
      const experimentId = await insertExperiment(tx, { control, treatment, startedAt: ctx.now(), startedBy: pseudonym('audit', who.value.accountId), reason });
      await record(tx, ctx, { action: 'experiment.started', objectType: 'experiment', objectId: experimentId, detail: { control, treatment, reason } });
      return ok({ experimentId });
    });
  } catch (error) {
    if (isUniqueViolation(error)) return refuse('experiment-running');
    throw error;
  }
}

/** Everybody gets what the registry serves again; stopping twice changes nothing. */
export async function stopExperiment(ctx: Context, { experimentId }: StopExperimentInput): Promise<Result<null>> {
  const who = requireRole(ctx, 'ADMIN');
  if (!who.ok) return who;
  return ctx.db.$transaction(async (tx) => {
    if ((await stopExperimentRow(tx, { experimentId, at: ctx.now() })) === 1) await record(tx, ctx, { action: 'experiment.stopped', objectType: 'experiment', objectId: experimentId });
    return ok(null);
  });
}
