import { blendedIndex, featureSource, itemFeatures, sessionIndex, type BlendedList, type Contribution, type ItemFeature, type ItemRules, type SessionIndex, type SessionTable } from '@/lib/learning';
import type { ItemModel } from './model-parameters';

export type RankAsked = { readonly query: readonly string[]; readonly now: number; readonly without?: ReadonlySet<string>; readonly size?: number; /** Likeness to what is looked at, 0 to 1. */ readonly content?: ReadonlyMap<string, number>; readonly isLate?: () => boolean; /** Where only these are wanted of all that would be ranked. */ readonly only?: ReadonlySet<string>; /** Where only scores are wanted. */ readonly isWithoutAnchors?: boolean };
export type Ranked = { readonly item: string; readonly score: number; readonly support: number; readonly anchor: string };
/** One part of a score: through an item of the query, or from a source that knows nothing of the query's past items. */
export type ScorePart = Contribution & { readonly source: 'viewed' | 'rules' | 'popularity' | 'content' };
export type ItemRanker = {
  readonly recommend: (asked: RankAsked) => Ranked[];
  /** The parts of one item's score, largest first; they sum to it. */
  readonly explain: (asked: RankAsked, item: string) => ScorePart[];
  /** `explain` of each of some items, in their order. */
  readonly explainAll: (asked: RankAsked, items: readonly string[]) => ScorePart[][];
};

const sourceOf: Readonly<Record<ItemFeature, ScorePart['source']>> = {
  neighbours: 'viewed', 'neighbours-by-length': 'viewed', 'follows-last': 'rules', 'follows-previous': 'rules', together: 'rules', content: 'content',
  popularity: 'popularity', 'recent-popularity': 'popularity', 'popularity-by-length': 'popularity',
  again: 'viewed', 'again-last': 'viewed', 'again-near': 'viewed', 'again-often': 'viewed', 'again-by-length': 'viewed', 'last-by-length': 'viewed',
};

/** A version's ranking over a table: the neighbours alone where it knows no other source. */
export function itemRanker(table: SessionTable, rulesOf: () => ItemRules, { parameters, blend }: ItemModel): ItemRanker {
  const index = sessionIndex(table, parameters);
  if (!blend) return neighboursAlone(index);
  const blended = blendedIndex(featureSource(table, rulesOf(), index), blend);
  // A list is explained by the very figures that ranked it. Where only some items are wanted nothing is explained.
  const ranked = new WeakMap<RankAsked['query'], Ranking>();
  const rank = (asked: RankAsked): BlendedList => {
    const made = blended.rank(asked);
    if (asked.only === undefined) ranked.set(asked.query, { asked, made });
    return made;
  };
  const explainAll = (asked: RankAsked, items: readonly string[]): ScorePart[][] => {
    const known = ranked.get(asked.query);
    const isSame = known?.asked.now === asked.now && known.asked.content === asked.content && known.asked.isWithoutAnchors !== true;
    let whole: BlendedList | undefined;
    const found = items.map((item): Explained | undefined => {
      const listed = isSame ? explained(known.made, item) : undefined;
      if (listed) return listed;
      whole ??= rank(withoutLimits(asked));
      return explained(whole, item);
    });
    const through = index.explainAll(asked.query, items, { now: asked.now });
    return found.map((each, place) => (each ? partsOf(each, through[place] ?? []) : []));
  };
  return { recommend: (asked) => rank(asked).list, explain: (asked, item) => explainAll(asked, [item])[0] ?? [], explainAll };
}

function neighboursAlone(index: SessionIndex): ItemRanker {
  const explainAll: ItemRanker['explainAll'] = ({ query, now }, items) => index.explainAll(query, items, { now }).map((parts) => parts.map((part) => ({ ...part, source: 'viewed' })));
  return {
    recommend: ({ query, only, ...asked }) => index.recommend(query, asked).filter((each) => only?.has(each.item) ?? true),
    explain: (asked, item) => explainAll(asked, [item])[0] ?? [], explainAll,
  };
}

type Ranking = { readonly asked: RankAsked; readonly made: BlendedList };
type Explained = { readonly parts: readonly number[]; readonly anchor: string };

function explained({ list, partsOf: partsIn }: BlendedList, item: string): Explained | undefined {
  const found = list.find((each) => each.item === item);
  return found && { parts: partsIn(item), anchor: found.anchor };
}

/** Everything that is ranked for a question, whatever of it is shown. */
function withoutLimits({ size: _size, without: _without, only: _only, ...all }: RankAsked): RankAsked {
  return all;
}

const columnsOf = (source: ScorePart['source']): readonly number[] => itemFeatures.flatMap((feature, column) => (sourceOf[feature] === source ? [column] : []));
const viewedColumns = columnsOf('viewed');
const otherColumns = (['rules', 'content', 'popularity'] as const).map((source) => ({ source, columns: columnsOf(source) }));

/** What the neighbours add belongs to the query's items in the shares of what came through each of them. */
function partsOf({ parts, anchor }: Explained, through: readonly Contribution[]): ScorePart[] {
  const made: ScorePart[] = [];
  const viewed = sumOf(parts, viewedColumns);
  const total = through.reduce((sum, part) => sum + part.amount, 0);
  if (total > 0) for (const part of through) addPart(made, { anchor: part.anchor, amount: (viewed * part.amount) / total, source: 'viewed' });
  else addPart(made, { anchor, amount: viewed, source: 'viewed' });
  for (const { source, columns } of otherColumns) addPart(made, { anchor: '', amount: sumOf(parts, columns), source });
  return made.sort((a, b) => b.amount - a.amount || (a.anchor < b.anchor ? -1 : 1));
}

function sumOf(parts: readonly number[], columns: readonly number[]): number {
  let sum = 0;
  for (const column of columns) sum += parts[column] ?? 0;
  return sum;
}

function addPart(parts: ScorePart[], part: ScorePart): void {
  if (part.amount !== 0) parts.push(part);
}
