import type { Context } from '@/lib/db';
import { deployVersion } from '@/lib/registry';
import { engineVersion } from './core/explain-price';
import { standardParameters } from './core/price-parameters';

/** The price model that this code brings with it. */
export function deployPriceModel(ctx: Context): Promise<void> {
  return deployVersion(ctx, { model: 'price', version: engineVersion, parameters: standardParameters, codeVersion: engineVersion, metrics: [], isDemo: false }, (live) => /^\d+\.\d+\.\d+$/.test(live));
}
