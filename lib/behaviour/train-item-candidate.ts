import { isDeepStrictEqual } from 'node:util';
import type { Context } from '@/lib/db';
import { comparedMetrics, measuredMetric, registerVersion, servingVersion } from '@/lib/registry';
import { itemParameters, itemVersion, standardItemParameters, writeItemParameters } from './core/model-parameters';
import { searchItemParameters } from './core/search-item-parameters';
import { sessionsDigest, sessionsOf } from './core/sessions-of';
import type { Models } from './models';

/** Other parameters of the session neighbours, chosen on this exchange's own past, as a candidate. Null when those that serve are the best. */
export async function trainItemCandidate(ctx: Context, { events }: Models): Promise<string | null> {
  const visits = sessionsOf(events);
  const live = itemParameters.safeParse((await servingVersion(ctx.db, { model: 'next-item', key: 'live', now: ctx.now() }))?.parameters);
  const standing = live.success ? live.data : standardItemParameters;
  const found = searchItemParameters(visits, standing);
  if (!found || isDeepStrictEqual(found.best, standing)) return null;
  const { trials, incumbent, best, sessionCount } = found;
  const dataSha256 = sessionsDigest(visits);
  const hit = measuredMetric({ name: 'hit-rate-20', goodIs: 'high', values: trials.hits, groups: trials.groups });
  const [first, last] = [events[0], events.at(-1)];
  return registerVersion(ctx, {
    model: 'next-item', version: `sessions-${dataSha256.slice(0, 8)}`, parameters: writeItemParameters(best), codeVersion: itemVersion, dataSha256, rowCount: sessionCount,
    ...(first && last ? { dataFrom: new Date(first.at), dataTo: new Date(last.at) } : {}), isDemo: events.some((event) => event.isDemo),
    metrics: [...comparedMetrics({ name: 'mrr-20', goodIs: 'high', values: trials.reciprocalRanks, groups: trials.groups }, incumbent.reciprocalRanks), ...(hit ? [hit] : [])],
  });
}
