import { isDeepStrictEqual } from 'node:util';
import { record } from '@/lib/audit';
import type { Context } from '@/lib/db';
import { countsAsDemo } from '@/lib/monitoring';
import { keepDecision } from '@/lib/registry';
import { effectiveRows } from './core/effective-rows';
import { engineVersion } from './core/explain-price';
import type { SuggestPriceInput } from './schema';
import { findNewestSuggestion, insertSuggestion, savePriceFigure } from './store';
import type { DecidedPrice } from './suggest-price';

/** Keeps a suggestion with everything it was decided from; the same one twice in a row is one. @returns whether it was new */
export async function writeSuggestion(ctx: Context, input: SuggestPriceInput, { explanation, facts, market, parameters, version }: DecidedPrice): Promise<boolean> {
  const { revisionId } = input;
  return ctx.db.$transaction(async (tx) => {
    await savePriceFigure(tx, { revisionId, effectiveRows: effectiveRows(facts).effective, at: ctx.now() });
    const newest = await findNewestSuggestion(tx, input);
    if (newest && isDeepStrictEqual(newest.breakdown, explanation)) return false;
    const id = await insertSuggestion(tx, { input, explanation, at: ctx.now() });
    await keepDecision(tx, { model: 'price', version, objectId: revisionId, inputs: { facts, market: market.candidates, model: { parameters, version, engine: engineVersion } }, output: explanation, isDemo: countsAsDemo(), at: ctx.now() });
    await record(tx, ctx, { action: 'price.suggested', objectType: 'price-suggestion', objectId: id, detail: { revisionId, suggestedMinor: explanation.suggestedMinor, engineVersion: explanation.engineVersion } });
    return true;
  });
}
