import { performance } from 'node:perf_hooks';
import type { Context } from '@/lib/db';
import { requireRole } from '@/lib/identity';
import { observe, watch } from '@/lib/monitoring';
import { servingVersion } from '@/lib/registry';
import { refuse, type Result } from '@/lib/shared/result';
import type { Candidate } from './core/comparables';
import { engineVersion, explainPrice, type PriceFacts } from './core/explain-price';
import { priceParameters, standardParameters, type PriceParameters } from './core/price-parameters';
import { readMarket, readPriceFacts } from './price-inputs';
import type { PriceExplanation, SuggestPriceInput } from './schema';

/** A suggestion with everything it was decided from: enough to decide it again. */
export type DecidedPrice = { readonly explanation: PriceExplanation; readonly version: string; readonly facts: PriceFacts; readonly market: readonly Candidate[]; readonly parameters: PriceParameters };

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
  const [market, serving] = [await readMarket(ctx.db), await servingVersion(ctx.db, { model: 'price', key: input.revisionId, now: ctx.now() })];
  const startedAt = performance.now();
  const parsed = priceParameters.safeParse(serving?.parameters);
  const parameters = parsed.success ? parsed.data : standardParameters;
  // A version this code can't read, or none: the standard one answers, and that is counted.
  observe('price', 'fallback', parsed.success ? 0 : 1);
  const explained = explainPrice(found.facts, market, parameters);
  if (serving?.isCanary) {
    observe('price', 'canary-latency', performance.now() - startedAt);
    observe('price', 'canary-error', 0);
  }
  if (!explained.ok) return explained;
  const version = parsed.success && serving ? serving.version : engineVersion;
  const explanation = { ...explained.value, engineVersion: version };
  reportInputs(found.facts, explanation, ctx.now().getTime());
  return { ok: true, value: { explanation, version, facts: found.facts, market, parameters } };
}

function reportInputs(facts: PriceFacts, { suggestedMinor }: PriceExplanation, at: number): void {
  const { rowCount, columns } = facts;
  const filled = rowCount === 0 || columns.length === 0 ? 0 : 1 - columns.reduce((sum, column) => sum + column.nullCount, 0) / (rowCount * columns.length);
  observe('price', 'rows', Math.log10(Math.max(1, rowCount)), { at });
  observe('price', 'completeness', filled, { at });
  observe('price', 'suggestion', Math.log10(Math.max(1, suggestedMinor)), { at });
}
