import { weightsOf, type BlendWeights } from './fit-blend';
import { featureCount, itemFeatures, type FeatureQuery, type FeatureSource, type ItemFeature } from './item-features';

/** `support`: neighbouring visits that hold it; `anchor`: the item of the query that most of what they say came through, empty where they say nothing. */
export type Blended = { readonly item: string; readonly score: number; readonly support: number; readonly anchor: string; /** What each source adds; they sum to the score. */ readonly parts: readonly { readonly source: ItemFeature; readonly amount: number }[] };
export type BlendAsked = FeatureQuery & { /** Where only scores are wanted: no anchor is named. */ readonly isWithoutAnchors?: boolean; readonly without?: ReadonlySet<string>; readonly size?: number };
export type BlendedIndex = { readonly recommend: (asked: BlendAsked) => Blended[] };

/** Ranks the candidates by the weighted sum of their features; equal ones by support, then by name: the same question has the same answer, byte for byte. */
export function blendedIndex(source: FeatureSource, blend: BlendWeights): BlendedIndex {
  const weights = weightsOf(blend);
  return {
    recommend({ without, size, isWithoutAnchors = false, ...query }) {
      const { items, features, support } = source.candidatesOf(query);
      const scores = Float64Array.from(items, (_, row) => {
        let score = 0;
        for (let column = 0; column < featureCount; column += 1) score += (weights[column] ?? 0) * (features[row * featureCount + column] ?? 0);
        return score;
      });
      const order = (a: number, b: number): number => (scores[b] ?? 0) - (scores[a] ?? 0) || (support[b] ?? 0) - (support[a] ?? 0) || ((items[a] ?? '') < (items[b] ?? '') ? -1 : 1);
      const rows = [...items.keys()].filter((row) => !without?.has(items[row] ?? '')).toSorted(order).slice(0, size);
      const anchors = isWithoutAnchors ? [] : source.anchorsOf(query, rows.map((row) => items[row] ?? ''));
      return rows.map((row, place): Blended => ({
        item: items[row] ?? '', score: scores[row] ?? 0, support: support[row] ?? 0, anchor: anchors[place] ?? '',
        // Worked out where somebody looks: of hundreds that are ranked a few are explained.
        get parts() { return itemFeatures.map((name, column) => ({ source: name, amount: (weights[column] ?? 0) * (features[row * featureCount + column] ?? 0) })); },
      }));
    },
  };
}
