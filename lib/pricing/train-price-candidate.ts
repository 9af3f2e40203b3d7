import { createHash } from 'node:crypto';
import { licenceCodes, categories } from '@/lib/catalog/schema';
import type { SlicedCase } from '@/lib/learning';
import type { Context } from '@/lib/db';
import { keepTrainingRuns } from '@/lib/monitoring';
import { comparedMetrics, registerVersion, servingVersion } from '@/lib/registry';
import { engineVersion, explainPrice } from './core/explain-price';
import { learnDemand, type LearntDemand } from './core/learn-demand';
import type { MarketIndex } from './core/market-index';
import { priceParameters, standardParameters, type PriceParameters } from './core/price-parameters';
import { searchPriceParameters, type Priced } from './core/search-price-parameters';
import { readMarket, readPriceFacts } from './price-inputs';
import type { PricePeriod } from './core/demand-people';
import { rememberedDays } from './read-demand';
import { listForTraining } from './store';

/**
 * Parameters that fit what sellers of this market really ask, and what its demand has taught, as a candidate for an administrator to look at.
 * Nothing about a buyer goes in but counts of people by price. Null when there is nothing new.
 */
export async function trainPriceCandidate(ctx: Context): Promise<string | null> {
  const startedAt = ctx.now();
  const { listings, priced, market } = await readPriced(ctx);
  const live = priceParameters.safeParse((await servingVersion(ctx.db, { model: 'price', key: 'live', now: ctx.now() }))?.parameters);
  const standing = live.success ? live.data : standardParameters;
  const search = searchPriceParameters(priced, market, standing);
  const best = search?.best ?? standing;
  const learnt = learnDemand(demandOf(priced, market, best));
  if (!search && !learnt) return null;
  const [dataSha256, isDemo] = [createHash('sha256').update(JSON.stringify(priced)).digest('hex'), listings.some((listing) => listing.isDemo)];
  const run = learnt ? await keepRuns(ctx, learnt, { dataSha256, isDemo, startedAt }) : null;
  return registerVersion(ctx, {
    model: 'price', version: `fitted-${dataSha256.slice(0, 8)}`, parameters: { ...best, demand: learnt?.parameters ?? standing.demand }, codeVersion: engineVersion, dataSha256, rowCount: priced.length, isDemo, ...run,
    metrics: search ? comparedMetrics({ name: 'log-error', goodIs: 'low', values: search.errors, groups: search.errors.map((_, index) => index) }, search.incumbent) : [],
  });
}

/** The price of each before demand, which its demand is counted from. */
function demandOf(priced: readonly PricedListing[], market: MarketIndex, parameters: PriceParameters) {
  return priced.flatMap(({ facts, listingId, periods }) => {
    const explained = explainPrice(facts, market, parameters);
    return explained.ok && periods.length > 0 ? [{ listingId, referenceMinor: explained.value.stages.combinedMinor, periods }] : [];
  });
}

/** What people did with each listing of the market, with the price that the model gives it before any of that. */
export async function readDemandOfMarket(ctx: Pick<Context, 'db' | 'now'>, parameters: PriceParameters): Promise<ReturnType<typeof demandOf>> {
  const { priced, market } = await readPriced(ctx);
  return demandOf(priced, market, parameters);
}

/** The curves of all schedules are kept side by side; the version names the best. */
async function keepRuns(ctx: Context, { runs, spec, rowCount }: LearntDemand, lineage: { readonly dataSha256: string; readonly isDemo: boolean; readonly startedAt: Date }): Promise<{ trainingRunId?: string; schedule?: string }> {
  if (runs.length === 0) return {};
  const { runIds } = await keepTrainingRuns(ctx, { ...lineage, model: 'price', spec, runs, seed: spec.seed, rowCount, dataFrom: new Date(lineage.startedAt.getTime() - rememberedDays * 24 * 60 * 60 * 1000), dataTo: lineage.startedAt, codeVersion: engineVersion });
  const losses = runs.map(({ outcome }) => (outcome.ok ? outcome.validationLoss : Number.POSITIVE_INFINITY));
  const best = losses.indexOf(Math.min(...losses));
  const [trainingRunId, schedule] = [runIds[best], runs[best]?.name];
  return trainingRunId !== undefined && schedule !== undefined ? { trainingRunId, schedule } : {};
}

type PricedListing = Priced & { readonly periods: readonly PricePeriod[] };

/** The listings of the market as the model sees them before demand, with what is asked for each, and apart from it what people did. */
async function readPriced(ctx: Pick<Context, 'db' | 'now'>) {
  const [listings, market] = [await listForTraining(ctx.db), await readMarket(ctx.db)];
  const priced: PricedListing[] = [];
  for (const { id, revisionId, title, category, licenceCode, priceMinor } of listings) {
    const [known, licence] = [categories.find((name) => name === category), licenceCodes.find((code) => code === licenceCode)];
    if (!known || !licence) continue;
    // One at a time: the profile of a wide table is large.
    const found = await readPriceFacts(ctx.db, { revisionId, title, category: known, licenceCode: licence }, ctx.now());
    if (found) priced.push({ facts: { ...found.facts, demand: null, policy: { floorMinor: null, ceilingMinor: null } }, periods: found.facts.demand ?? [], listingId: id, priceMinor: Number(priceMinor) });
  }
  return { listings, priced, market };
}

/** How far the suggestion lies from what is asked, |ln|, by field, size and licence; each listing predicted from a market without its seller. */
export async function slicedPrices(ctx: Pick<Context, 'db' | 'now'>): Promise<readonly SlicedCase[]> {
  const { priced, market } = await readPriced(ctx);
  return priced.flatMap(({ facts, priceMinor }) => {
    const explained = explainPrice(facts, market);
    if (!explained.ok) return [];
    const size = facts.rowCount < 1_000 ? 'small' : facts.rowCount < 100_000 ? 'middle' : 'large';
    return [{ value: Math.abs(Math.log(explained.value.suggestedMinor / priceMinor)), slices: { category: facts.category, size } }];
  });
}
