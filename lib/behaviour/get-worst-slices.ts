import { requireRole, type Context } from '@/lib/db';
import { worstSlices, type Slice } from '@/lib/learning';
import { slicedPrices } from '@/lib/pricing';
import { servingVersion } from '@/lib/registry';
import type { VersionedModel } from '@/lib/registry/schema';
import { ok, type Result } from '@/lib/shared/result';
import { readItemModel } from './core/model-parameters';
import type { HistoryEvent } from './core/history-cases';
import { overHistoryInThread } from './index-in-thread';
import { knownHistory } from './known-history';
import { sharedAnswer } from './shared-answer';
import { listTexts } from './store';

export type WorstSlices = { readonly measure: 'accuracy' | 'hit-rate-20' | 'log-error'; readonly caseCount: number; readonly slices: readonly Slice[] };

/** It costs seconds of a thread, and says the same until the events are read anew. */
const known = new WeakMap<readonly HistoryEvent[], Map<VersionedModel, Promise<WorstSlices>>>();

/** Where a model does worst. None is by who somebody is: no such thing is known to it. */
export async function getWorstSlices(ctx: Context, { model }: { readonly model: VersionedModel }): Promise<Result<WorstSlices>> {
  const who = requireRole(ctx, 'ADMIN');
  if (!who.ok) return who;
  const events = await knownHistory(ctx);
  const ofEvents = known.get(events) ?? new Map<VersionedModel, Promise<WorstSlices>>();
  known.set(events, ofEvents);
  return ok(await sharedAnswer(ofEvents, model, () => measure(ctx, events, model)));
}

async function measure(ctx: Context, events: readonly HistoryEvent[], model: VersionedModel): Promise<WorstSlices> {
  switch (model) {
    case 'next-action': { const cases = await overHistoryInThread('sliced-actions', { events, listings: await listTexts(ctx.db) }); return { measure: 'accuracy', caseCount: cases.length, slices: worstSlices(cases, 'high') }; }
    case 'next-item': {
      const live = readItemModel((await servingVersion(ctx.db, { model, key: 'live', now: ctx.now() }))?.parameters);
      const cases = await overHistoryInThread('sliced-items', { events, parameters: live.parameters });
      return { measure: 'hit-rate-20', caseCount: cases.length, slices: worstSlices(cases, 'high') };
    }
    case 'price': { const cases = await slicedPrices(ctx); return { measure: 'log-error', caseCount: cases.length, slices: worstSlices(cases, 'low', { minCount: 3 }) }; }
  }
}
