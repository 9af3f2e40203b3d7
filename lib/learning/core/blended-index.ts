import { weightsOf, type BlendWeights } from './fit-blend';
import { featureCount, type Candidates, type FeatureQuery, type FeatureSource } from './item-features';
import { rankFirst } from './rank-first';

/** `support`: neighbouring visits that hold it; `anchor`: the item of the query that most of what they say came through, empty where they say nothing. */
export type Blended = { readonly item: string; readonly score: number; readonly support: number; readonly anchor: string };
/** A list, and of an item that was ranked for it what each source adds, in the order of the features: they sum to its score. Nothing of any other item. */
export type BlendedList = { readonly list: Blended[]; readonly partsOf: (item: string) => readonly number[] };
export type BlendAsked = FeatureQuery & { /** Where only scores are wanted: no anchor is named. */ readonly isWithoutAnchors?: boolean; readonly without?: ReadonlySet<string>; readonly size?: number };
export type BlendedIndex = { readonly recommend: (asked: BlendAsked) => Blended[]; readonly rank: (asked: BlendAsked) => BlendedList };

export type RankedRow = { readonly row: number; readonly score: number };

/** Ranks candidates by the weighted sum of their features; equal ones by support, then by name: the same candidates have the same order, byte for byte. */
export function blendRanker(blend: BlendWeights): (candidates: Candidates, size?: number, without?: ReadonlySet<string>) => RankedRow[] {
  const rank = rowRanker(weightsOf(blend));
  return (candidates, size, without) => {
    const { count, rows, scores } = rank(candidates, size, without);
    return Array.from(rows.subarray(0, count), (row): RankedRow => ({ row, score: scores[row] ?? 0 }));
  };
}

/** The rows of the list are `rows[0] … rows[count - 1]`, each with its score at its place; they hold until the next list. */
type RankedRows = { readonly count: number; readonly rows: Int32Array; readonly scores: Float64Array };

function rowRanker(weights: Float64Array): (candidates: Candidates, size?: number, without?: ReadonlySet<string>) => RankedRows {
  let [scores, rows] = [new Float64Array(0), new Int32Array(0)];
  return ({ items, features, support }, size, without) => {
    if (rows.length < items.length) [scores, rows] = [new Float64Array(2 * items.length), new Int32Array(2 * items.length)];
    let count = 0;
    for (let row = 0; row < items.length; row += 1) {
      if (without?.has(items[row] ?? '')) continue;
      let score = 0;
      for (let column = 0; column < featureCount; column += 1) score += (weights[column] ?? 0) * (features[row * featureCount + column] ?? 0);
      scores[row] = score;
      rows[count++] = row;
    }
    return { count: rankFirst(rows, count, size ?? count, { scores, support, names: items }), rows, scores };
  };
}

/** `blendRanker` over what one source finds for a question. */
export function blendedIndex(source: FeatureSource, blend: BlendWeights): BlendedIndex {
  const weights = weightsOf(blend);
  const rankRows = rowRanker(weights);
  const rank = (asked: BlendAsked): BlendedList => {
    const candidates = source.candidatesOf(asked);
    const { items, numbers, features, support } = candidates;
    const { count, rows, scores } = rankRows(candidates, asked.size, asked.without);
    const ranked: number[] = [];
    for (let place = 0; place < count; place += 1) ranked.push(numbers[rows[place] ?? 0] ?? -1);
    const anchors = asked.isWithoutAnchors === true ? [] : source.anchorsOf(asked, ranked);
    const list = ranked.map((_, place): Blended => {
      const row = rows[place] ?? 0;
      return { item: items[row] ?? '', score: scores[row] ?? 0, support: support[row] ?? 0, anchor: anchors[place] ?? '' };
    });
    const partsOf = (item: string): readonly number[] => {
      const parts: number[] = [];
      const at = items.indexOf(item) * featureCount;
      for (let column = 0; at >= 0 && column < featureCount; column += 1) parts.push((weights[column] ?? 0) * (features[at + column] ?? 0));
      return parts;
    };
    return { list, partsOf };
  };
  return { rank, recommend: (asked) => rank(asked).list };
}
