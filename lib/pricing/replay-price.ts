import { z } from 'zod';
import type { Candidate } from './core/candidate';
import { engineVersion, explainPrice } from './core/explain-price';
import { indexMarket } from './core/market-index';
import type { PriceFacts } from './core/price-facts';
import { priceParameters } from './core/price-parameters';

/** The facts of an earlier engine lack what this one decides from. */
const presentFacts = z.looseObject({ documentedCount: z.number(), policy: z.looseObject({}), columns: z.array(z.looseObject({ isRepeat: z.boolean() })) });

/** The same suggestion from what was stored of it; null where an earlier engine made it. @throws Error when the inputs are not those of a price */
export function replayPrice({ facts, market, model }: Readonly<Record<string, unknown>>): unknown {
  const { parameters, version, engine } = z.strictObject({ parameters: priceParameters, version: z.string(), engine: z.string().optional() }).parse(model);
  if (engine !== engineVersion || !presentFacts.safeParse(facts).success) return null;
  // Written by keepSuggestion from these very types; the registry has checked that not a byte changed.
  const explained = explainPrice(facts as PriceFacts, indexMarket(market as readonly Candidate[]), parameters);
  return explained.ok ? { ...explained.value, engineVersion: version } : { refusal: explained.refusal.code };
}
