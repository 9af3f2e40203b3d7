import { requireRole, type Context } from '@/lib/db';
import { worstSlices, type Slice } from '@/lib/learning';
import { slicedPrices } from '@/lib/pricing';
import { servingVersion } from '@/lib/registry';
import type { VersionedModel } from '@/lib/registry/schema';
import { ok, type Result } from '@/lib/shared/result';
import { getContents } from './contents';
import { casesOf } from './core/history-cases';
import { readItemModel } from './core/model-parameters';
import { sessionsOf } from './core/sessions-of';
import { slicedActions, slicedItems } from './core/sliced-trials';
import type { HistoryEvent } from './core/history-cases';
import { knownHistory } from './known-history';

export type WorstSlices = { readonly measure: 'accuracy' | 'hit-rate-20' | 'log-error'; readonly caseCount: number; readonly slices: readonly Slice[] };

/** It costs a second, and says the same until the events are read anew. */
const known = new WeakMap<readonly HistoryEvent[], Map<VersionedModel, WorstSlices>>();

/** Where a model does worst. None is by who somebody is: no such thing is known to it. */
export async function getWorstSlices(ctx: Context, { model }: { readonly model: VersionedModel }): Promise<Result<WorstSlices>> {
  const who = requireRole(ctx, 'ADMIN');
  if (!who.ok) return who;
  const events = await knownHistory(ctx);
  const found = known.get(events)?.get(model) ?? (await measure(ctx, events, model));
  known.set(events, (known.get(events) ?? new Map<VersionedModel, WorstSlices>()).set(model, found));
  return ok(found);
}

async function measure(ctx: Context, events: readonly HistoryEvent[], model: VersionedModel): Promise<WorstSlices> {
  switch (model) {
    case 'next-action': { const cases = slicedActions(casesOf(events, (await getContents(ctx.db, ctx.now())).facts)); return { measure: 'accuracy', caseCount: cases.length, slices: worstSlices(cases, 'high') }; }
    case 'next-item': {
      const live = readItemModel((await servingVersion(ctx.db, { model, key: 'live', now: ctx.now() }))?.parameters);
      const cases = slicedItems(sessionsOf(events), live.parameters);
      return { measure: 'hit-rate-20', caseCount: cases.length, slices: worstSlices(cases, 'high') };
    }
    case 'price': { const cases = await slicedPrices(ctx); return { measure: 'log-error', caseCount: cases.length, slices: worstSlices(cases, 'low', { minCount: 3 }) }; }
  }
}
