import { candidateRows, type CandidateRows } from './candidate-rows';
import { rulesOver, type ItemRules } from './item-rules';
import { knownLikeness, type NumberedLikeness } from './known-likeness';
import type { SessionIndex } from './session-index';
import type { RuleRow, RuleRows, SessionTable } from './session-table';

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
/** How many of the neighbours' items may stand in the list. */
const fromNeighbours = 100;

/** What an index and its rules are asked. `content`: likeness of items to what is looked at, 0 to 1; whoever has no texts leaves it out. */
export type FeatureQuery = { readonly query: readonly string[]; readonly now: number; readonly content?: ReadonlyMap<string, number>; /** Where only these are wanted of all that would be found. */ readonly only?: ReadonlySet<string>; readonly isLate?: () => boolean };
/** Candidates by name and by number (below 0 for one that the table does not know) with their features, row after row, and what the neighbours said of each (0 where nothing). */
export type Candidates = { readonly items: readonly string[]; readonly numbers: readonly number[]; readonly features: Float64Array; readonly support: Int32Array };

/** The share of sessions that count as recent. */
const recentShare = 0.1;

export type FeatureSource = { readonly candidatesOf: (asked: FeatureQuery) => Candidates; /** Of the query's items the one that most of what the neighbours say of each item (by number) came through; empty where they say nothing. */ readonly anchorsOf: (asked: FeatureQuery, items: ArrayLike<number>) => string[] };

/** Everything the ranking looks at, from the arrays of one index: a pure function of them and of what is asked. */
export function featureSource(table: SessionTable, rules: ItemRules, index: SessionIndex): FeatureSource {
  // What came since is counted as a change: these figures stay right however long the table serves.
  const { sessions: sessionCount, items: itemCount } = table.live?.made ?? { sessions: table.sessionCount, items: table.itemCount };
  const counts = Float64Array.from({ length: itemCount }, (_, item) => (table.holderStarts[item + 1] ?? 0) - (table.holderStarts[item] ?? 0));
  const recentFrom = Math.floor(sessionCount * (1 - recentShare));
  const recent = Float64Array.from({ length: itemCount }, (_, item) => (table.holderStarts[item + 1] ?? 0) - firstFrom(table.holders, table.holderStarts[item] ?? 0, table.holderStarts[item + 1] ?? 0, recentFrom));
  const parts = { table, index, rulesOf: rulesOver(table, rules), likenessOf: knownLikeness(table, logShare), rows: candidateRows(table), counts, recent, popularity: withRoom(counts.map(Math.log1p), table), recentPopularity: withRoom(recent.map(Math.log1p), table), knownAt: new Int32Array(table.idf.length) };
  return { candidatesOf: (asked) => candidatesOf(parts, asked), anchorsOf: ({ query, now }, items) => index.anchors(query, items, { now }) };
}

type Parts = {
  readonly table: SessionTable; readonly index: SessionIndex; readonly rulesOf: (item: number) => RuleRows; readonly likenessOf: (content: ReadonlyMap<string, number>) => NumberedLikeness; readonly rows: CandidateRows;
  readonly counts: Float64Array; readonly recent: Float64Array;
  /** Their logarithms as of the change of the table that `knownAt` tells of each item. */
  readonly popularity: Float64Array; readonly recentPopularity: Float64Array; readonly knownAt: Int32Array;
};

/** A live table grows within its arrays. */
function withRoom(numbers: Float64Array, { idf }: SessionTable): Float64Array {
  const larger = new Float64Array(idf.length);
  larger.set(numbers);
  return larger;
}

