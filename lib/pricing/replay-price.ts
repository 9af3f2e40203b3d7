import { z } from 'zod';
import type { Candidate } from './core/comparables';
import { explainPrice, type PriceFacts } from './core/explain-price';
import { priceParameters } from './core/price-parameters';

/** The same suggestion from what was stored of it. @throws Error when the inputs are not those of a price */
export function replayPrice({ facts, market, model }: Readonly<Record<string, unknown>>): unknown {
  const { parameters, version } = z.strictObject({ parameters: priceParameters, version: z.string() }).parse(model);
  // Written by keepSuggestion from these very types; the registry has checked that not a byte changed.
  const explained = explainPrice(facts as PriceFacts, market as readonly Candidate[], parameters);
  return explained.ok ? { ...explained.value, engineVersion: version } : { refusal: explained.refusal.code };
}
