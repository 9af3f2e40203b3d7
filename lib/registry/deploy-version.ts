import { record } from '@/lib/audit';
import type { Context } from '@/lib/db';
import { registerVersion } from './register-version';
import { forgetServing } from './serving-version';
import { findInStage, findVersion, lockModel, moveStage, type NewVersion } from './store';

/**
 * The version that this code brings with it. The first of a model goes live at once; a later one replaces a live version only if that, too, came
 * with code (`replaces`): what an administrator put in place stays until she decides.
 */
export async function deployVersion(ctx: Context, version: NewVersion, replaces: (live: string) => boolean): Promise<void> {
  const versionId = await registerVersion(ctx, version);
  await ctx.db.$transaction(async (tx) => {
    await lockModel(tx, version);
    const [own, live] = [await findVersion(tx, { versionId }), await findInStage(tx, { model: version.model, stage: 'LIVE' })];
    if (own?.stage !== 'CANDIDATE' || (live && !replaces(live.version))) return;
    const frame = { share: 0, actor: 'system', reason: 'deployed with the code', at: ctx.now() } as const;
    if (live) await moveStage(tx, { ...frame, versionId: live.id, stage: 'RETIRED' });
    await moveStage(tx, { ...frame, versionId, stage: 'LIVE' });
    await record(tx, ctx, { action: 'model.staged', objectType: 'model-version', objectId: versionId, detail: { model: version.model, version: version.version, stage: 'LIVE', reason: frame.reason } });
  });
  forgetServing();
}
