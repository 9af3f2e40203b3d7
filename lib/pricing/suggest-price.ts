import { performance } from 'node:perf_hooks';
import type { Context } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import { observe, watch } from '@/lib/monitoring';
import { servingVersion } from '@/lib/registry';
import { refuse, type Result } from '@/lib/shared/result';
import { engineVersion, explainPrice } from './core/explain-price';
import type { MarketIndex } from './core/market-index';
import type { PriceFacts } from './core/price-facts';
import { priceParameters, standardParameters, type PriceParameters } from './core/price-parameters';
import { readMarket, readPriceFacts, type ReadFacts } from './price-inputs';
import type { PriceExplanation, SuggestPriceInput } from './schema';

/** A suggestion with everything it was decided from: enough to decide it again. */
export type DecidedPrice = { readonly explanation: PriceExplanation; readonly version: string; readonly facts: PriceFacts; readonly market: MarketIndex; readonly parameters: PriceParameters };

/** Suggests a price for the seller's own measured revision as the market stands now. Looking writes nothing: a suggestion is kept when it is decided upon. */
export async function suggestPrice(ctx: Context, input: SuggestPriceInput): Promise<Result<PriceExplanation>> {
  const decided = await decidePrice(ctx, input);
  return decided.ok ? { ok: true, value: decided.value.explanation } : decided;
}

export function decidePrice(ctx: Context, input: SuggestPriceInput): Promise<Result<DecidedPrice>> {
  return watch('price', () => decideNow(ctx, input));
}

async function decideNow(ctx: Context, input: SuggestPriceInput): Promise<Result<DecidedPrice>> {
  const who = requireRole(ctx, 'SELLER');
  if (!who.ok) return who;
  const found = await readPriceFacts(ctx.db, input, ctx.now());
  if (!found || found.ownerId !== who.value.accountId) return refuse('not-found');
  const decided = await decideFrom(ctx, found, input.revisionId);
  if (decided.ok) reportInputs(found.facts, decided.value.explanation, ctx.now().getTime());
  return decided;
}

/** The decision itself, for whoever has checked who asks. */
export async function decideFrom(ctx: Context, { facts, listing }: Pick<ReadFacts, 'facts' | 'listing'>, revisionId: string): Promise<Result<DecidedPrice>> {
  // Prices of two currencies have no order; which rate would hold is not for the exchange to say.
  if (listing && listing.currency !== facts.currency) return refuse('price-currency-mixed');
  const [market, { parameters, version, isCanary }] = [await readMarket(ctx.db), await servingParameters(ctx, revisionId)];
  const startedAt = performance.now();
  const explained = explainPrice(facts, market, parameters);
  if (isCanary) {
    observe('price', 'canary-latency', performance.now() - startedAt);
    observe('price', 'canary-error', 0);
  }
  if (!explained.ok) return explained;
  const explanation = { ...explained.value, engineVersion: version };
  return { ok: true, value: { explanation, version, facts, market, parameters } };
}

/** What the version that serves this revision decides with. One this code can't read, or none: the standard one answers, and that is counted. */
export async function servingParameters(ctx: Pick<Context, 'db' | 'now'>, key: string): Promise<{ readonly parameters: PriceParameters; readonly version: string; readonly isCanary: boolean }> {
  const serving = await servingVersion(ctx.db, { model: 'price', key, now: ctx.now() });
  const parsed = priceParameters.safeParse(serving?.parameters);
  observe('price', 'fallback', parsed.success ? 0 : 1);
  return parsed.success && serving ? { parameters: parsed.data, version: serving.version, isCanary: serving.isCanary } : { parameters: standardParameters, version: engineVersion, isCanary: false };
}

function reportInputs(facts: PriceFacts, { suggestedMinor }: PriceExplanation, at: number): void {
  const { rowCount, columns } = facts;
  const filled = rowCount === 0 || columns.length === 0 ? 0 : 1 - columns.reduce((sum, column) => sum + column.nullCount, 0) / (rowCount * columns.length);
  observe('price', 'rows', Math.log10(Math.max(1, rowCount)), { at });
  observe('price', 'completeness', filled, { at });
  observe('price', 'suggestion', Math.log10(Math.max(1, suggestedMinor)), { at });
}
