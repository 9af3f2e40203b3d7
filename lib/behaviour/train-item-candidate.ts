import { isDeepStrictEqual } from 'node:util';
import type { Context } from '@/lib/db';
import { comparedMetrics, measuredMetric, registerVersion, servingVersion } from '@/lib/registry';
import type { HistoryEvent } from './core/history-cases';
import { splitByTime } from './core/search-item-parameters';
import { itemVersion, readItemModel, writeItemModel } from './core/model-parameters';
import { sessionsDigest, sessionsOf } from './core/sessions-of';
import { searchInThread } from './search-in-threads';

/** Of the visits: what is chosen predicts the newest fifth. */
const olderShare = 0.8;

/**
 * Parameters of the session neighbours and weights of the sources, both chosen on this exchange's own past, as a candidate: other parameters only where
 * they are better beyond chance. Null when there is too little to learn from, or nothing new was learnt.
 */
export async function trainItemCandidate(ctx: Context, { events }: { readonly events: readonly HistoryEvent[] }): Promise<string | null> {
  const visits = sessionsOf(events);
  const live = await servingVersion(ctx.db, { model: 'next-item', key: 'live', now: ctx.now() });
  const { isUnderstood: _, ...standing } = readItemModel(live?.parameters);
  const split = splitByTime(visits, olderShare);
  if (!split) return null;
  const { parameters, learnt, trials, incumbent } = await searchInThread(split, standing.parameters);
  const found = { parameters, ...(learnt ? { blend: learnt.blend } : standing.blend ? { blend: standing.blend } : {}) };
  if (isDeepStrictEqual(found, standing)) return null;
  const dataSha256 = sessionsDigest(visits);
  const [own, before] = learnt ? [learnt.trials, newerHalf(incumbent)] : [trials, incumbent];
  const hit = measuredMetric({ name: 'hit-rate-20', goodIs: 'high', values: own.hits, groups: own.groups });
  const [first, last] = [events[0], events.at(-1)];
  return registerVersion(ctx, {
    model: 'next-item', version: `sessions-${dataSha256.slice(0, 8)}`, parameters: writeItemModel(found), codeVersion: itemVersion, dataSha256, rowCount: visits.length,
    ...(first && last ? { dataFrom: new Date(first.at), dataTo: new Date(last.at) } : {}), isDemo: events.some((event) => event.isDemo),
    metrics: [...comparedMetrics({ name: 'mrr-20', goodIs: 'high', values: own.reciprocalRanks, groups: own.groups }, before.reciprocalRanks), ...(hit ? [hit] : [])],
  });
}

/** The questions that weights are judged by: the second half, as `learnBlend` has it. */
function newerHalf<Trials extends { readonly reciprocalRanks: readonly number[] }>(trials: Trials): { readonly reciprocalRanks: readonly number[] } {
  return { reciprocalRanks: trials.reciprocalRanks.slice(Math.floor(trials.reciprocalRanks.length / 2)) };
}
