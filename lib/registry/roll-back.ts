import { record } from '@/lib/audit';
import { requireRole, type Context } from '@/lib/db';
import { pseudonym } from '@/lib/shared/pseudonym';
import { ok, refuse, type Result } from '@/lib/shared/result';
import type { RollBackInput } from './schema';
import { forgetServing } from './serving-version';
import { findFormerLive, findInStage, lockModel, moveStage } from './store';

/** One click back: the canary ends, or, where there is none, the version that was live before is live again. Needs no guard, only a reason. */
export async function rollBack(ctx: Context, { model, reason }: RollBackInput): Promise<Result<{ version: string }>> {
  const who = requireRole(ctx, 'ADMIN');
  if (!who.ok) return who;
  const frame = { share: 0, actor: pseudonym('audit', who.value.accountId), reason, at: ctx.now() };
  const result = await ctx.db.$transaction(async (tx): Promise<Result<{ version: string }>> => {
    await lockModel(tx, { model });
    const [canary, live] = [await findInStage(tx, { model, stage: 'CANARY' }), await findInStage(tx, { model, stage: 'LIVE' })];
    if (!live) return refuse('nothing-to-roll-back');
    if (canary) await moveStage(tx, { ...frame, versionId: canary.id, stage: 'RETIRED' });
    const former = canary ? null : await findFormerLive(tx, { model, exceptId: live.id });
    if (!canary && !former) return refuse('nothing-to-roll-back');
    if (former) {
      await moveStage(tx, { ...frame, versionId: live.id, stage: 'RETIRED' });
      await moveStage(tx, { ...frame, versionId: former.id, stage: 'LIVE' });
    }
    const version = former?.version ?? live.version;
    await record(tx, ctx, { action: 'model.rolled-back', objectType: 'model-version', objectId: former?.id ?? live.id, detail: { model, from: canary?.version ?? live.version, to: version, reason } });
    return ok({ version });
  });
  forgetServing();
  return result;
}
