import { rulesOf, type ItemRules } from './item-rules';
import type { SessionIndex } from './session-index';
import type { SessionTable } from './session-table';

/** What is known of an item as the next of a visit, in the order of the numbers. "Again" features are 0 for an item the visit does not hold. */
export const itemFeatures = [
  'neighbours', 'follows-last', 'follows-previous', 'together', 'popularity', 'recent-popularity', 'content',
  'again', 'again-last', 'again-near', 'again-often', 'again-by-length', 'neighbours-by-length', 'last-by-length', 'popularity-by-length',
] as const;
export type ItemFeature = (typeof itemFeatures)[number];
export const featureCount = itemFeatures.length;

/** Added to every share before its logarithm: what a source does not know weighs as much as a thousandth of what it likes best. */
export const floor = 1e-3;
const logFloor = Math.log(floor);
/** How many of each source may stand in the list. */
const fromNeighbours = 100;
const fromContent = 40;

/** What an index and its rules are asked. `content`: likeness of items to what is looked at, 0 to 1; whoever has no texts leaves it out. */
export type FeatureQuery = { readonly query: readonly string[]; readonly now: number; readonly content?: ReadonlyMap<string, number>; /** Where only these are wanted of all that would be found. */ readonly only?: ReadonlySet<string>; readonly isLate?: () => boolean };
/** Candidates with their features, row after row, and what the neighbours said of each (0 where nothing). */
export type Candidates = { readonly items: readonly string[]; readonly features: Float64Array; readonly support: Int32Array };

/** The share of sessions that count as recent. */
const recentShare = 0.1;

export type FeatureSource = { readonly candidatesOf: (asked: FeatureQuery) => Candidates; /** Of the query's items the one that most of what the neighbours say of each came through; empty where they say nothing. */ readonly anchorsOf: (asked: FeatureQuery, items: readonly string[]) => string[] };

/** Everything the ranking looks at, from the arrays of one index: a pure function of them and of what is asked. */
export function featureSource(table: SessionTable, rules: ItemRules, index: SessionIndex): FeatureSource {
  // What came since is counted as a change: these figures stay right however long the table serves.
  const { sessions: sessionCount, items: itemCount } = table.live?.made ?? { sessions: table.sessionCount, items: table.itemCount };
  const counts = Float64Array.from({ length: itemCount }, (_, item) => (table.holderStarts[item + 1] ?? 0) - (table.holderStarts[item] ?? 0));
  const recentFrom = Math.floor(sessionCount * (1 - recentShare));
  const recent = Float64Array.from({ length: itemCount }, (_, item) => (table.holderStarts[item + 1] ?? 0) - firstFrom(table.holders, table.holderStarts[item] ?? 0, table.holderStarts[item + 1] ?? 0, recentFrom));
  const parts = { table, rules, index, counts, recent, popularity: counts.map(Math.log1p), recentPopularity: recent.map(Math.log1p) };
  return { candidatesOf: (asked) => candidatesOf(parts, asked), anchorsOf: ({ query, now }, items) => index.anchors(query, items, { now }) };
}

type Parts = { readonly table: SessionTable; readonly rules: ItemRules; readonly index: SessionIndex; readonly counts: Float64Array; readonly recent: Float64Array; /** Their logarithms, for what has not changed. */ readonly popularity: Float64Array; readonly recentPopularity: Float64Array };

function candidatesOf({ table, rules, index, counts, recent, popularity: known, recentPopularity }: Parts, { query, now, content, only, isLate }: FeatureQuery): Candidates {
  const found = index.recommend(query, { now, size: fromNeighbours, isWithoutAnchors: true, ...(isLate ? { isLate } : {}) });
  // An item in every visit can weigh less than nothing: then no share can be told.
  const best = Math.max(0, found[0]?.score ?? 0) || Number.POSITIVE_INFINITY;
  const [last, previous] = [numberOf(table, query.at(-1)), numberOf(table, query.at(-2))];
  const { follows: after, together: beside } = rulesOf(table, rules, last);
  const { follows: before } = rulesOf(table, rules, previous);
  const held = new Map<string, { place: number; count: number }>();
  query.forEach((item, place) => { held.set(item, { place, count: (held.get(item)?.count ?? 0) + 1 }); });
  const near = new Map(found.map((each) => [each.item, each]));
  const items = [...new Set([
    ...found.map((each) => each.item), ...[...after.keys(), ...beside.keys()].map((item) => table.nameOf[item] ?? ''), ...held.keys(),
    ...likest(content),
  ])].filter((name) => only?.has(name) ?? true);
  const [features, support] = [new Float64Array(items.length * featureCount), new Int32Array(items.length)];
  const length = Math.log(Math.max(1, query.length));
  items.forEach((name, row) => {
    const item = numberOf(table, name);
    const own = held.get(name);
    const isLast = name === query.at(-1) ? 1 : 0;
    const neighbour = near.get(name);
    const neighbours = neighbour ? logShare(Math.max(0, neighbour.score) / best) : 0;
    const change = table.live?.change.get(item);
    const popularity = change ? Math.log1p((counts[item] ?? 0) + change.all) : (known[item] ?? 0);
    const at = row * featureCount;
    features[at] = neighbours;
    features[at + 1] = logShare(after.get(item));
    features[at + 2] = logShare(before.get(item));
    features[at + 3] = logShare(beside.get(item));
    features[at + 4] = popularity;
    features[at + 5] = change ? Math.log1p(Math.max(0, (recent[item] ?? 0) + change.recent)) : (recentPopularity[item] ?? 0);
    support[row] = neighbour?.support ?? 0;
    features[at + 6] = logShare(content?.get(name));
    if (own) {
      features[at + 7] = 1;
      features[at + 8] = isLast;
      if (isLast === 0) features[at + 9] = 1 / (query.length - own.place);
      features[at + 10] = Math.log(own.count);
      features[at + 11] = length;
    }
    features[at + 12] = neighbours * length;
    features[at + 13] = isLast * length;
    features[at + 14] = popularity * length;
  });
  return { items, features, support };
}

/** What is likest, in no order where all of it may stand in the list: candidates are ranked by what is known of them. */
function likest(content: FeatureQuery['content']): readonly string[] {
  if (content === undefined) return [];
  if (content.size <= fromContent) return [...content.keys()];
  return [...content].toSorted(([a, left], [b, right]) => right - left || (a < b ? -1 : 1)).slice(0, fromContent).map(([item]) => item);
}

/** From 0 (nothing) up: ln((floor + share) / floor), so that a source that knows nothing of an item adds nothing to its score. */
function logShare(share = 0): number {
  return share === 0 ? 0 : Math.log(floor + share) - logFloor;
}

function numberOf(table: SessionTable, name: string | undefined): number {
  return name === undefined ? -1 : (table.numberOf.get(name) ?? -1);
}

/** First place whose number is `least` or more (binary search). */
function firstFrom(numbers: Int32Array, from: number, end: number, least: number): number {
  let [low, high] = [from, end];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] ?? 0) < least) low = middle + 1; else high = middle;
  }
  return low;
}
