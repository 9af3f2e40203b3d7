import type { ItemRules, SessionTable } from '@/lib/learning';
import { itemRanker, type ItemRanker } from './core/item-ranker';
import type { ItemModel } from './core/model-parameters';

/** One ranking a version, over the same visits. */
export type RankersOf = (model: ItemModel) => ItemRanker;

/** Built when first asked for and kept: a live version and a canary are two. */
export function rankersOver(table: SessionTable, rules: ItemRules): RankersOf {
  const known = new Map<string, ItemRanker>();
  const ofModel = new WeakMap<ItemModel, ItemRanker>();
  return (model) => {
    const same = ofModel.get(model);
    if (same) return same;
    const key = JSON.stringify([model.parameters, model.blend]);
    const found = known.get(key) ?? itemRanker(table, () => rules, model);
    known.set(key, found);
    ofModel.set(model, found);
    return found;
  };
}
