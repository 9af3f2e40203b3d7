import type { Context } from '@/lib/db';
import { deployPriceModel } from '@/lib/pricing';
import { deployVersion } from '@/lib/registry';
import { actionVersion, itemVersion, standardItemModel, writeItemModel } from './core/model-parameters';

/** The versions this code brings with it, registered when a database is prepared: what the registry shows is what serves from the first day. */
export async function deployModels(ctx: Context): Promise<void> {
  await deployPriceModel(ctx);
  await deployVersion(ctx, { model: 'next-item', version: itemVersion, parameters: writeItemModel(standardItemModel), codeVersion: itemVersion, metrics: [], isDemo: false }, (live) => /^(vstan|blend)-\d+$/.test(live));
  await deployVersion(ctx, { model: 'next-action', version: actionVersion, parameters: { family: 'nearest-neighbours' }, codeVersion: actionVersion, metrics: [], isDemo: false }, (live) => /^next-action-\d+$/.test(live));
}
