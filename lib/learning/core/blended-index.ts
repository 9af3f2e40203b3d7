import { weightsOf, type BlendWeights } from './fit-blend';
import { featureCount, itemFeatures, type Candidates, type FeatureQuery, type FeatureSource, type ItemFeature } from './item-features';
import { keepLargest } from './keep-largest';

/** `support`: neighbouring visits that hold it; `anchor`: the item of the query that most of what they say came through, empty where they say nothing. */
export type Blended = { readonly item: string; readonly score: number; readonly support: number; readonly anchor: string; /** What each source adds; they sum to the score. */ readonly parts: readonly { readonly source: ItemFeature; readonly amount: number }[] };
export type BlendAsked = FeatureQuery & { /** Where only scores are wanted: no anchor is named. */ readonly isWithoutAnchors?: boolean; readonly without?: ReadonlySet<string>; readonly size?: number };
export type BlendedIndex = { readonly recommend: (asked: BlendAsked) => Blended[] };

export type RankedRow = { readonly row: number; readonly score: number };

/** Ranks candidates by the weighted sum of their features; equal ones by support, then by name: the same candidates have the same order, byte for byte. */
export function blendRanker(blend: BlendWeights): (candidates: Candidates, size?: number, without?: ReadonlySet<string>) => RankedRow[] {
  const weights = weightsOf(blend);
  return ({ items, features, support }, size, without) => {
    const scores = new Float64Array(items.length);
    const rows = new Int32Array(items.length);
    let count = 0;
    for (let row = 0; row < items.length; row += 1) {
      if (without?.has(items[row] ?? '')) continue;
      let score = 0;
      for (let column = 0; column < featureCount; column += 1) score += (weights[column] ?? 0) * (features[row * featureCount + column] ?? 0);
      scores[row] = score;
      rows[count++] = row;
    }
    const order = (a: number, b: number): number => (scores[b] ?? 0) - (scores[a] ?? 0) || (support[b] ?? 0) - (support[a] ?? 0) || ((items[a] ?? '') < (items[b] ?? '') ? -1 : 1);
    // Equal scores at the edge are all kept, and the exact order decides.
    const kept = keepLargest(rows, count, Math.min(size ?? count, count), (row) => scores[row] ?? 0);
    return Array.from(rows.subarray(0, kept)).toSorted(order).slice(0, size).map((row): RankedRow => ({ row, score: scores[row] ?? 0 }));
  };
}

/** `blendRanker` over what one source finds for a question. */
export function blendedIndex(source: FeatureSource, blend: BlendWeights): BlendedIndex {
  const [weights, rank] = [weightsOf(blend), blendRanker(blend)];
  return {
    recommend({ without, size, isWithoutAnchors = false, ...query }) {
      const candidates = source.candidatesOf(query);
      const { items, features, support } = candidates;
      const ranked = rank(candidates, size, without);
      const anchors = isWithoutAnchors ? [] : source.anchorsOf(query, ranked.map(({ row }) => items[row] ?? ''));
      return ranked.map(({ row, score }, place): Blended => ({
        item: items[row] ?? '', score, support: support[row] ?? 0, anchor: anchors[place] ?? '',
        // Worked out where somebody looks: of hundreds that are ranked a few are explained.
        get parts() { return itemFeatures.map((name, column) => ({ source: name, amount: (weights[column] ?? 0) * (features[row * featureCount + column] ?? 0) })); },
      }));
    },
  };
}