function candidatesOf(parts: Parts, { query, now, content, only, isLate }: FeatureQuery): Candidates {
  const { table, index, rows } = parts;
  const found = index.find(query, isLate ? { now, size: fromNeighbours, isLate } : { now, size: fromNeighbours });
  const { follows: after, together: beside } = parts.rulesOf(numberOf(table, query.at(-1)));
  const { follows: before } = parts.rulesOf(numberOf(table, query.at(-2)));
  const likeness = content && content.size > 0 ? parts.likenessOf(content) : undefined;
  rows.begin(only);
  for (let rank = 0; rank < found.count; rank += 1) rows.add(found.items[rank] ?? 0);
  addRow(rows, after);
  addRow(rows, beside);
  const held = query.map(rows.addNamed);
  if (likeness) for (const place of likeness.likest) rows.addNumbered(likeness.numbers[place] ?? -1, likeness.names[place] ?? '');
  const { names: items, numbers } = rows.made();
  const [features, support] = [new Float64Array(items.length * featureCount), new Int32Array(items.length)];
  // An item in every visit can weigh less than nothing: then no share can be told.
  const best = Math.max(0, found.count > 0 ? (found.score[found.items[0] ?? 0] ?? 0) : 0) || Number.POSITIVE_INFINITY;
  for (let rank = 0; rank < found.count; rank += 1) {
    const item = found.items[rank] ?? 0;
    const row = rows.rowOf(item);
    if (row < 0) continue;
    features[row * featureCount] = logShare(Math.max(0, found.score[item] ?? 0) / best);
    support[row] = found.support[item] ?? 0;
  }
  putShares(features, 1, rows, after);
  putShares(features, 2, rows, before);
  putShares(features, 3, rows, beside);
  if (likeness) {
    for (let place = 0; place < likeness.names.length; place += 1) {
      const row = rows.rowOfNumbered(likeness.numbers[place] ?? -1, likeness.names[place] ?? '');
      if (row >= 0) features[row * featureCount + 6] = likeness.values[place] ?? 0;
    }
  }
  putPopularity(features, numbers, parts);
  const length = Math.log(Math.max(1, query.length));
  putHeld(features, held, length);
  for (let at = 0; at < features.length; at += featureCount) {
    features[at + 12] = (features[at] ?? 0) * length;
    features[at + 14] = (features[at + 4] ?? 0) * length;
  }
  return { items, numbers, features, support };
}

function addRow(rows: CandidateRows, { items, from, end }: RuleRow): void {
  for (let at = from; at < end; at += 1) rows.add(items[at] ?? 0);
}

/** Of the rules of an item those that lead to a candidate. */
function putShares(features: Float64Array, column: number, rows: CandidateRows, { items, shares, from, end }: RuleRow): void {
  for (let at = from; at < end; at += 1) {
    const row = rows.rowOf(items[at] ?? 0);
    if (row >= 0) features[row * featureCount + column] = logShare(shares[at]);
  }
}

function putPopularity(features: Float64Array, numbers: readonly number[], { table: { live }, counts, recent, popularity, recentPopularity, knownAt }: Parts): void {
  const changed = live?.changed.count ?? 0;
  for (let row = 0; row < numbers.length; row += 1) {
    const item = numbers[row] ?? -1;
    if (item < 0) continue;
    if (knownAt[item] !== changed) {
      const change = live?.change.get(item);
      popularity[item] = Math.log1p((counts[item] ?? 0) + (change?.all ?? 0));
      recentPopularity[item] = Math.log1p(Math.max(0, (recent[item] ?? 0) + (change?.recent ?? 0)));
      knownAt[item] = changed;
    }
    features[row * featureCount + 4] = popularity[item] ?? 0;
    features[row * featureCount + 5] = recentPopularity[item] ?? 0;
  }
}

/** `held`: the row of each item of the query, below 0 where it is not wanted. Looked at again, an item is told by its last place. */
function putHeld(features: Float64Array, held: readonly number[], length: number): void {
  for (const row of held) if (row >= 0) features[row * featureCount + 10] = (features[row * featureCount + 10] ?? 0) + 1;
  for (let place = held.length - 1; place >= 0; place -= 1) {
    const at = (held[place] ?? -1) * featureCount;
    if (at < 0 || features[at + 7] === 1) continue;
    features[at + 7] = 1;
    if (place === held.length - 1) {
      features[at + 8] = 1;
      features[at + 13] = length;
    } else features[at + 9] = 1 / (held.length - place);
    features[at + 10] = Math.log(features[at + 10] ?? 1);
    features[at + 11] = length;
  }
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
